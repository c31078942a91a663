import type { ChildNode, ComponentNode, ListNode } from './tree.ts'
import { mapChildren } from './walk.ts'

/**
 * The tree as a browser numbers it that is given it in full: the rows of each list are 0, 1, 2, … What is
 * numbered so already is shared with the tree given.
 */
export function renumbered(node: ComponentNode): ComponentNode {
  const visit = (child: ChildNode): ChildNode => {
    const inner = mapChildren(child, visit)
    return typeof inner === 'object' && inner?.kind === 'list' ? counted(inner) : inner
  }
  return mapChildren(node, visit)
}

function counted(list: ListNode): ListNode {
  const { ids, next } = list
  if (next === ids.length && ids.every((id, index) => id === index)) return list
  return { ...list, ids: ids.map((_, index) => index), next: ids.length }
}
