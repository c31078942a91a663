/** In which order events are sent, and of which controls they tell. */
import { core } from '../modules/core.ts'
import { isModified } from '../modules/is-modified.ts'
import { isNewestOnly } from '../../protocol/event-types.ts'
import type { Happened } from '../additions.ts'
import { composeIn } from './control.ts'
import { noteChange, order } from './controls.ts'
import { isBox, isControl } from './editable.ts'
import type { OrderedEvent } from './event-order.ts'
import { onlyNewestMatters } from './only-newest.ts'

/** Sends an event when it is its turn. `hasWaited`: it has waited for its time, or an older one that it replaces. */
export function submit(happened: Happened, hasWaited?: boolean): void {
  if (!hasWaited) readAhead(happened)
  const event = orderedEvent(happened)
  if (event.isDecisive) core.loaded.liveOptions?.flush()
  order.push(event, hasWaited)
}

/** An event waits for its time, perhaps in the place of an older one. */
export function wait(happened: Happened, replaced?: Happened): void {
  readAhead(happened)
  order.wait(orderedEvent(happened), replaced && orderedEvent(replaced))
}

/**
 * What is expected of an event may change what it tells: that is read when it happens. So is what of every one counts. Of what
 * tells again and again how something is, the newest counts, when it is sent.
 */
function readAhead(happened: Happened): void {
  const { event, part } = happened
  if (!isNewestOnly(event.type) || part?.binding.optimistic) happened.read?.()
}

/** Follows an event that was sent before this module was there. */
export function followEarly(number: number, happened: Happened): void {
  const { event, target } = happened
  // Events of keys and of changes alone have it. An input method is at work that began before this module was there.
  composeIn((event as InputEvent).isComposing ? target : null)
  core.changedEarly.set(target, core.changedEarly.get(target) ?? number)
  order.begin(order.absolute(number), orderedEvent(happened))
}

function orderedEvent(happened: Happened): OrderedEvent {
  const { event, target, element, part, send } = happened
  const { type } = event
  const changed = /^(input|change)$/.test(type) && isControl(target) ? noteChange(target) : undefined
  const own = part && isOwn(event, element) ? noteChange(element) : undefined
  return {
    // Several directives of an element may have one type of events.
    source: [element, type, part && core.handlerOf(element, type) !== part ? part : !part, changed],
    isNewestOnly: onlyNewestMatters(happened),
    isDecisive: isDecisive(event),
    changes: changed?.edit,
    own: own?.edit,
    settles: type !== 'input' || !own?.elements().some((each) => core.handlerOf(each, 'change')),
    happened,
    send: () => (isGone(happened) ? refuse(happened) : send()),
  }
}

/** Whether its handler has gone while it waited. What directives watch for is theirs to send. */
function isGone({ event, element, part, read }: Happened): boolean {
  return (
    !!(part && read) && !(core.natural(element).isConnected && core.handlerOf(element, event.type) === part)
  )
}

function refuse(happened: Happened): 0 {
  happened.number = 0
  core.announce({ type: happened.event.type, element: happened.element }, 'refused', 'gone')
  return 0
}

/** Whether a control tells of itself, to a handler that stands on it. */
function isOwn({ type, target, isTrusted }: Event, element: Element): boolean {
  if (target !== element || !isControl(element)) return false
  if (/^(input|change|toggle|close)$/.test(type)) return true
  return type === 'click' ? isBox(element) : element.localName.includes('-') && !isTrusted
}

/** Whether what was typed must come before it. Keys that type, focus, scrolling and movements may overtake. */
function isDecisive(event: Event): boolean {
  // Events of keys alone have one.
  const { type, key } = event as KeyboardEvent
  if (type.startsWith('key')) return /^(Enter|Escape|F\d+)$/.test(key) || isModified(event)
  return /click$|menu$|^(submit|drop|change)$/.test(type) || event instanceof CustomEvent
}
