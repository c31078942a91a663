/**
 * How the rest of the client sends events and follows them to their outcomes. The interface between what the
 * user does (`events.ts`, `controls.ts`) and the connection:
 *
 * - {@link pushEvent} gives an event its number and sends it, now or when the connection is back.
 * - {@link followOutcomes} reports each outcome once, in the order of the frame that carries it.
 * - {@link pendingEvent} finds an event that has no outcome yet: a value `[n]` refers to its payload.
 *
 * In the other direction `frames.ts` calls `patchCause(cause)` of `controls.ts` before it applies the difference
 * of a frame, and `session.ts` calls `restartEvents()` of `controls.ts` when a circuit begins, with which numbers
 * start again at 1: by then every event before has had its outcome.
 */
import type { EventMessage, EventPayload } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { fire, numberOf } from './outbox.ts'

export { followOutcomes, pendingEvent, type EventOutcome } from './outbox.ts'

/**
 * Sends an event; `element` carries `data-live-pending` until its outcome. Returns its number. 0 when it is
 * refused here: then `live:outcome` was dispatched at the element already, and no outcome follows.
 */
export function pushEvent(
  type: string,
  target: Path | string,
  payload: EventPayload,
  element: Element,
): number {
  const message: EventMessage | undefined = fire(type, target, payload, element)
  return message ? numberOf() : 0
}
