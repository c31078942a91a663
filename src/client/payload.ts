/** Reads what an event tells, as the server's handlers expect it. What is empty or usual is left out. */
import type { Json } from '../protocol/differences.ts'
import { PAYLOAD_DEPTH, PAYLOAD_FIELDS } from '../protocol/limits.ts'
import type { EventPayload } from '../protocol/messages.ts'

/** `element` has the handler; `named` says that an attribute names an action. */
export function payloadOf(event: Event, element: Element, named: boolean): EventPayload {
  const { type } = event
  const origin = event.composedPath()[0]
  const keyboard = event instanceof KeyboardEvent
  const pointer = event instanceof MouseEvent
  const payload: Record<string, unknown> = {}
  const fields = {
    value: valueOf(element) ?? valueOf(origin),
    checked: isChecked(element) || isChecked(origin),
    form: formEntries(event, element, named),
    data: dataOf(element),
    ...(keyboard && { key: event.key, code: event.code, repeat: event.repeat }),
    ...((keyboard || pointer) && { modifiers: modifiersOf(event) }),
    ...(pointer && { button: event.button, at: positionOf(event, element) }),
    ...(event instanceof WheelEvent && { wheel: movementOf(event) }),
    ...(type.startsWith('scroll') && { scroll: [element.scrollLeft, element.scrollTop] }),
  }
  for (const [name, value] of Object.entries(fields)) if (value) payload[name] = value
  const detail = event instanceof CustomEvent ? jsonOf(event.detail) : null
  if (detail !== null) payload['detail'] = detail
  return payload
}

/** Whether the server would refuse it as too much. */
export function isExcessive({ form, detail }: EventPayload): boolean {
  return (form?.length ?? 0) + weigh(detail, PAYLOAD_DEPTH) > PAYLOAD_FIELDS / 2
}

/** A button that submits its form. */
export function isSubmitter(element: Element): element is HTMLButtonElement | HTMLInputElement {
  return element.matches('button:not([type=button],[type=reset]),input[type=submit],input[type=image]')
}

/** The form that a control belongs to, wherever it stands. */
export function formOf(element: Element): HTMLFormElement | null {
  // Controls and form-associated custom elements have it; a form has a control of that name, if any.
  const { form } = element as { form?: unknown }
  return form instanceof HTMLFormElement ? form : null
}

function valueOf(element: EventTarget | undefined): string | string[] | undefined {
  if (element instanceof HTMLSelectElement && element.multiple) {
    return Array.from(element.selectedOptions, (option) => option.value)
  }
  if (element instanceof HTMLInputElement && element.files) {
    return Array.from(element.files, (file) => file.name)
  }
  // Custom elements have what their authors gave them; a form has a control of that name, if any.
  const value = (element as { value?: unknown } | undefined)?.value
  return typeof value === 'string' ? value : undefined
}

function isChecked(element: EventTarget | undefined): boolean {
  return element instanceof HTMLInputElement && element.checked
}

/** Submits tell the form; inputs and changes that the form hears, or an action in it; and actions of submitters. */
function formEntries(event: Event, element: Element, named: boolean): [string, string][] | null {
  const { type, target } = event
  const own = element instanceof HTMLFormElement ? element : named ? formOf(element) : null
  const clicked = type === 'click' && isSubmitter(element) ? element : null
  if (type === 'submit' && target instanceof HTMLFormElement) {
    return entriesOf(target, event instanceof SubmitEvent ? event.submitter : null)
  }
  return own && (clicked || /^(input|change)$/.test(type)) ? entriesOf(own, clicked) : null
}

function entriesOf(form: HTMLFormElement, submitter: HTMLElement | null): [string, string][] {
  // Older browsers overlook the second argument: the submitter is added when it is missing.
  const entries = new FormData(form, submitter)
  if (submitter instanceof HTMLButtonElement && submitter.name) {
    const { name, value } = submitter
    if (!entries.getAll(name).includes(value)) entries.append(name, value)
  }
  return Array.from(entries, ([name, value]) => [name, typeof value === 'string' ? value : value.name])
}

function dataOf(element: Element): { [name: string]: string } | null {
  const names = element.getAttributeNames().filter((name) => /^data-(?!live-)/.test(name))
  if (!names[0]) return null
  return Object.fromEntries(names.map((name) => [name.slice(5), element.getAttribute(name) ?? '']))
}

function modifiersOf(event: KeyboardEvent | MouseEvent): string {
  return (
    (event.altKey ? 'a' : '') +
    (event.ctrlKey ? 'c' : '') +
    (event.metaKey ? 'm' : '') +
    (event.shiftKey ? 's' : '')
  )
}

/** In the viewport and in the element. None for a click that the keyboard made. */
function positionOf({ clientX, clientY }: MouseEvent, element: Element): number[] | null {
  if (!clientX && !clientY) return null
  const { left, top } = element.getBoundingClientRect()
  return [clientX, clientY, clientX - left, clientY - top].map(Math.round)
}

/** In pixels, also where the wheel counts lines or pages. */
function movementOf({ deltaX, deltaY, deltaMode }: WheelEvent): number[] {
  const unit = [1, 16, innerHeight][deltaMode] ?? 1
  return [deltaX * unit, deltaY * unit]
}

/** What JSON keeps of it; nothing of what goes round in circles. */
function jsonOf(detail: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(detail ?? null)) as Json
  } catch {
    return null
  }
}

function weigh(value: Json | undefined, depth: number): number {
  if (typeof value !== 'object' || value === null) return 1
  if (!depth) return Infinity
  return Object.values(value).reduce<number>((sum, inner: Json) => sum + weigh(inner, depth - 1), 1)
}
