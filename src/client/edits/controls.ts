/**
 * What users type and choose, and what the server renders for it. The rules are those of `edits/edit.ts`; here
 * they get their controls. What a frame renders for controls is decided at its end, when selects have their
 * options and radios their groups.
 */
import { core } from '../modules/core.ts'
import { assign } from './caret.ts'
import { Control, elementsOf, isRadio, mirrorOf, mirrorsOf, pristineOf, showMirror } from './control.ts'
import { isControl, isEditable, property, propertyOf } from './editable.ts'
import { FREE, HALF_TYPED } from './edit.ts'
import { EventOrder } from './event-order.ts'
import { mirrorValue } from './mirror.ts'

/** Numbers all events in their order. */
export const order: EventOrder = new EventOrder(() => core.outbox.next())

/** The controls that users have changed; radios are found by their group. */
const controls = new WeakMap<Element, Control>()
/** Those whose choice may go with an option or a radio. */
const choices = new Set<Control>()
/** What shows what users put there, in the order of their last changes. Controls of pages that were left are not kept for it. */
const theirs = new Set<WeakRef<Control>>()
/** In the patch under way: what is new, what may need to be written again, and what was bound in the page. */
const rendered = new Set<Element>()
const unsettled = new Set<Element>()
const adopted = new Set<Element>()

// --- what the server renders ---

/** The server renders another value. It is shown at the end of the patch, unless the user has the last word. */
export function render(element: Element, name: string, value: unknown): void {
  if (!isEditable(element, name)) return assign(element, name, value)
  noteEarlyChange(element)
  if (!mirrorValue(mirrorOf(element, name), value)) return
  rendered.add(element)
  // Custom elements get their properties before they are put into the page.
  if (element.localName.includes('-') && !findControl(element)?.edit.stands) showMirror(element)
}

/** A property of an element that stands in the page is bound; without a name it is not known which. */
export function adopt(element: Element, name: string): void {
  if (name ? !isEditable(element, name) : !isControl(element)) return
  if (name) mirrorOf(element, name)
  adopted.add(ownerOf(element))
}

/** Something in this element changed: a select must choose again, an input what it can show of its value. */
export function contentChanged(element: Element | null): void {
  const control = element && core.natural(element).closest('select,input')
  if (!control) return
  for (const mirror of mirrorsOf(control).values()) {
    unsettled.add(control)
    delete mirror.answer
  }
}

/** The end of a patch, which this event caused. */
export function settle(cause: number): void {
  adopted.forEach(hydrate)
  for (const control of choices) if (!keepsChoice(control)) control.edit.show(FREE)
  const changed = new Set<Control>()
  for (const element of [...rendered, ...unsettled]) {
    const control = findControl(element)
    if (!control) showMirror(element)
    else if (rendered.has(element)) changed.add(control)
    else if (!control.edit.stands) control.show(true)
  }
  const { type = '', payload } = core.outbox.find(cause) ?? {}
  const isDecisive = /^(click|submit)$/.test(type) || payload?.key === 'Enter'
  for (const control of changed) {
    if (isRenewing && control.before !== undefined) keepTheirs(control)
    else control.edit.render(order.absolute(cause), isDecisive)
  }
  for (const set of [rendered, unsettled, adopted]) set.clear()
}

/** Compares a control with its HTML: the user may have been faster than the page. */
function hydrate(owner: Element): void {
  let isEdited = false
  for (const [element, copy] of withCopies(owner)) {
    isEdited ||= differs(element, copy)
    for (const [each, mirror] of mirrorsOf(element)) {
      if (mirror.rendered !== undefined) continue
      mirror.answer = property(copy, each)
      // A range makes another number of it, until it reaches further.
      const isText = each === 'value' && element instanceof HTMLInputElement
      mirror.rendered = isText ? element.defaultValue : mirror.answer
    }
  }
  if (!isEdited) return
  noteChange(owner)
  // No handler was called for it. As in browsers, a radio sends an event when it is chosen, and none when it is left.
  if (isRadio(owner) && !owner.checked) return
  // What was recorded before the page was live is handled first.
  setTimeout(() => core.heardEarly.has(owner) || repeatEvents(owner), 0)
}

/** Whether a control shows anything else than its HTML says: users, or browsers for them, have put it there. */
export function differsFromHtml(owner: Element): boolean {
  return withCopies(owner).some(([element, copy]) => differs(element, copy))
}

function differs(element: Element, copy: Element): boolean {
  const name = propertyOf(element)
  return property(element, name) !== property(copy, name)
}

/** A control, and its options, with copies of them as they were before anybody changed them. */
function withCopies(owner: Element): [element: Element, copy: Element][] {
  const copies = elementsOf(isCopied(owner) ? pristineOf(owner) : owner)
  return elementsOf(owner).map((element, index) => [element, copies[index] ?? element])
}

/** Elements whose changes are sent as an event that does not bubble. */
const OWN_EVENTS: Readonly<Record<string, readonly string[]>> = { details: ['toggle'], dialog: ['close'] }

/** The events that browsers send for what was changed. */
function repeatEvents(element: Element, mark?: (event: Event) => void): void {
  const own = OWN_EVENTS[element.localName]
  for (const type of own ?? ['input', 'change']) {
    const event = new Event(type, { bubbles: !own })
    mark?.(event)
    element.dispatchEvent(event)
  }
}

/** Whether what the user chose is still there. An option that was built again is chosen again. */
function keepsChoice(control: Control): boolean {
  const { element, last, edit } = control
  const isThere = (control.chosen ?? element).isConnected
  const isSelect = element instanceof HTMLSelectElement
  if (!isThere && (isSelect || !edit.stands)) choices.delete(control)
  if (!edit.stands || !isSelect) return isThere || !edit.stands
  // It was written as a list.
  const values = JSON.parse(last ?? '[]') as string[]
  const chosen = [...element.options].filter(({ value }) => values.includes(value))
  if (chosen.length < values.length) return false
  if (control.shown() !== last)
    for (const option of element.options) option.selected = chosen.includes(option)
  return true
}

// --- another circuit ---

/** What is rendered comes from a new circuit, whose state knows nothing of what users did. */
let isRenewing = false

export function beginRenewal(): void {
  isRenewing = true
}

/**
 * What is bound and not shown by the new circuit, in the order in which it was changed, with what sends it to its
 * handlers. It stands until then.
 */
export function endRenewal(): ReadonlyMap<Element, () => void> {
  const changed = new Map<Element, () => void>()
  isRenewing = false
  for (const each of theirs) {
    const control = each.deref()
    if (!control?.element.isConnected || control.before === undefined) theirs.delete(each)
    else if (!control.isMirror() && control.isBound()) {
      control.edit.carry(Infinity)
      changed.set(control.element, () => handOver(control))
    }
  }
  return changed
}

function handOver(control: Control): void {
  // Sent with this number it covers the edit.
  control.edit.carry(order.next())
  if (!control.isMirror())
    repeatEvents(control.chosen ?? control.element, (event) => core.recovered.add(event))
}

/** The new circuit renders another value than the old one did. */
function keepTheirs(control: Control): void {
  const { edit } = control
  // What stood there before the user came: the state that held what the user put there is gone.
  if (edit.stands || control.rendered() === control.before) edit.carry(order.next())
  else edit.show(FREE)
}

// --- what users do ---

/** The control of an element, with what the user did to it until now. */
export function noteChange(element: Element): Control {
  const owner = ownerOf(element)
  const control = findControl(owner) ?? new Control(owner)
  controls.set(owner, control)
  const shown = control.shown()
  // What opens or is chosen because it was rendered so is no change.
  if (control.last === undefined && control.isMirror()) control.last = shown
  if (shown !== control.last) {
    control.last = shown
    control.before ??= control.rendered()
    theirs.delete(control.weak)
    theirs.add(control.weak)
    order.change(control.edit, earlyChangeOf(control))
    for (const each of core.changedEarly.keys()) if (control.has(each)) core.changedEarly.delete(each)
    control.mark()
    if (isRadio(owner) || owner instanceof HTMLSelectElement) choices.add(control)
    control.chosen = control.elements().find((each) => isRadio(each) && each.checked)
  }
  return control
}

/** Whatever users did before this module was there is noted when it matters. */
function noteEarlyChange(element: Element): void {
  const control = findControl(element) ?? new Control(ownerOf(element))
  if (earlyChangeOf(control)) noteChange(element)
}

/** The number of the first event that was sent after that; 0 when the user did nothing. */
function earlyChangeOf(control: Control): number {
  const early = [...core.changedEarly].filter(([element]) => control.has(element))
  return Math.max(0, ...early.map(([, event]) => event))
}

/** The control of an element that a user has changed. */
export function findControl(element: Element): Control | undefined {
  const owner = ownerOf(element)
  return controls.get(owner) ?? (isRadio(owner) ? [...choices].find((each) => each.has(owner)) : undefined)
}

/** Resets a control, unless the user has changed it after this event. */
export function resetControl(element: Element, event: number = Infinity): void {
  noteEarlyChange(element)
  const control = findControl(element)
  if (!isControl(element) || (control && !control.edit.mayReset(event))) return
  // What nothing binds shows what its HTML says.
  for (const [each, copy] of withCopies(element)) {
    const name = propertyOf(each)
    if (mirrorsOf(each).size === 0) assign(each, name, property(copy, name))
    else if (!control) showMirror(each)
  }
  control?.edit.show(HALF_TYPED)
}

/** Copies of custom elements would run their code, and sections that were opened have HTML that says so. */
function isCopied(element: Element): boolean {
  return !/^(details|dialog|.*-.*)$/.test(element.localName)
}

function ownerOf(element: Element): Element {
  return (element instanceof HTMLOptionElement && element.closest('select')) || element
}
