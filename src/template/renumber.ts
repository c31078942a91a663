import type { ChildNode, ComponentNode, InstanceNode, ListNode } from './tree.ts'

/**
 * The tree as a browser numbers it that is given it in full: the rows of each list are 0, 1, 2, … What is
 * numbered so already is shared with the tree given.
 */
export function renumbered(node: ComponentNode): ComponentNode {
  const content = inChild(node.content)
  return content === node.content ? node : { ...node, content }
}

function inChild(child: ChildNode): ChildNode {
  if (typeof child !== 'object' || child === null) return child
  if (child.kind === 'component') return renumbered(child)
  if (child.kind === 'instance') return inInstance(child)
  return child.kind === 'list' ? inList(child) : child
}

function inInstance(instance: InstanceNode): InstanceNode {
  const values = instance.values.slice()
  for (const part of instance.template.children) values[part] = inChild(values[part] as ChildNode)
  return values.every((value, part) => value === instance.values[part]) ? instance : { ...instance, values }
}

function inList(list: ListNode): ListNode {
  const rows = list.rows.map(inInstance)
  const same =
    list.next === rows.length &&
    rows.every((row, index) => row === list.rows[index] && list.ids[index] === index)
  return same ? list : { ...list, rows, ids: rows.map((_, index) => index), next: rows.length }
}
