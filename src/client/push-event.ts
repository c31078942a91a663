/** Sends events. */
import { eventFrame } from '../protocol/codec.ts'
import type { EventPayload, EventRefusal } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { connection, outbox } from './connection.ts'
import { loaded } from './lazy-modules.ts'
import { announce, markPending } from './outcomes.ts'
import type { SentEvent } from './sent-event.ts'

/**
 * Sends an event, now or when the connection is back; `element` carries `data-live-pending` until its outcome.
 * Returns its number. 0 when it is refused here: then `live:outcome` was dispatched at the element already, and
 * no outcome follows.
 */
export function pushEvent(
  type: string,
  target: Path | string,
  payload: EventPayload,
  from: Pick<SentEvent, 'element' | 'origin' | 'ended'>,
): number {
  const sent = { ...from, type, target, payload }
  let event: number | EventRefusal = 'invalid'
  try {
    const text = JSON.stringify(eventFrame(outbox.seen(), type, target, payload))
    // A root that the circuit does not know has no number.
    event =
      Number(target[0]) < 0
        ? 'expired'
        : // A `Blob` would count as well, but asks another process of the browser, and waits for it.
          outbox.push(text, new TextEncoder().encode(text).length, sent)
  } catch {
    // The `detail` of an event of the page may be anything, also what JSON cannot say.
  }
  if (typeof event !== 'number') {
    announce(sent, 'refused', event)
    // Somebody is there: the next try need not wait.
    if (connection.state !== 'live') loaded.liveRecovery?.pushed()
    return 0
  }
  markPending(sent.element)
  loaded.liveRecovery?.pushed()
  return event
}
