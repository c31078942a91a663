import { localMalformed } from '../../errors/local.ts'
import type { LiveEvent } from '../live-event.ts'
import { LocalScope, type LocalFields } from './local-scope.ts'

/**
 * What a local state held when an event happened whose handler asks for it: `on(handler, { send: menu })`. A state that its user
 * has not changed is as it was described. The types are checked, and the event ends as failed, with `local-malformed` in the log, when one is
 * another; what a text or a number is, is the browser's word.
 *
 * ```ts
 * html`<button @click=${on((event) => this.post(read(menu, event).draft), { send: menu })}>Post</button>`
 * ```
 */
export function read<Fields extends LocalFields>(
  state: LocalScope<Fields>,
  event: LiveEvent,
): Readonly<Fields> {
  const name = LocalScope.nameOf(state)
  const initial = LocalScope.initialOf(state)
  const sent = Object.hasOwn(event.local, name) ? event.local[name] : undefined
  const values = Object.entries(initial).map(([field, value]) => {
    if (sent === undefined) return [field, value] as const
    const held = Object.hasOwn(sent, field) ? sent[field] : undefined
    if (typeof held !== typeof value) throw localMalformed({ state: name, field })
    return [field, held] as const
  })
  // Each field has a value of its type.
  return Object.fromEntries(values) as Readonly<Fields>
}
