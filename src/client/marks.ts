/** Attributes by which the server and the client mark elements. */

/** Marks the containers of roots, with their numbers. */
export const ROOT = 'data-live-root'

/** Marks elements whose content is not ours. */
export const FOREIGN = 'data-live-foreign'
