/** What a part stands in, and what stands in it. */
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import type { Part } from '../parts.ts'

/** Whether content can be put into a part. */
export function isPlace(part: ChildPart): boolean {
  try {
    return core.natural(part.parent()).isConnected
  } catch {
    return false
  }
}

export function isChildPart(part: Part | undefined): part is ChildPart {
  return part instanceof core.ChildPart
}

/** All that stands in a part. */
export function nodesIn(part: ChildPart): ChildNode[] {
  const nodes: ChildNode[] = []
  for (let node = part.top(); node && node !== part.end; node = core.natural(node).nextSibling)
    nodes.push(node)
  return nodes
}
