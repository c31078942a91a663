/** What the browser is told of an event part. */
import type { Binding } from '../../protocol/differences.ts'
import type { EventBinding } from '../template-value.ts'
import type { NodeValue } from './tree.ts'

/**
 * The binding of an event part: 0 for the usual one, a handler on the server without options, and null when
 * nothing listens.
 */
export function bindingOf(value: NodeValue): Binding | 0 | null {
  if (typeof value === 'function') return 0
  if (value === null) return null
  // An event part holds a function, a binding or null.
  const { handler, client } = value as EventBinding
  // What only asks, prevents or stops leaves the rest to the browser.
  if (handler === null)
    return { ...(client?.run || client?.set ? null : { prevent: 0 }), ...client, local: 1 }
  return client ?? 0
}
