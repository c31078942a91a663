/** What an observed event tells: what any event does, but of a control only where one has changed, and how far the page is scrolled. */
import type { EventPayload } from '../../protocol/messages.ts'
import { core } from '../modules/core.ts'

export function payloadOf(event: Event, element: Element, origin: EventTarget | undefined): EventPayload {
  const {
    value: _value,
    checked: _checked,
    form: _form,
    ...payload
  } = core.payloadOf(event, element, false, undefined)
  // Any object may have them, or not.
  const { value, checked }: Partial<HTMLInputElement> = /^(input|change)$/.test(event.type)
    ? (origin ?? {})
    : {}
  return {
    ...payload,
    ...(typeof value === 'string' && value && { value }),
    ...(checked && { checked }),
    ...(payload.scroll && { scroll: [scrollX, scrollY] as const }),
  }
}
