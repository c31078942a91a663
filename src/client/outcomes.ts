/**
 * What the page shows of events. While an element waits for one it carries `data-live-pending`; how an event
 * ended, if not as it should, is the DOM event `live:outcome`.
 */
import type { FieldErrors } from '../protocol/messages.ts'
import type { Happened } from './additions.ts'
import { natural, page } from './clobbering.ts'
import { consistency } from './consistency.ts'
import { loaded } from './lazy-modules.ts'

/** How an event ended. */
export type EventOutcome = 'done' | 'failed' | 'refused' | 'interrupted' | 'unknown'

/** Why it was refused: the code, and what does not fit a schema. */
export type Why = readonly [code?: string, errors?: FieldErrors]

/** What was sent before the module of edits was there and has no outcome, by its number. */
export const sentEarly: Map<number, Happened> = new Map()

/** An element stands here once for each event that it waits for. */
const waiting: Element[] = []

export function markPending(element: Element): void {
  waiting.push(element)
  natural(element).toggleAttribute('data-live-pending', true)
}

/** The event of this number has ended, for which `element` waited. */
export function endEvent(event: number, element: Element, outcome: EventOutcome, ...why: Why): void {
  waiting.splice(waiting.indexOf(element), 1)
  natural(element).toggleAttribute('data-live-pending', waiting.includes(element))
  try {
    sentEarly.delete(event)
    // After a mismatch nothing is known of what handlers made the view render.
    loaded.liveEdits?.end(event, outcome === 'done' && !consistency.mismatch)
  } catch (error) {
    // The others that end with the circuit must get theirs too, and the next circuit must begin.
    reportError(error)
  }
  if (outcome !== 'done') announce(element, outcome, ...why)
}

export function announce(element: Element, outcome: EventOutcome, ...[code, errors]: Why): void {
  const target = natural(element).isConnected ? natural(element) : page
  target.dispatchEvent(new CustomEvent('live:outcome', { bubbles: true, detail: { outcome, code, errors } }))
}
