import { contentOf, type ChildNode } from '../tree/tree.ts'

/** Whether a tree has a list or a stream in it: the browser needs the module of rows for it. */
export function hasRows(node: ChildNode): boolean {
  const content = contentOf(node)
  if (typeof content !== 'object' || content === null) return false
  if (content.kind !== 'instance') return content.kind !== 'raw'
  return content.template.parts.some(
    // What a child part holds is a child.
    ({ kind, index }) => kind === 'child' && hasRows(content.values[index] as ChildNode),
  )
}
