/** Reads what an event tells, as the server's handlers expect it. What is empty or usual is left out. */
import type { Json } from '../protocol/differences.ts'
import type { EventPayload } from '../protocol/messages.ts'

const MOST_MEMBERS = 500

/** `element` has the handler; `named` says that an attribute names an action. */
export function payloadOf(event: Event, element: Element, named: boolean): EventPayload {
  const [origin] = event.composedPath()
  const payload: Record<string, unknown> = {
    value: valueOf(element) ?? valueOf(origin),
    checked: isChecked(element) || isChecked(origin),
    form: formEntries(event, element, named),
    data: dataOf(element),
    scroll: event.type.startsWith('scroll') && [element.scrollLeft, element.scrollTop],
    detail: event instanceof CustomEvent && jsonOf(event.detail),
  }
  if (event instanceof KeyboardEvent) {
    const { key, code, repeat } = event
    Object.assign(payload, { key, code, repeat, modifiers: modifiersOf(event) })
  }
  if (event instanceof MouseEvent) {
    const { button, clientX, clientY } = event
    const { left, top } = element.getBoundingClientRect()
    // A click that the keyboard made is nowhere.
    const at = (clientX || clientY) && [clientX, clientY, clientX - left, clientY - top].map(Math.round)
    Object.assign(payload, { button, at, modifiers: modifiersOf(event) })
  }
  if (event instanceof WheelEvent) {
    // In pixels, also where the wheel counts lines or pages.
    const unit = [1, 16, innerHeight][event.deltaMode] ?? 1
    payload['wheel'] = [event.deltaX * unit, event.deltaY * unit]
  }
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value))
}

/** The form of a button that submits it. */
export function formSubmittedBy(element: Element): HTMLFormElement | null {
  return element.matches('button:not([type=button],[type=reset]),[type=submit],[type=image]')
    ? formOf(element)
    : null
}

/** The form that a control belongs to, wherever it stands. */
function formOf(element: Element): HTMLFormElement | null {
  // Controls and form-associated custom elements have it; a form has a control of that name, if any.
  const { form } = element as { form?: unknown }
  return form instanceof HTMLFormElement ? form : null
}

function valueOf(element: EventTarget | undefined): string | string[] | null {
  // Custom elements have what their authors gave them; a form has a control of that name, if any.
  const { multiple, selectedOptions, files, value } = (element ?? {}) as Partial<
    HTMLSelectElement & HTMLInputElement
  >
  if (files) return Array.from(files, (file) => file.name)
  if (multiple && selectedOptions) return Array.from(selectedOptions, (option) => option.value)
  return typeof value === 'string' ? value : null
}

function isChecked(element: EventTarget | undefined): boolean {
  return element instanceof HTMLInputElement && element.checked
}

/** Submits tell the form; inputs and changes that the form hears, or an action in it; and actions of submitters. */
function formEntries(event: Event, element: Element, named: boolean): [string, string][] | null {
  const { type, target, submitter } = event as SubmitEvent
  const clicked = type === 'click' && named && formSubmittedBy(element)
  const changed =
    /^(input|change)$/.test(type) && (element instanceof HTMLFormElement ? element : named && formOf(element))
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

function modifiersOf({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent | MouseEvent): string {
  return (altKey ? 'a' : '') + (ctrlKey ? 'c' : '') + (metaKey ? 'm' : '') + (shiftKey ? 's' : '')
}

/** What JSON keeps of it; nothing of what is large or goes round in circles. */
function jsonOf(detail: unknown): Json {
  let members = 0
  try {
    // JSON gives JSON back.
    return JSON.parse(JSON.stringify(detail, (_, member) => (members++ < MOST_MEMBERS ? member : 1n))) as Json
  } catch {
    return null
  }
}
