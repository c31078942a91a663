/** What belongs to an element although it stands elsewhere in the document. */
import { core } from '../modules/core.ts'

/** The module of portals, where it knows it. */
interface PortalOwners {
  ownerOf?(content: Element): Element | null | undefined
}

/** The element whose portal this node is in; null outside of portals. */
export function ownerOf(node: Node): Element | null {
  const content = elementAt(node)?.closest('[data-live-portal]')
  // A module of portals has this, or not.
  const { livePortals } = core.loaded as { livePortals?: PortalOwners }
  return (content && livePortals?.ownerOf?.(content)) ?? null
}

/** Whether nodes, each in the next, are in an element or in what belongs to it. */
export function isInside(path: readonly EventTarget[], element: Element): boolean {
  const { liveHooks } = core.loaded
  const seen = new Set<Element>()
  let at: readonly EventTarget[] = path
  for (;;) {
    const [first] = at
    if (at.includes(element)) return true
    if (!(first instanceof Node)) return false
    if (liveHooks?.isOwned(first, element)) return true
    const owner = ownerOf(first)
    if (!owner || seen.has(owner)) return false
    seen.add(owner)
    at = around(owner)
  }
}

/** An element with everything that it stands in. */
function around(element: Element): Node[] {
  const nodes: Node[] = []
  for (let at: Node | null = element; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null))
    nodes.push(at)
  return nodes
}

function elementAt(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}
