/**
 * What the page shows of events. While an element waits for one, it and its form carry `data-live-pending` and `aria-busy`; how an event
 * ended, if not as it should, is the DOM event `live:outcome`.
 */
import type { Happened } from './additions.ts'
import { natural, page } from './clobbering.ts'
import { consistency } from './consistency.ts'
import { formOf } from './form-of.ts'
import { loaded } from './lazy-modules.ts'
import type { EventOutcome, SentEvent, Why } from './sent-event.ts'

/** What is told of an event that has ended. */
export type Ending = Pick<SentEvent, 'type' | 'element' | 'ended'>

/** What was sent before the module of edits was there and has no outcome, by its number. */
export const sentEarly: Map<number, Happened> = new Map()

/** An element and its form stand here once for each event that they wait for. */
const waiting: (readonly [element: Element, form: Element | null])[] = []
/** Those that are not busy because their template says so. */
const busy = new WeakSet<Element>()

export function markPending(element: Element): void {
  const both = [element, formOf(element)] as const
  waiting.push(both)
  both.forEach(showPending)
}

function showPending(element: Element | null): void {
  if (!element) return
  const isPending = waiting.some((both) => both.includes(element))
  const target = natural(element)
  target.toggleAttribute('data-live-pending', isPending)
  if (isPending && !target.hasAttribute('aria-busy')) {
    busy.add(element)
    target.setAttribute('aria-busy', 'true')
  } else if (!isPending && busy.delete(element)) target.removeAttribute('aria-busy')
}

/** The event of this number has ended, for which an element waited. */
export function endEvent(event: number, sent: Ending, outcome: EventOutcome, ...why: Why): void {
  // None where nothing was sent.
  const [both = []] = waiting.splice(waiting.findIndex(([each]) => each === sent.element) >>> 0, 1)
  both.forEach(showPending)
  try {
    loaded.liveBusy?.update()
    sentEarly.delete(event)
    // After a mismatch nothing is known of what handlers made the view render.
    loaded.liveEdits?.end(event, outcome === 'done' && !consistency.mismatch)
  } catch (error) {
    // The others that end with the circuit must get theirs too, and the next circuit must begin.
    reportError(error)
  }
  announce(sent, outcome, ...why)
}

/** Tells how an event ended, also one that could not be sent. */
export function announce(
  { type, element, ended }: Ending,
  outcome: EventOutcome,
  ...[code, errors]: Why
): void {
  if (ended?.(outcome, code, errors) || outcome === 'done') return
  const target = natural(element).isConnected ? natural(element) : page
  target.dispatchEvent(
    new CustomEvent('live:outcome', { bubbles: true, detail: { type, outcome, code, errors } }),
  )
}
