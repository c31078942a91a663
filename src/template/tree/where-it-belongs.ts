/** What to write instead, for values that stand in a hole of another kind than theirs. */
import { LocalScope } from '../local/local-scope.ts'

/** Null where the value does not say where it belongs. */
export function whereItBelongs(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (LocalScope.is(value)) {
    const name = LocalScope.nameOf(value)
    return `An element carries it, among its attributes:  <nav \${${name}}>. Its fields are what is shown:  \${${name}.field}.`
  }
  if ('kind' in value && value.kind === 'expansion')
    return 'It stands among the attributes of a control:  <input ${…} />.'
  const command = expectedOnly(value)
  if (command !== null)
    return `It shows what is expected until a handler is done:  @click=\${on(handler, { optimistic: ${command}(…) })}.`
  const call = directiveCall(value)
  return call === null ? null : `It stands among the attributes of an element:  <div \${${call}(…)}>.`
}

/** The same for handlers, which commands are too. Null for what is none. */
export function whereHandlersBelong(value: unknown): string | null {
  const isBinding = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'binding'
  return isBinding || typeof value === 'function' ? 'It belongs to an event:  <button @click=${…}>.' : null
}

/** The name of a command that is for `optimistic` alone, such as `removeRow`. */
export function expectedOnly(value: object): string | null {
  if ('kind' in value || !('reversible' in value) || !Array.isArray(value.reversible)) return null
  // It was checked to be a list; of what it holds the word alone is read.
  const [[word] = []] = value.reversible as readonly (readonly unknown[])[]
  return typeof word === 'string' ? word : null
}

/** What the author has called to get a directive. */
export function directiveCall(value: object): string | null {
  if (!('kind' in value && value.kind === 'directive' && 'module' in value && 'data' in value)) return null
  const { module, data } = value
  if (module !== 'Observers') return CALLS.get(String(module)) ?? null
  const what = Array.isArray(data) ? String(data[0]) : ''
  return CALLS.get(what) ?? what
}

/** By the module, or by what is observed where that has another name. */
const CALLS: ReadonlyMap<string, string> = new Map([
  ['Focus', 'focusTrap'],
  ['Sortable', 'sortable'],
  ['Hooks', 'hook'],
  ['Commands', 'animated'],
  ['window', 'onWindow'],
  ['document', 'onDocument'],
  ['resize', 'onResize'],
])
