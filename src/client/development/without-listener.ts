/** Warns of values that users can change and that nobody listens to: the view never gets what they typed or chose. */
import { isBox, isControl, isEditable } from '../edits/editable.ts'
import { FOREIGN } from '../marks.ts'
import { core } from '../modules/core.ts'
import { warn } from './warn.ts'

/** What was bound in the patch under way. */
let bound: [element: Element, property: string][] = []
const checked = new WeakSet<Element>()

export function noteBound(element: Element, property: string): void {
  if (checked.has(element) || !isEditable(element, property)) return
  checked.add(element)
  bound.push([element, property])
}

/** At the end of a patch all handlers are bound. */
export function warnOfBound(): void {
  for (const [element, property] of bound) {
    if (!element.isConnected) continue
    if (property === 'open') {
      if (!isFollowed(element)) warn({ element, property, ...OPEN })
    } else if (isLost(element)) warn({ element, property, ...VALUE })
  }
  bound = []
}

// --- values ---

/** Controls whose value users do not change. */
const FIXED = /^(hidden|submit|button|reset|image|file)$/

function isLost(element: Element): boolean {
  const control = element instanceof HTMLOptionElement ? core.natural(element).closest('select') : element
  // Custom elements have events of their own, that their scripts may listen to.
  if (!control || !isControl(control) || control.localName.includes('-')) return false
  // Inputs, areas for text and selects have some of these.
  const { type = '', readOnly, name } = control as Partial<HTMLInputElement>
  const isFixed =
    FIXED.test(type) || readOnly || control.matches(':disabled') || control.closest('[inert],[hidden]')
  const isSubmitted = name && core.formOf(control)
  return !isFixed && !isSubmitted && !isListenedTo(control)
}

function isListenedTo(control: Element): boolean {
  const types = isBox(control) ? [...TYPING, 'click'] : TYPING
  return (
    hasHandler(control, ALL) || around(control).some((each) => isForeign(each) || hasHandler(each, types))
  )
}

/** Scripts of others may listen there. */
function isForeign(element: Element): boolean {
  return element.localName.includes('-') || core.natural(element).hasAttribute(FOREIGN)
}

// --- what opens and closes ---

/** Whether the view can know that the user opened or closed it. */
function isFollowed(element: Element): boolean {
  if (hasHandler(element, ALL) || around(element).some((each) => hasHandler(each, CLICKS))) return true
  if (element.localName === 'details')
    return inside(element, ':scope > summary, :scope > summary *').some(isClicked)
  // Without a handler the browser closes a dialog for these alone.
  const closing = inside(element, 'form[method=dialog],[formmethod=dialog]')
  return closing.length > 0
    ? closing.every((each) => hasHandler(core.formOf(each) ?? each, ['submit']))
    : inside(element, '*').some(isClicked)
}

function isClicked(element: Element): boolean {
  return hasHandler(element, CLICKS)
}

function inside(element: Element, selector: string): Element[] {
  return [...element.querySelectorAll(selector)]
}

// --- handlers ---

const CLICKS: readonly string[] = ['click', 'submit']
/** What tells those around a control that its text has changed, or may have. */
const TYPING: readonly string[] =
  'input change beforeinput keydown keypress keyup paste drop focusin focusout compositionend'.split(' ')
/** Every type that an element may have a handler for. */
const ALL: readonly string[] = [
  ...TYPING,
  ...Object.keys(HTMLElement.prototype).flatMap((name) => (name.startsWith('on') ? name.slice(2) : [])),
]

function hasHandler(element: Element, types: readonly string[]): boolean {
  const named = core.natural(element).getAttributeNames()
  return types.some(
    (type) =>
      core.handlerOf(element, type) || named.includes(`live-${type}`) || named.includes(`data-live-${type}`),
  )
}

function around(element: Element): Element[] {
  const parent = core.natural(element).parentElement
  return parent ? [parent, ...around(parent)] : []
}

// --- messages ---

const VALUE = {
  problem:
    'The view sets the value of this control, but nothing listens to it, and no form sends it. What users type or choose there never gets to the view.',
  remedy: `Wrong:  <input .value=\${this.name}>
Right:  <input .value=\${this.name} @change=\${(event) => { this.name = event.value }}>
Right:  <form @submit=\${(event) => this.save(event)}><input name="name" .value=\${this.name}></form>
Right:  <input .value=\${this.name} readonly>, where it is to be read only`,
}

const OPEN = {
  problem:
    'The view opens and closes this element, but nothing tells it when the user does. What it renders next does not fit what is shown.',
  remedy: `Wrong:  <details ?open=\${this.open}>
Right:  <details ?open=\${this.open}><summary @click=\${() => { this.open = !this.open }}>…</summary>
Right:  <dialog ?open=\${this.open} @close=\${() => { this.open = false }}>
Right:  <details>, where the view need not know`,
}
