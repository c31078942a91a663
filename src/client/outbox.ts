/**
 * What this page tells its circuit. Events that have no outcome yet are kept to be sent again; both ends
 * number them by counting, from 1 in each circuit. While one is unsettled its elements carry
 * `data-live-pending`; how it ended, if not as it should, is a DOM event.
 */
import { encodeUp } from '../protocol/codec.ts'
import { FRAME_BYTES } from '../protocol/limits.ts'
import type { EventMessage, EventPayload, ProblemCode, UpMessage } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { send, sendText } from './connection.ts'

/** How an event ended. */
export type EventOutcome = 'done' | 'failed' | 'refused' | 'interrupted' | 'unknown'

const MOST_EVENTS = 100
const MOST_CHARACTERS = 256 * 1024
const ACKNOWLEDGE_AFTER = 1_000

/** An event on its way. */
interface Pending {
  readonly message: EventMessage
  /** As it is sent, and sent again. */
  readonly text: string
  /** What waits for its outcome. */
  readonly element: Element
}

const pending = new Map<number, Pending>()
/** The number of the next event. */
let next = 1
/** `waiting`: the circuit does not hear this page now. `none`: there is none that knows its positions. */
let circuit: 'none' | 'waiting' | 'live' | 'ended' = 'none'
/** How many frames were taken since the join, and how many of them the server was told of. */
let seen = 0
let told = 0

// --- events ---

/** Sends an event, now or when the line is back. Undefined when it is refused here. */
export function fire(
  type: string,
  target: Path | string,
  payload: EventPayload,
  element: Element,
): EventMessage | undefined {
  const all = [...pending.values()]
  // A position means nothing without the circuit whose tree it is in.
  const isOver = circuit === 'ended' || (circuit === 'none' && typeof target !== 'string')
  const isFull = all.length >= MOST_EVENTS || all.map(({ text }) => text).join('').length >= MOST_CHARACTERS
  if (!isOver && !isFull) {
    const message: EventMessage = { kind: 'event', seen, type, target, payload }
    const text = encodeUp(message)
    if (new Blob([text]).size <= FRAME_BYTES) {
      pending.set(next++, { message, text, element })
      mark(element)
      if (circuit === 'live') {
        told = seen
        sendText(text)
      }
      return message
    }
  }
  announce(element, 'refused', isOver ? 'expired' : 'limited')
  return undefined
}

/** The number of the event that was sent last. */
export function numberOf(): number {
  return next - 1
}

/** Who is told of outcomes: the number of an event, and how it ended. */
type OutcomeListener = (event: number, outcome: EventOutcome) => void
const listeners: OutcomeListener[] = []

/** Calls back for each outcome, in the order of frames. */
export function followOutcomes(listener: OutcomeListener): void {
  listeners.push(listener)
}

/** The event of this number, while it has no outcome. */
export function pendingEvent(event: number): EventMessage | undefined {
  return pending.get(event)?.message
}

/** An event has ended: nothing waits for it any more. */
export function settle(
  event: number,
  failure?: Exclude<EventOutcome, 'done'>,
  code?: string,
): EventMessage | undefined {
  const settled = pending.get(event)
  pending.delete(event)
  for (const listener of listeners) if (settled) listener(event, failure ?? 'done')
  if (settled) {
    mark(settled.element)
    if (failure) announce(settled.element, failure, code)
  }
  return settled?.message
}

function mark(element: Element): void {
  const isPending = [...pending.values()].some((each) => each.element === element)
  element.toggleAttribute('data-live-pending', isPending)
}

function announce(element: Element, outcome: string, code?: string): void {
  const target = element.isConnected ? element : document
  target.dispatchEvent(new CustomEvent('live:outcome', { bubbles: true, detail: { outcome, code } }))
}

// --- what else is told ---

/** What is told while nobody hears is lost: it is said again after a rejoin, or settled by it. */
export function tell(message: UpMessage): void {
  if (circuit === 'live') send(message)
}

/** Says what could not be done. */
export function report(code: ProblemCode, detail: string): void {
  tell({ kind: 'problem', code, detail })
}

/** The count of frames that were taken: what the user sees. */
export function framesSeen(): number {
  return seen
}

/** A frame is taken. The server hears of it with the next event, or after a while. */
export function countFrame(): void {
  seen++
  acknowledgeSoon()
}

export function acknowledge(): void {
  told = seen
  tell({ kind: 'ack', seen })
}

function acknowledgeSoon(): void {
  const frame = seen
  setTimeout(() => told < frame && acknowledge(), ACKNOWLEDGE_AFTER)
}

// --- the circuit ---

/** The line is lost. */
export function pause(): void {
  if (circuit === 'live') circuit = 'waiting'
}

/** The circuit hears this page, which first sends the events after this one. */
export function resume(received: number): void {
  circuit = 'live'
  // What was told may not have arrived. Of no frames there is nothing to tell.
  told = seen && -1
  acknowledgeSoon()
  for (const [event, { text }] of pending) if (event > received) sendText(text)
}

/** A circuit begins. */
export function begin(): void {
  seen = 0
  resume(0)
}

/** The circuit is over: its events will never run. The next one counts from 1 again. */
export function expire(last: 'none' | 'ended'): void {
  circuit = last
  for (const event of pending.keys()) settle(event, 'refused', 'expired')
  next = 1
}
