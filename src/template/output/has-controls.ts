import { isNewestOnly } from '../../protocol/event-types.ts'
import { isChangedByUsers, type Part } from '../compile/part.ts'
import { contentOf, rowAt, type ChildNode } from '../tree/tree.ts'

/**
 * Whether a tree sets what users can change too, or listens to events of which the newest alone matters: the
 * browser needs the module of edits for it. Of a list the first row stands for all of them.
 */
export function hasControls(node: ChildNode): boolean {
  const content = contentOf(node)
  if (typeof content !== 'object' || content === null) return false
  switch (content.kind) {
    case 'instance':
      return content.template.parts.some((part) =>
        // What a child part holds is a child.
        part.kind === 'child' ? hasControls(content.values[part.index] as ChildNode) : isOfControl(part),
      )
    case 'list':
      return content.ids.length > 0 && hasControls(rowAt(content, 0))
    case 'stream':
      return hasControls(content.rows[0] ?? null)
    case 'raw':
      return false
  }
}

function isOfControl(part: Part): boolean {
  if (part.kind === 'event') return isNewestOnly(part.name)
  return isChangedByUsers(part)
}
