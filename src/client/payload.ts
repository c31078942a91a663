/** Reads what an event tells, as the server's handlers expect it. What is empty or usual is left out. */
import type { EventPayload, FormEntry } from '../protocol/messages.ts'
import { loaded } from './lazy-modules.ts'
import { natural } from './clobbering.ts'
import { formOf } from './form-of.ts'
import { modifiersOf } from './modifiers.ts'

/** The types of events by which controls tell what they show now. */
export const CHANGES: RegExp = /^(input|change)$/

/** Events that tell again what users did in another circuit. */
export const recovered: WeakSet<Event> = new WeakSet()

/** `element` has the handler; `isNamed` says that an attribute names an action; `origin` is where it happened. */
export function payloadOf(
  event: Event,
  element: Element,
  isNamed: boolean,
  origin: EventTarget | undefined,
): EventPayload {
  // Each kind of event has some of these.
  const { key, code, repeat, button, clientX, clientY, deltaX, deltaY, detail, newState } =
    event as KeyboardEvent & WheelEvent & ToggleEvent
  const target = natural(element)
  // Any object may have them, or not.
  const { value, checked, multiple, selectedOptions }: Control =
    ([target, origin] as Control[]).find(isControl) ?? {}
  // A click that the keyboard made is nowhere. What is nowhere is not measured: that may be a layout of the page.
  const box = (clientX || clientY) && target.getBoundingClientRect()
  const own = multiple && selectedOptions ? [...selectedOptions].map((option) => option.value) : value
  const fields = {
    value: own,
    checked: checked || newState === 'open',
    form: formEntries(event, element, isNamed, own),
    data: dataOf(element),
    key,
    code,
    repeat,
    modifiers: modifiersOf(event),
    button,
    at: box && [clientX, clientY, clientX - box.x, clientY - box.y].map(Math.round),
    // Asked for its unit first, Firefox would count lines. Like this all browsers count pixels.
    wheel: deltaX !== undefined && [deltaX, deltaY],
    scroll: /scroll/.test(event.type) && [target.scrollLeft, target.scrollTop],
    detail: event instanceof CustomEvent && detail,
    transfer: loaded.liveOptions?.transferOf(event),
    recovered: recovered.has(event),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}

/** The form of a button that submits it. */
export function formSubmittedBy(element: Element): HTMLFormElement | null {
  // Buttons have a type, with or without the attribute.
  return /^(submit|image)$/.test((element as HTMLButtonElement).type) ? formOf(element) : null
}

/** What controls have, and custom elements that are made like them. */
type Control = Partial<
  Pick<HTMLInputElement & HTMLSelectElement, 'value' | 'checked' | 'multiple' | 'selectedOptions'>
>

/** A form has its control of this name, if any. */
function isControl(element: Control | undefined): boolean {
  return typeof element?.value === 'string'
}

/** Submits carry the form; inputs and changes that the form listens to, or an action in it; and actions of submitters. */
function formEntries(
  event: Event,
  element: Element,
  isNamed: boolean,
  value: Control['value'] | string[],
): FormEntry[] | null {
  // Submits alone have a submitter.
  const { type, target, submitter } = event as SubmitEvent
  const form =
    type === 'submit'
      ? target
      : type === 'click'
        ? isNamed && formSubmittedBy(element)
        : CHANGES.test(type) && ((isNamed && formOf(element)) || element)
  if (!(form instanceof HTMLFormElement)) return null
  // Whose form was found by a click is a button that submits it.
  const pressed = type === 'click' ? (element as HTMLElement) : submitter
  // It may have gone while the submit waited.
  const entries = new FormData(form, pressed && formOf(pressed) === form ? pressed : null)
  const texts = [...entries].map(
    ([name, entry]) => [name, typeof entry === 'string' ? entry : entry.name] as const,
  )
  // The text of the control that the event is of travels once.
  const own = value ? texts.findIndex(([, text]) => text === value) : -1
  return texts.map(([name, text], index) => (index === own ? [name] : [name, text]))
}

function dataOf(element: Element): object | false {
  const named = natural(element)
  const names = named.getAttributeNames().filter((name) => /^data-(?!live-)/.test(name))
  return (
    names.length > 0 && Object.fromEntries(names.map((name) => [name.slice(5), named.getAttribute(name)]))
  )
}
