/** Animations of rows that glide to where they are. */

/** The `id` of such an animation. */
export const GLIDE = 'live-move'

/** Rows in an element stand where they are. */
export function endGlides(element: Element): void {
  // The test kit has none.
  const { getAnimations } = element as Partial<Element>
  for (const each of getAnimations?.call(element, { subtree: true }) ?? [])
    if (each.id === GLIDE) each.finish()
}
