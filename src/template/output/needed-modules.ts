/** Which lazy modules of the client a tree needs, so that the page can load them ahead. */
import type { Binding, Command } from '../../protocol/differences.ts'
import { isNewestOnly } from '../../protocol/event-types.ts'
import { isChangedByUsers, type Part } from '../compile/part.ts'
import { bindingOf } from '../tree/binding.ts'
import type { DirectiveValue } from '../template-value.ts'
import { contentOf, rowAt, type ChildNode, type InstanceNode, type NodeValue } from '../tree/tree.ts'

/** The scripts of hooks have names of their author's: these stand before them. */
const HOOK = 'hook '

/** The names of the hooks among what a tree needs. */
export function hookNames(needed: ReadonlySet<string>): string[] {
  return [...needed].flatMap((name) => (name.startsWith(HOOK) ? [name.slice(HOOK.length)] : []))
}

/** Adds their names, and those of hooks. Of a list the first row stands for all of them. */
export function neededModules(node: ChildNode, needed: Set<string>): void {
  const content = contentOf(node)
  if (typeof content !== 'object' || content === null) return
  if (content.kind === 'portal') {
    needed.add('portals')
    neededModules(content.inside, needed)
  }
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
  if (part.kind === 'directive') neededByDirective(part, value, needed)
  if (part.kind !== 'event') return
  if (isNewestOnly(part.name)) needed.add('edits')
  const binding = bindingOf(value)
  if (binding) neededByBinding(binding, needed)
}

function neededByDirective({ name }: Part, value: NodeValue, needed: Set<string>): void {
  needed.add(name.charAt(0).toLowerCase() + name.slice(1))
  // Its events wait for their turn.
  if (name === 'Virtual') needed.add('edits')
  // What is moved is shown there at once.
  if (name === 'Sortable') for (const module of ['commands', 'edits']) needed.add(module)
  // A directive part holds a directive. That of a hook has its name first.
  const { data, handler } = value as DirectiveValue
  const binding = bindingOf(handler)
  if (binding) neededByBinding(binding, needed)
  if (name === 'Hooks' && Array.isArray(data)) needed.add(HOOK + String(data[0]))
}

function neededByBinding({ run = [], optimistic, set, pending, x }: Binding, needed: Set<string>): void {
  if (pending !== undefined) needed.add('busy')
  if (run.length > 0) needed.add('actions')
  if (optimistic || !run.every(isPlain)) needed.add('commands')
  if (set) needed.add('local')
  if (x) needed.add('options')
}

/** Whether the module of actions runs it. */
function isPlain([word, target]: Command): boolean {
  return /^(focus|scroll|dispatch)$/.test(word) && typeof target === 'string'
}
