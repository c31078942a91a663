/** Which nodes of the document belong to the element of a hook, although they stand elsewhere. */
import { outwardsFrom } from '../modules/outwards.ts'

const owners = new WeakMap<Node, Element>()

/** From now on the node belongs to the element, or to none any more. */
export function setOwner(node: Node, element: Element | undefined): void {
  if (element) owners.set(node, element)
  else owners.delete(node)
}

/** Whether a node stands in something that belongs to this element, or to a hook in it. */
export function isOwned(node: Node, element: Element): boolean {
  const seen = new Set<Node>()
  // A node that belongs to what is in it belongs to nobody.
  for (let at: Node | null = node; at && !seen.has(at); at = owners.get(at) ?? outwardsFrom(at)) {
    seen.add(at)
    const owner = owners.get(at)
    if (owner && isWithin(owner, element)) return true
  }
  return false
}

function isWithin(node: Node, element: Element): boolean {
  for (let at: Node | null = node; at; at = outwardsFrom(at)) if (at === element) return true
  return false
}
