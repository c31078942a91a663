/** Builds content that knows when it is as it was: what depends on values, and what goes on from what was made before. */
import type { ContinuedValue, GuardValue } from '../template-value.ts'
import type { BuildContext } from './building.ts'
import { sameElements } from './same-elements.ts'
import { valueOf } from './slot.ts'
import { isKind, type ChildNode, type GuardedNode } from './tree.ts'

export function isGuarding(value: object): boolean {
  return 'kind' in value && (value.kind === 'guard' || value.kind === 'continued')
}

/** `build` builds the content, given what stood in its place. */
export function buildGuarded(
  value: GuardValue | ContinuedValue,
  previous: ChildNode,
  { thorough = false }: BuildContext,
  build: (content: unknown, old: ChildNode) => ChildNode,
): GuardedNode {
  const before = isKind(previous, 'guarded') ? previous : null
  const next = value.kind === 'continued' ? value.next(before?.deps[0] ?? null) : null
  const deps = value.kind === 'guard' ? value.deps : [next]
  if (before !== null && !thorough && sameElements(deps, before.deps)) return before
  const content = value.kind === 'guard' ? valueOf(value) : next?.content
  return { kind: 'guarded', deps: [...deps], content: build(content, before ? before.content : previous) }
}
