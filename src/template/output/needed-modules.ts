/** Which lazy modules of the client a tree needs, so that the page can load them ahead. */
import type { Binding, Command } from '../../protocol/differences.ts'
import { isNewestOnly } from '../../protocol/event-types.ts'
import { isChangedByUsers, type Part } from '../compile/part.ts'
import { bindingOf } from '../tree/binding.ts'
import { contentOf, rowAt, type ChildNode, type InstanceNode, type NodeValue } from '../tree/tree.ts'

/** Adds their names. Of a list the first row stands for all of them. */
export function neededModules(node: ChildNode, needed: Set<string>): void {
  const content = contentOf(node)
  if (typeof content !== 'object' || content === null) return
  if (content.kind === 'instance') neededByParts(content, needed)
  if (content.kind !== 'list' && content.kind !== 'stream') return
  needed.add('rows')
  const first = content.kind === 'stream' ? content.rows[0] : content.ids.length > 0 && rowAt(content, 0)
  if (first) neededByParts(first, needed)
}

function neededByParts({ template, values }: InstanceNode, needed: Set<string>): void {
  for (const part of template.parts) {
    const value = values[part.index] ?? null
    // What a child part holds is a child.
    if (part.kind === 'child') neededModules(value as ChildNode, needed)
    else neededByPart(part, value, needed)
  }
}

function neededByPart(part: Part, value: NodeValue, needed: Set<string>): void {
  if (isChangedByUsers(part)) needed.add('edits')
  if (part.kind === 'directive') needed.add(part.name.charAt(0).toLowerCase() + part.name.slice(1))
  if (part.kind !== 'event') return
  if (isNewestOnly(part.name)) needed.add('edits')
  if (part.name === 'submit') needed.add('busy')
  const binding = bindingOf(value)
  if (binding) neededByBinding(binding, needed)
}

function neededByBinding({ run = [], optimistic, set, pending }: Binding, needed: Set<string>): void {
  if (pending !== undefined) needed.add('busy')
  if (run.length > 0) needed.add('actions')
  if (optimistic || !run.every(isPlain)) needed.add('commands')
  if (set) needed.add('local')
}

/** Whether the module of actions runs it. */
function isPlain([word, target]: Command): boolean {
  return /^(focus|scroll|dispatch)$/.test(word) && typeof target === 'string'
}
