/** What is inside of an element. */
import { core } from '../modules/core.ts'
import { outwardsFrom } from '../modules/outwards.ts'

/** Whether a node stands in an element, also in a shadow root there, or belongs to it: to a portal or a hook in it. */
export function isInside(node: Node | null, element: Element): boolean {
  if (!node) return false
  return placeOf(node).includes(element) || core.loaded.liveHooks?.isOwned(node, element) === true
}

/** The element and those that it belongs to, from the inside; nothing for the body, where the focus is when nothing has it. */
export function placeOf(node: Node | null): Element[] {
  const around: Element[] = []
  for (let at = node; at && at !== core.page.body; at = outwardsFrom(at))
    if (at instanceof Element) around.push(at)
  return around
}
