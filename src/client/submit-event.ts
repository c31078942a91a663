/** Sends what has happened: at once, or in the order that the module of edits keeps. */
import { isNewestOnly } from '../protocol/event-types.ts'
import { natural } from './clobbering.ts'
import { consistency } from './consistency.ts'
import { outbox } from './connection.ts'
import { earlyPayload, heardEarly } from './early-events.ts'
import { handlerOf, type EventPart } from './handlers.ts'
import { loaded, loadModule } from './lazy-modules.ts'
import { payloadOf } from './payload.ts'
import { followOutcomes } from './outcomes.ts'
import type { Happened } from './additions.ts'
import { pushEvent } from './push-event.ts'

/** What users have changed before the module was there: whether it was sent to its handlers is in `heardEarly`. */
export const changedEarly: Map<Element, number> = new Map()
/** What was sent before the module was there and has no outcome, by its number. */
export const sentEarly: Map<number, Happened> = new Map()

// After a mismatch nothing is known of what handlers made the view render.
followOutcomes((event, outcome) => {
  sentEarly.delete(event)
  loaded.liveEdits?.end(event, outcome === 'done' && !consistency.mismatch)
})

/** Notes which event is the first that is sent after a change, until the module does. */
export function noteEarlyChanges(): void {
  const note = ({ target }: Event): void => {
    if (target instanceof Element && !loaded.liveEdits) changedEarly.set(target, outbox.next())
  }
  for (const type of ['input', 'change', 'toggle', 'close']) addEventListener(type, note, true)
}

/** An event for a handler of a view, or for the action of this name. */
export function submitEvent(event: Event, element: Element, handler: EventPart | string): void {
  const { type } = event
  const [part, action] = typeof handler === 'string' ? [undefined, handler] : [handler, '']
  const [origin] = event.composedPath()
  // It was found from an element upwards.
  const target = event.target as Element
  const send = (): number => {
    // It may have gone while the event waited.
    if (part && !(natural(element).isConnected && handlerOf(element, type) === part)) return 0
    const payload = earlyPayload(event, element) ?? payloadOf(event, element, !part, origin)
    const waits = type === 'submit' ? target : element
    return pushEvent(type, part ? part.path() : action, payload, { element: waits, origin: target })
  }
  const happened = { event, target, element, part, send }
  if (loaded.liveEdits) return loaded.liveEdits.submit(happened)
  sentEarly.set(send(), happened)
  if (!isNewestOnly(type)) return
  heardEarly.add(target)
  void loadModule('liveEdits')
}
