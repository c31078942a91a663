/**
 * What an instance is called on the wire, so that a browser whose page is made again finds what users have put into it:
 * only what holds controls, and has a key of its author, is told by a digest.
 */
import type { Encoder } from './encoder.ts'
import { rowAt, shownFor, type ChildNode, type InstanceNode, type ListNode } from '../tree/tree.ts'

/** The key of the content of a child part, from `keyed` and the components that it is in. */
export function keyOfContent(node: ChildNode, content: InstanceNode, encoder: Encoder): number | undefined {
  const keys = keysAround(node)
  return keys.length > 0 && holdsControls(content) ? encoder.keyOf(keys) : undefined
}

/** The key of the row at an index. */
export function keyOfRow(
  { keys }: ListNode,
  index: number,
  row: InstanceNode,
  encoder: Encoder,
): number | undefined {
  return keys !== null && holdsControls(row) ? encoder.keyOf([keys[index]]) : undefined
}

function keysAround(node: ChildNode): unknown[] {
  const keys: unknown[] = []
  let inner = node
  while (typeof inner === 'object' && inner !== null && 'content' in inner) {
    if ('key' in inner && inner.key !== undefined) keys.push(inner.kind, inner.key)
    inner = inner.content
  }
  return keys
}

/** Whether a user can put something into it. Of a list the first row stands for all of them. */
function holdsControls({ template, values }: InstanceNode): boolean {
  return (
    template.holdsControls ||
    // What a child part holds is a child.
    template.children.some((part) => hasControlsIn(values[part] as ChildNode))
  )
}

function hasControlsIn(node: ChildNode): boolean {
  const content = shownFor(node)
  if (typeof content !== 'object' || content === null) return false
  if (content.kind === 'instance') return holdsControls(content)
  if (content.kind === 'list') return content.ids.length > 0 && holdsControls(rowAt(content, 0))
  return content.kind === 'raw'
}
