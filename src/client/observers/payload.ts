/** What an observed event tells: of keys, pointers and the wheel what happened, of a control what it shows now. */
import type { EventPayload } from '../../protocol/messages.ts'
import { core } from '../modules/core.ts'

export function payloadOf(event: Event, element: Element, origin: EventTarget | undefined): EventPayload {
  // Each kind of event has some of these.
  const { type, key, code, repeat, button, clientX, clientY, deltaX, deltaY } = event as KeyboardEvent &
    WheelEvent
  // Any object may have them, or not.
  const { value, checked }: Partial<HTMLInputElement> = /^(input|change)$/.test(type) ? (origin ?? {}) : {}
  const { x, y } = core.natural(element).getBoundingClientRect()
  const fields = {
    value: typeof value === 'string' && value,
    checked,
    data: dataOf(element),
    key,
    code,
    repeat,
    modifiers: core.modifiersOf(event),
    button,
    at:
      clientX !== undefined &&
      clientX + clientY &&
      [clientX, clientY, clientX - x, clientY - y].map(Math.round),
    wheel: deltaX !== undefined && [deltaX, deltaY],
    scroll: /scroll/.test(type) && [scrollX, scrollY],
    detail: event instanceof CustomEvent ? told(event) : null,
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}

function dataOf(element: Element): object | false {
  const named = core.natural(element)
  const names = named.getAttributeNames().filter((name) => /^data-(?!live-)/.test(name))
  return (
    names.length > 0 && Object.fromEntries(names.map((name) => [name.slice(5), named.getAttribute(name)]))
  )
}

function told({ detail }: CustomEvent<unknown>): unknown {
  return detail
}
