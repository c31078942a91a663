import { markComment } from '../marks.ts'
import type { Instance } from '../parts.ts'
import { core } from './core.ts'

/** The nodes of an instance in order; a new mark when a script has removed them. Throws when they have been taken apart. */
export function nodesOf(instance: Instance): ChildNode[] {
  const nodes: ChildNode[] = []
  if (!isIn(instance.first) && !isIn(instance.last)) instance.first = instance.last = markComment()
  for (let node = instance.first; node; node = core.natural(node).nextSibling) {
    nodes.push(node)
    if (node === instance.last) return nodes
  }
  throw new Error('taken apart')
}

/** Whether a node stands anywhere. */
function isIn(node: Node | null): boolean {
  return !!node && !!core.natural(node).parentNode
}
