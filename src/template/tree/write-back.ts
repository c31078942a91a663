/** Notes in a tree what the browser has in a control. */
import type { Json } from '../../protocol/differences.ts'
import type { Path } from '../../protocol/paths.ts'
import type { Part } from '../compile/part.ts'
import type { ChildNode, InstanceNode, ListNode, NodeValue } from './tree.ts'

/**
 * A tree in which the `.value`, `.checked` or `.selected` part at the path holds this value; the rest is shared. The tree
 * itself when the path leads to no such part, or to a row that is not kept. The path starts below the root.
 */
export function withValue<Node extends ChildNode>(tree: Node, path: Path, value: string | boolean): Node {
  // What comes back has the kind of what went in.
  return write(tree, path, value) as Node
}

function write(node: ChildNode, path: Path, value: string | boolean): ChildNode {
  if (node === null || typeof node !== 'object') return node
  switch (node.kind) {
    case 'component':
    case 'keyed':
    case 'guarded': {
      const content = write(node.content, path, value)
      return content === node.content ? node : { ...node, content }
    }
    case 'list':
      return writeRow(node, path, value)
    case 'instance':
      return writeInstance(node, path, value)
    case 'stream':
    case 'raw':
      return node
  }
}

function writeRow(list: ListNode, [id, ...path]: Path, value: string | boolean): ListNode {
  const index = typeof id === 'number' ? list.ids.indexOf(id) : -1
  const row = list.rows[index]
  if (row === undefined) return list
  const written = writeInstance(row, path, value)
  return written === row ? list : { ...list, rows: list.rows.with(index, written) }
}

function writeInstance(
  instance: InstanceNode,
  [index, ...path]: Path,
  value: string | boolean,
): InstanceNode {
  const part = typeof index === 'number' ? instance.template.parts[index] : undefined
  if (part === undefined) return instance
  const held = instance.values[part.index] ?? null
  const written = path.length === 0 ? writePart(part, held, value) : writeChild(part, held, path, value)
  return written === held ? instance : { ...instance, values: instance.values.with(part.index, written) }
}

function writeChild(part: Part, held: NodeValue, path: Path, value: string | boolean): NodeValue {
  // What a child part holds is a child.
  return part.kind === 'child' ? write(held as ChildNode, path, value) : held
}

function writePart(part: Part, held: NodeValue, value: string | boolean): NodeValue {
  const names = typeof value === 'string' ? ['value'] : ['checked', 'selected']
  if (part.kind === 'property') return names.includes(part.name) ? value : held
  if (part.kind !== 'spread' || typeof held !== 'object' || held === null) return held
  const name = names.find((each) => Object.hasOwn(held, `.${each}`))
  // A spread holds JSON.
  return name === undefined ? held : { ...(held as Record<string, Json>), [`.${name}`]: value }
}
