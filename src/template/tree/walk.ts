import { shownFor, type ChildNode, type ComponentNode, type InstanceNode } from './tree.ts'

/**
 * The node with each of its direct children replaced by what `change` makes of it. When all stay the same
 * it is the node given, so nothing is allocated for a tree that does not change.
 */
export function mapChildren<Node extends ChildNode>(
  node: Node,
  change: (child: ChildNode) => ChildNode,
): Node {
  // Each case gives back a node of the kind that it got.
  return mapped(node, change) as Node
}

function mapped(node: ChildNode, change: (child: ChildNode) => ChildNode): ChildNode {
  if (typeof node !== 'object' || node === null) return node
  switch (node.kind) {
    case 'component':
    case 'keyed':
    case 'guarded': {
      const content = change(node.content)
      return content === node.content ? node : { ...node, content }
    }
    case 'portal': {
      const inside = change(node.inside)
      return inside === node.inside ? node : { ...node, inside }
    }
    case 'instance': {
      const values = node.values.slice()
      let changed = false
      for (const part of node.template.children) {
        // What a child part holds is a child.
        const child = node.values[part] as ChildNode
        const fresh = (values[part] = change(child))
        changed ||= fresh !== child
      }
      return changed ? { ...node, values } : node
    }
    case 'list': {
      // A row that is changed stays an instance: no change here turns one into something else.
      const rows = node.rows.map((row) => change(row) as InstanceNode)
      return rows.every((row, index) => row === node.rows[index]) ? node : { ...node, rows }
    }
    case 'stream':
    case 'raw':
    case 'local':
      return node
    default:
      return node satisfies never
  }
}

/** The direct children of a node, each with its step in a path; null where a path has none. */
export function* childrenIn(node: ChildNode): Generator<[step: number | null, child: ChildNode]> {
  if (typeof node !== 'object' || node === null) return
  if (node.kind === 'component' || node.kind === 'keyed' || node.kind === 'guarded')
    yield [null, node.content]
  else if (node.kind === 'portal') yield [null, node.inside]
  else if (node.kind === 'instance') {
    // What a child part holds is a child.
    for (const part of node.template.children) yield [part, node.values[part] as ChildNode]
  } else if (node.kind === 'list') {
    for (const [index, row] of node.rows.entries()) yield [node.ids[index] ?? null, row]
  }
}

/** Every component in a tree, parents before children, in document order. */
export function* componentsIn(node: ChildNode): Generator<ComponentNode> {
  if (typeof node === 'object' && node?.kind === 'component') yield node
  for (const [, child] of childrenIn(node)) yield* componentsIn(child)
}

/** Whatever listens to events in a tree: handlers, and handlers with options. */
export function* listenersIn(node: ChildNode): Generator<object> {
  if (typeof node === 'object' && node?.kind === 'instance') {
    for (const value of node.values) {
      if (typeof value === 'function') yield value
      else if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'binding')
        yield value
    }
  }
  for (const [, child] of childrenIn(node)) yield* listenersIn(child)
}

/**
 * The tree with every component for which `stale` holds replaced by what `refresh` makes of it, outermost
 * first.
 */
export function refreshComponents(
  node: ComponentNode,
  stale: (node: ComponentNode) => boolean,
  refresh: (node: ComponentNode) => ComponentNode,
): ComponentNode {
  const visit = <Node extends ChildNode>(child: Node): Node => {
    // A component is refreshed to a component.
    const fresh = isComponent(child) && stale(child) ? (refresh(child) as Node) : child
    return mapChildren(fresh, visit)
  }
  return visit(node)
}

function isComponent(node: ChildNode): node is ComponentNode & ChildNode {
  return typeof node === 'object' && node?.kind === 'component'
}

/** The child that a step of a path leads to; null when it leads nowhere. */
export function childAt(node: ChildNode, step: number | string): ChildNode {
  const content = shownFor(node)
  if (typeof content !== 'object' || content === null || typeof step !== 'number') return null
  if (content.kind === 'list') return content.rows[content.ids.indexOf(step)] ?? null
  if (content.kind !== 'instance' || !content.template.children.includes(step)) return null
  // What a child part holds is a child.
  return content.values[step] as ChildNode
}
