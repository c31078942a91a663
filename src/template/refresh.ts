import type { ChildNode, ComponentNode, InstanceNode, ListNode, NodeValue } from './tree.ts'

/**
 * The tree with every component for which `stale` holds replaced by what `refresh` makes of it, outermost
 * first. What has none is shared with the tree given, so nothing is allocated for an unchanged tree.
 */
export function refreshComponents(
  node: ComponentNode,
  stale: (node: ComponentNode) => boolean,
  refresh: (node: ComponentNode) => ComponentNode,
): ComponentNode {
  return inComponent(node)

  function inComponent(component: ComponentNode): ComponentNode {
    const fresh = stale(component) ? refresh(component) : component
    const content = inChild(fresh.content)
    return content === fresh.content ? fresh : { ...fresh, content }
  }

  function inChild(child: ChildNode): ChildNode {
    if (typeof child !== 'object' || child === null) return child
    if (child.kind === 'instance') return inInstance(child)
    if (child.kind === 'list') return inList(child)
    return child.kind === 'component' ? inComponent(child) : child
  }

  function inInstance(instance: InstanceNode): InstanceNode {
    let values: NodeValue[] | undefined
    for (const part of instance.template.children) {
      // A child part holds a child: the builder put it there.
      const child = instance.values[part] as ChildNode
      const fresh = inChild(child)
      if (fresh !== child) (values ??= instance.values.slice())[part] = fresh
    }
    return values ? { ...instance, values } : instance
  }

  function inList(list: ListNode): ListNode {
    let rows: InstanceNode[] | undefined
    for (const [index, row] of list.rows.entries()) {
      const fresh = inInstance(row)
      if (fresh !== row) (rows ??= list.rows.slice())[index] = fresh
    }
    return rows ? { ...list, rows } : list
  }
}

/** Every component in a tree, parents before children, in document order. */
export function* componentsIn(node: ChildNode): Generator<ComponentNode> {
  if (typeof node !== 'object' || node === null) return
  if (node.kind === 'component') {
    yield node
    yield* componentsIn(node.content)
  } else if (node.kind === 'list') {
    for (const row of node.rows) yield* componentsIn(row)
  } else if (node.kind === 'instance') {
    for (const part of node.template.children) yield* componentsIn(node.values[part] as ChildNode)
  }
}
