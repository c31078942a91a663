/**
 * What users type and choose is never overwritten. A control with a bound `.value`, `.checked` or
 * `.selected` remembers that it was edited; until the server is known to have received the event that
 * reported the edit, values that it sends for this control are older than what the user did, and are
 * dropped. Dropped, not held back: the server takes a reported edit as what the browser shows, so its next
 * difference starts from there.
 */
import type { PartValue } from '../protocol/differences.ts'
import { keepCaret } from './caret.ts'
import type { Part } from './parts.ts'

/** Controls that have a bound value, with the part that binds it. */
const bound = new WeakMap<Element, Part>()
/** Edited since the last event. */
const unreported = new Set<Element>()
/** The number of the event that reported the latest edit. */
const reported = new WeakMap<Element, number>()
/** The values of selects outlive their options: they are set again when those change. */
const chosen = new WeakMap<Element, PartValue>()
const unsettled = new Set<HTMLSelectElement>()
/** What an input method is at work in. */
let composing: EventTarget | null = null
let received = 0

document.addEventListener('compositionstart', ({ target }) => (composing = target))
document.addEventListener('compositionend', () => (composing = null))

/** The server has received all events up to these. To be told before what it sends with that is applied. */
export function receivedUpTo(...events: readonly number[]): void {
  received = Math.max(received, ...events)
}

/** The frame that is applied next has this cause: the number of an event, 0 when no event caused it. */
export function patchCause(_cause: number): void {}

/** Events are counted anew. */
export function restartEvents(): void {
  received = 0
}

/** Sets a property, unless it holds what the user did and the server did not know. */
export function setProperty(part: Part, element: Element, name: string, value: PartValue): void {
  if (name === editable(element)) {
    bound.set(element, part)
    // The server takes it for written: with the next event it hears what stands there instead.
    if (element === composing) unreported.add(element)
    if (isHeld(element)) return
    if (element instanceof HTMLSelectElement) {
      chosen.set(element, value)
      unsettled.add(element)
      return
    }
  }
  assign(element, name, value)
}

/**
 * A property of an element that stands in the page is bound; without a name one that is not known yet. The
 * user may have been faster.
 */
export function adoptProperty(part: Part, element: Element, name: string): void {
  if (!element.matches('input,textarea,select,option') || (name && name !== editable(element))) return
  bound.set(element, part)
  if (!isEdited(element)) return
  unreported.add(element)
  if (name) keepChoice(element)
  // Handlers heard nothing of it. As in browsers, a radio tells that it was chosen and not that it was left.
  if (!element.matches('[type=radio]:not(:checked)')) setTimeout(repeatEdit, 0, element)
}

function repeatEdit(element: Element): void {
  for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }))
}

/** The user changed something in this control. */
export function edited(element: Element): void {
  for (const each of changedWith(element)) {
    if (!bound.has(each)) continue
    unreported.add(each)
    if (chosen.has(each)) keepChoice(each)
  }
}

/** Something in this element changed: the select around it, if any, must choose again. */
export function contentChanged(element: Element | null): void {
  const select = element?.closest('select')
  if (select && chosen.has(select)) unsettled.add(select)
}

/** The end of a patch: selects have their options. */
export function settleSelects(): void {
  // Also when it seems to be set: a select without a choice has the same value as one with an empty choice.
  for (const select of unsettled) select.value = (chosen.get(select) ?? '') as string
  unsettled.clear()
}

function keepChoice(element: Element): void {
  if (element instanceof HTMLSelectElement) chosen.set(element, element.value)
}

function isHeld(element: Element): boolean {
  return unreported.has(element) || (reported.get(element) ?? 0) > received
}

/** The property that the user changes. */
function editable(element: Element): 'value' | 'checked' | 'selected' {
  if (element instanceof HTMLOptionElement) return 'selected'
  return element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type) ? 'checked' : 'value'
}

function valueOf(element: Element): string | boolean {
  // Custom elements may have any value, controls have a text or a boolean.
  const value = (element as unknown as Record<string, unknown>)[editable(element)]
  return typeof value === 'boolean' ? value : String(value)
}

/** The control, and those that change with it: the options of a select, the other radios of a group. */
function changedWith(element: Element): Element[] {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return withOptions(element)
  // What has a name and belongs to a form is a control.
  const named = document.getElementsByName(element.name) as NodeListOf<HTMLInputElement>
  return [...named].filter((other) => other.form === element.form)
}

function withOptions(element: Element): Element[] {
  // Only selects have options.
  return [element, ...((element as Partial<HTMLSelectElement>).options ?? [])]
}

/** Whether a control shows something other than what its HTML says. */
function isEdited(element: Element): boolean {
  const control = element.closest('select') ?? element
  // A form knows what its controls start with, selects without a choice and numbers out of range included.
  const form = document.createElement('form')
  // The copy of an element is one.
  const pristine = form.appendChild(control.cloneNode(true)) as Element
  form.reset()
  return withOptions(control).map(valueOf).join() !== withOptions(pristine).map(valueOf).join()
}

/** Sets a property; a text that is being edited keeps its caret. */
function assign(element: Element, name: string, value: PartValue): void {
  // Properties of custom elements are what their authors made them.
  const target = element as unknown as Record<string, unknown>
  const set = (): void => {
    target[name] = value
  }
  if (target[name] !== value) keepCaret(element, set)
}
