import type { ReadAttribute } from './attribute-part.ts'
import type { Element } from './nodes.ts'

/**
 * Whether a form that a handler or an action submits must not be sent as a query: until the page is live, or where it never is, the
 * browser sends what was typed, passwords included.
 */
export function isPosted(
  element: Element,
  attributes: readonly ReadAttribute[],
  isSpread: (hole: number) => boolean,
): boolean {
  const named = (read: ReadAttribute, name: string): boolean => 'name' in read && read.name === name
  return (
    element.tagName === 'form' &&
    attributes.some(
      (read) =>
        (read.kind === 'event' && read.name === 'submit') ||
        named(read, 'live-submit') ||
        named(read, 'data-live-submit'),
    ) &&
    !attributes.some((read) =>
      read.kind === 'element' ? isSpread(read.hole) : read.kind !== 'event' && named(read, 'method'),
    )
  )
}
