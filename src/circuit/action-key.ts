import type { EventPayload } from '../protocol/messages.ts'
import { Hasher } from '../template/compile/hash.ts'

/** The queue of an action's events. Short, as it may be kept after the event: the data is whatever a browser sends. */
export function actionKey(name: string, type: string, data: EventPayload['data']): string {
  const digest = new Hasher()
    .add(name)
    .add(type)
    .add(JSON.stringify(data ?? null))
    .text()
  return `action ${digest}`
}
