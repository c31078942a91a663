/**
 * What happens between the start of the script and the first join. Nothing is bound yet, so it is recorded with what it
 * tells at that moment, and handled when the page is live. What may be for the window or the document waits longer, until the module
 * is there that listens to them.
 */
import type { EventPayload } from '../protocol/messages.ts'
import { waiting } from './lazy-modules.ts'
import { announce } from './outcomes.ts'
import { CHANGES, payloadOf } from './payload.ts'

interface EarlyEvent {
  readonly event: Event
  /** The elements that it reaches, from where it happened. */
  readonly elements: readonly Element[]
  /** The browser would have done something of its own. */
  readonly isHeld: boolean
}

const MOST = 100
/** What users do, also what cannot be read later: then they are told. Movements, the focus and what the page does by itself are over when the page is live. */
const RECORDED = /^(.*click|contextmenu|submit|reset|input|change|paste|drop|key(down|up))$/

let recorded: EarlyEvent[] | undefined = []
/** The payload of recorded events for each element. */
const payloads = new WeakMap<Event, ReadonlyMap<Element, EventPayload>>()
/** Controls whose changes were sent to a handler, as events of their own. */
export const heardEarly: WeakSet<EventTarget> = new WeakSet()

/**
 * Records an event that reaches these elements, unless the page has been live. Of what a control tells before the next
 * click or submit the newest counts. Where there is no room keys give way, the oldest first; what the browser was kept
 * from and cannot be recorded is refused.
 */
export function recordEarly(event: Event, elements: readonly Element[], isHeld: boolean): void {
  const { type, target } = event
  if (!RECORDED.test(type)) return
  if (!recorded) return tellObservers(event)
  const [origin] = event.composedPath()
  const since = recorded.findLastIndex((each) => /click|submit/.test(each.event.type))
  if (CHANGES.test(type))
    forget((each, at) => at > since && each.event.type === type && each.event.target === target)
  if (recorded.length >= MOST) forget((each) => each.event.type.startsWith('key'))
  const early = { event, elements, isHeld }
  if (recorded.length >= MOST) return refuse(early, 'limited')
  payloads.set(event, new Map(elements.map((element) => [element, payloadOf(event, element, false, origin)])))
  recorded.push(early)
}

/** What the browser was kept from is not handled. */
export function refuse({ event: { type }, elements: [element], isHeld }: EarlyEvent, code: string): void {
  if (isHeld && element) announce({ element, type }, 'refused', code)
}

/**
 * Tells those that listen to the window and the document by now, and have not heard it: when their module is there, if
 * something waits for that. Only so much may wait.
 */
export function tellObservers(event: Event): void {
  const uses = waiting.liveObservers
  if (uses?.[0] && !uses[999]) uses.push((observers) => observers.tell(event))
}

/** Removes the first that is so. */
function forget(isSo: (early: EarlyEvent, at: number) => boolean): void {
  const at = recorded?.findIndex(isSo) ?? -1
  if (at >= 0) recorded?.splice(at, 1)
}

export function isRecording(): boolean {
  return !!recorded
}

/** What was recorded. From now on nothing is. */
export function takeEarly(): readonly EarlyEvent[] {
  const events = recorded ?? []
  recorded = undefined
  return events
}

/** The payload of an event for an element, as it was when it was recorded. */
export function earlyPayload(event: Event, element: Element): EventPayload | undefined {
  return payloads.get(event)?.get(element)
}
