/** Reads what an event tells, as the server's handlers expect it. What is empty or usual is left out. */
import type { Json } from '../protocol/differences.ts'
import type { EventPayload } from '../protocol/messages.ts'
import { rowKey } from './stream.ts'

const MOST_MEMBERS = 500

/** `element` has the handler; `isNamed` says that an attribute names an action. */
export function payloadOf(event: Event, element: Element, isNamed: boolean): EventPayload {
  const [origin] = event.composedPath()
  // Each kind of event has some of these.
  const { key, code, repeat, button, clientX, clientY, deltaX, deltaY, detail } = event as KeyboardEvent &
    WheelEvent
  // Any object may have them, or not.
  const { value, checked, multiple, selectedOptions }: Control =
    ([element, origin] as Control[]).find(isControl) ?? {}
  const { left, top } = element.getBoundingClientRect()
  const fields = {
    value: multiple && selectedOptions ? Array.from(selectedOptions, (option) => option.value) : value,
    checked,
    form: formEntries(event, element, isNamed),
    data: dataOf(element),
    key,
    code,
    repeat,
    modifiers: modifiersOf(event),
    button,
    // A click that the keyboard made is nowhere.
    at: (clientX || clientY) && [clientX, clientY, clientX - left, clientY - top].map(Math.round),
    // Asked for its unit first, Firefox would count lines. Like this all browsers count pixels.
    wheel: event instanceof WheelEvent && [deltaX, deltaY],
    scroll: event.type.startsWith('scroll') && [element.scrollLeft, element.scrollTop],
    row: !isNamed && rowKey(event.target as Element, element),
    detail: event instanceof CustomEvent && jsonOf(detail),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}

/** The form of a button that submits it. */
export function formSubmittedBy(element: Element): HTMLFormElement | null {
  return element.matches('button:not([type=button],[type=reset]),[type=submit],[type=image]')
    ? formOf(element)
    : null
}

export function modifiersOf(event: Event): string {
  // Events of keys and pointers have them.
  const { altKey, ctrlKey, metaKey, shiftKey } = event as MouseEvent
  return (altKey ? 'a' : '') + (ctrlKey ? 'c' : '') + (metaKey ? 'm' : '') + (shiftKey ? 's' : '')
}

/** The form that a control belongs to, wherever it stands. */
function formOf(element: Element): HTMLFormElement | null {
  // Controls and form-associated custom elements have it; a form has a control of that name, if any.
  const { form } = element as { form?: unknown }
  return form instanceof HTMLFormElement ? form : null
}

/** What controls have, and custom elements that are made like them. */
type Control = Partial<
  Pick<HTMLInputElement & HTMLSelectElement, 'value' | 'checked' | 'multiple' | 'selectedOptions'>
>

/** A form has its control of this name, if any. */
function isControl(element: Control | undefined): boolean {
  return typeof element?.value === 'string'
}

/** Submits tell the form; inputs and changes that the form hears, or an action in it; and actions of submitters. */
function formEntries(event: Event, element: Element, isNamed: boolean): [string, string][] | null {
  const { type, target, submitter } = event as SubmitEvent
  const clicked = type === 'click' && isNamed && formSubmittedBy(element)
  const changed = /^(input|change)$/.test(type) && (isNamed ? (formOf(element) ?? element) : element)
  const form = type === 'submit' ? target : clicked || changed
  if (!(form instanceof HTMLFormElement)) return null
  // A submitter is a button, and so is what was clicked.
  const entries = new FormData(form, clicked ? (element as HTMLElement) : submitter)
  return Array.from(entries, ([name, value]) => [name, typeof value === 'string' ? value : value.name])
}

function dataOf(element: Element): object | false {
  const names = element.getAttributeNames().filter((name) => /^data-(?!live-)/.test(name))
  return (
    names.length > 0 && Object.fromEntries(names.map((name) => [name.slice(5), element.getAttribute(name)]))
  )
}

/** What JSON keeps of it; nothing of what is large or goes round in circles. */
function jsonOf(detail: unknown): Json {
  let members = 0
  try {
    // JSON gives JSON back.
    return JSON.parse(
      JSON.stringify(detail, (_, member: unknown) => (members++ < MOST_MEMBERS ? member : 1n)),
    ) as Json
  } catch {
    return null
  }
}
