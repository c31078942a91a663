/** Attributes by which the server and the client mark elements, and comments by which the client marks places. */

/** Marks the containers of roots, with their numbers. */
export const ROOT = 'data-live-root'

/** Marks elements whose content is not ours. */
export const FOREIGN = 'data-live-foreign'

/** Begins the comment before the content of a portal; what follows is its number, where the server has written it. */
export const PORTAL = 'portal:'

/** A comment that keeps texts apart, or a place. Without one, `normalize()` would join texts and remove empty ones. */
export function markComment(): Comment {
  return new Comment('.')
}
