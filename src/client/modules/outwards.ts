import { core } from './core.ts'

/**
 * What is around a node: what it stands in, the element of its shadow root, and in a portal the element of its owner instead
 * of the target. Whoever asks what something belongs to, and not where the document shows it, asks this.
 */
export function outwardsFrom(node: Node): Node | null {
  const { parentNode } = core.natural(node)
  return (
    core.loaded.livePortals?.ownerOf(node) ?? parentNode ?? (node instanceof ShadowRoot ? node.host : null)
  )
}

/** The element, or the next one outwards, for which this holds. */
export function findOutwards(from: Element, isWanted: (element: Element) => boolean): Element | undefined {
  for (let node: Node | null = from; node; node = outwardsFrom(node))
    if (node instanceof Element && isWanted(node)) return node
  return undefined
}

/** Whether a node stands in another one, or belongs to it. */
export function isWithin(inner: Node, outer: Node): boolean {
  for (let node: Node | null = inner; node; node = outwardsFrom(node)) if (node === outer) return true
  return false
}
