/** Removes a row, also one of which others have removed, moved or wrapped a part: what is left of it goes. */
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import { nodesOf } from '../modules/nodes-of.ts'
import type { ElementPart } from '../element-parts.ts'
import type { Instance, Part } from '../parts.ts'
import { isChildPart } from './child-parts.ts'

/** `rows` are all that stand in the part, this one too. */
export function removeRow(part: ChildPart, row: Instance, rows: Iterable<Instance>): void {
  for (const node of allOf(part, row, rows)) core.natural(node).remove()
}

function allOf(part: ChildPart, row: Instance, rows: Iterable<Instance>): Iterable<ChildNode> {
  try {
    return nodesOf(row)
  } catch {
    return nodesLeft(part, row, [...rows].filter((each) => each !== row).flatMap(edgesOf))
  }
}

/** What stands between its edges, or from one of them on until another row; and what its parts are bound to. */
function nodesLeft(part: ChildPart, row: Instance, others: readonly Node[]): Set<ChildNode> {
  const bounds = new Set<Node | null>([part.start, part.end])
  const isEnd = (node: Node): boolean =>
    bounds.has(node) || others.some((other) => core.natural(node).contains(other))
  const run = (
    from: ChildNode | null,
    to: Node | null,
    next: 'nextSibling' | 'previousSibling',
  ): ChildNode[] => {
    const nodes: ChildNode[] = []
    // What stands elsewhere has other things beside it.
    if (!from || core.natural(from).parentNode !== part.parent()) return nodes
    for (let node: ChildNode | null = from; node && !isEnd(node); node = core.natural(node)[next]) {
      nodes.push(node)
      if (core.natural(node).contains(to)) break
    }
    return nodes
  }
  return new Set([
    ...run(row.first, row.last, 'nextSibling'),
    ...run(row.last, row.first, 'previousSibling'),
    ...edgesOf(row),
    ...row.parts.flatMap(elementOf),
  ])
}

function edgesOf({ first, last }: Instance): ChildNode[] {
  return [first, last].filter((edge) => edge !== null)
}

function elementOf(part: Part): Element[] {
  // All other parts are bound to elements.
  if (!isChildPart(part)) return [(part as ElementPart).element]
  return part.start instanceof Element ? [part.start] : []
}
