/** Sends what has happened, in its order: at once, or when what is under way has ended. */
import { isNewestOnly } from '../protocol/event-types.ts'
import { isBox, isControl } from './control.ts'
import { endEvent, noteChange, order } from './controls.ts'
import { resetForm } from './follow-changes.ts'
import { handlerOf, type EventPart } from './handlers.ts'
import { formOf, modifiersOf, payloadOf } from './payload.ts'
import { followOutcomes, pushEvent } from './push-event.ts'
import { targetsOf } from './targets.ts'

/** The elements of events under way whose handlers may reset their forms. */
const elements = new Map<number, Element>()

followOutcomes((event, outcome) => {
  endEvent(event, outcome === 'done')
  elements.delete(event)
})

/** An event for a handler of a view, or for the action of this name. */
export function submitEvent(event: Event, element: Element, handler: EventPart | string): void {
  const { type } = event
  const [part, action] = typeof handler === 'string' ? [undefined, handler] : [handler, '']
  const [origin] = event.composedPath()
  // It was found from an element upwards.
  const target = event.target as Element
  const changed = /^(input|change)$/.test(type) && isControl(target) ? noteChange(target) : undefined
  const own = part && isOwn(event, element) ? noteChange(element) : undefined
  const latest = part?.binding ? part.binding.latest : undefined
  order.push({
    source: [element, type, !part, changed],
    isNewestOnly: latest === undefined ? isNewestOnly(type) : !!latest,
    isDecisive: isDecisive(event),
    changes: changed?.edit,
    own: own?.edit,
    settles: type !== 'input' || !own?.elements().some((each) => handlerOf(each, 'change')),
    send() {
      // It may have gone while the event waited.
      if (part && !(element.isConnected && handlerOf(element, type) === part)) return 0
      const payload = payloadOf(event, element, !part, origin)
      const number = pushEvent(
        type,
        part ? part.path() : action,
        payload,
        type === 'submit' ? target : element,
      )
      if (number) elements.set(number, target)
      return number
    },
  })
}

/** The handler of an event has its form reset, or what it names. */
export function resetAfter(event: number, selector: string | undefined): void {
  const target = elements.get(event)
  const forms = selector ? targetsOf(selector) : target ? [formOf(target) ?? target] : []
  for (const form of forms) resetForm(form, order.absolute(event))
}

/** Whether a control tells of itself, to a handler that stands on it. */
function isOwn({ type, target, isTrusted }: Event, element: Element): boolean {
  if (target !== element || !isControl(element)) return false
  if (/^(input|change|toggle|close)$/.test(type)) return true
  return type === 'click' ? isBox(element) : element.localName.includes('-') && !isTrusted
}

/** Whether what was typed must come before it. Keys that type, focus, scrolling and movements may overtake. */
function isDecisive(event: Event): boolean {
  const { type, key } = event as KeyboardEvent
  if (type.startsWith('key')) return /^(Enter|Escape|F\d+)$/.test(key) || /[acm]/.test(modifiersOf(event))
  return /click$|menu$|^(submit|drop|change)$/.test(type) || event instanceof CustomEvent
}
