/** Where the parts of forms are in a tree: for a form that comes without a path, as what it posts. */
import type { Path } from '../../protocol/paths.ts'
import { resolve, type ResolvedEvent } from './resolve.ts'
import type { ChildNode, InstanceNode } from './tree.ts'
import { childrenIn } from './walk.ts'

/** What a `<form>` listens to `submit` with that has a hidden field of this name and value; null where none does. */
export function submitOf(node: ChildNode, name: string, value: string): ResolvedEvent | null {
  for (const { instance, path } of instancesWithPaths(node)) {
    const { parts } = instance.template
    const holds = (held: string, text: string, form?: number): (typeof parts)[number] | undefined =>
      parts.find(
        (part) =>
          part.kind === 'attribute' &&
          part.tag === 'input' &&
          part.name === held &&
          instance.values[part.index] === text &&
          (form === undefined || part.form === form),
      )
    const field = holds('value', value)
    if (!field || !holds('name', name, field.form)) continue
    const submit = parts.find(
      (part) =>
        part.kind === 'event' && part.name === 'submit' && part.tag === 'form' && part.form === field.form,
    )
    if (submit) return resolve(node, [...path, submit.index])
  }
  return null
}

/** What listens to events in a tree and is enabled there. */
export function* enabledListenersIn(node: ChildNode): Generator {
  for (const { instance, path } of instancesWithPaths(node)) {
    for (const { kind, index } of instance.template.parts) {
      const value = instance.values[index] ?? null
      if (kind === 'event' && value !== null && resolve(node, [...path, index])?.enabled) yield value
    }
  }
}

function* instancesWithPaths(
  node: ChildNode,
  path: Path = [],
): Generator<{ readonly instance: InstanceNode; readonly path: Path }> {
  if (typeof node === 'object' && node?.kind === 'instance') yield { instance: node, path }
  for (const [step, child] of childrenIn(node))
    yield* instancesWithPaths(child, step === null ? path : [...path, step])
}
