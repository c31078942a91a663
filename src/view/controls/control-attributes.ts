/** What each kind of control needs among its attributes to show a value and to tell what its user makes of it. */
import { controlRefused } from '../../errors/forms.ts'
import type { LiveEvent } from '../../template/live-event.ts'
import type { ExpandedAttribute, ExpandedElement } from '../../template/template-value.ts'
import { describe } from '../../template/tree/describe.ts'
import { on } from '../on.ts'
import type { BoundValue } from './bound-value.ts'
import { openState } from './open-state.ts'

/** The attributes of a control that shows a value. Throws `control-refused` for what is none, and for values that it cannot show. */
export function controlAttributes(element: ExpandedElement, bound: BoundValue): readonly ExpandedAttribute[] {
  const { tag } = element
  if (element.attribute('popover') !== undefined || tag === 'dialog')
    return openState(flagOf(element, bound), bound, tag === 'dialog' && bound.options.modal !== false)
  switch (tag) {
    case 'input':
      return inputAttributes(element, bound)
    case 'textarea':
      return typed(bound, textOf(element, bound))
    case 'select':
      return element.attribute('multiple') === undefined
        ? [['.value', textOf(element, bound)], changed(bound, (event) => event.value)]
        : [changed(listed(element, bound), (event) => event.values)]
    case 'option':
      return [['.selected', isChosen(element, bound)]]
    case 'details':
      return [
        ['?open', flagOf(element, bound)],
        ['@toggle', on((event) => bound.set(event.checked, event))],
      ]
    default:
      // What custom elements hold, and when they tell it, is as with a text field.
      if (tag.includes('-')) return [...typed(bound, bound.value), changed(bound, (event) => event.value)]
      throw refuse(element, bound, `A <${tag}> has no value that its user changes.`)
  }
}

function inputAttributes(element: ExpandedElement, bound: BoundValue): readonly ExpandedAttribute[] {
  const type = element.attribute('type') ?? 'text'
  if (typeof type !== 'string')
    throw refuse(element, bound, 'Its "type" is written by a hole that holds no text.')
  switch (type.toLowerCase()) {
    case 'checkbox':
      return Array.isArray(bound.value) ? oneOfSeveral(element, bound) : flag(element, bound)
    case 'radio':
      return radio(element, bound)
    case 'number':
    case 'range':
      return number(element, bound)
    case 'file':
      throw refuse(element, bound, 'Files have no value that a view holds: the form sends their names.')
    case 'submit':
    case 'image':
    case 'button':
    case 'reset':
      throw refuse(element, bound, 'A button has no value that its user changes: give it a handler.')
    default:
      return typed(bound, textOf(element, bound))
  }
}

/** A control for text, or for what is written as text: dates, times, colours. */
function typed(bound: BoundValue, text: unknown): readonly ExpandedAttribute[] {
  return [['.value', text], told(bound, (event) => event.value)]
}

function number(element: ExpandedElement, bound: BoundValue): readonly ExpandedAttribute[] {
  if (typeof bound.value === 'string') return typed(bound, bound.value)
  const { value } = bound
  if (value !== null && value !== undefined && typeof value !== 'number')
    throw refuse(element, bound, `It shows a number, a text or null, and the value is ${describe(value)}.`)
  return [
    ['.value', typeof value === 'number' && !Number.isNaN(value) ? String(value) : ''],
    told(bound, (event) => numberOf(event.value)),
  ]
}

/** Null for an empty field. What is no number does not come from a control of this kind. */
export function numberOf(text: string): number | null {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

function flag(element: ExpandedElement, bound: BoundValue): readonly ExpandedAttribute[] {
  return [['.checked', flagOf(element, bound)], changed(bound, (event) => event.checked)]
}

/** One of several boxes, which add their value to a list or take it out. */
function oneOfSeveral(element: ExpandedElement, bound: BoundValue): readonly ExpandedAttribute[] {
  const own = ownValue(element, bound)
  return [
    ['.checked', isChosen(element, bound)],
    changed(bound, (event) => {
      const list = listOf(bound.now())
      return event.checked
        ? [...list.filter((each) => each !== own), own]
        : list.filter((each) => each !== own)
    }),
  ]
}

function radio(element: ExpandedElement, bound: BoundValue): readonly ExpandedAttribute[] {
  const own = ownValue(element, bound)
  return [['.checked', textOf(element, bound) === own], changed(bound, () => own)]
}

// --- handlers ---

/** Tells what is typed, as the options say when. */
function told(bound: BoundValue, read: (event: LiveEvent) => unknown): ExpandedAttribute {
  const { debounce, on: type = 'input' } = bound.options
  const handler = (event: LiveEvent): unknown => bound.set(read(event), event)
  return [`@${type}`, on(handler, debounce === undefined ? {} : { debounce })]
}

function changed(bound: BoundValue, read: (event: LiveEvent) => unknown): ExpandedAttribute {
  return ['@change', on((event) => bound.set(read(event), event))]
}

// --- what controls can show ---

function textOf(element: ExpandedElement, bound: BoundValue): string {
  const { value } = bound
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw refuse(element, bound, `It shows text, and the value is ${describe(value)}.`)
}

function flagOf(element: ExpandedElement, bound: BoundValue): boolean {
  const { value } = bound
  if (value === null || value === undefined) return false
  if (typeof value === 'boolean') return value
  throw refuse(element, bound, `It is on or off, and the value is ${describe(value)}.`)
}

function isChosen(element: ExpandedElement, bound: BoundValue): boolean {
  const own = ownValue(element, bound)
  return Array.isArray(bound.value) ? listOf(bound.value).includes(own) : textOf(element, bound) === own
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function listed(element: ExpandedElement, bound: BoundValue): BoundValue {
  if (Array.isArray(bound.value)) return bound
  throw refuse(
    element,
    bound,
    `Of several options it makes a list, and the value is ${describe(bound.value)}.`,
  )
}

/** What the element itself stands for. */
function ownValue(element: ExpandedElement, bound: BoundValue): string {
  const value = element.attribute('value')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return String(value)
  const type = element.tag === 'option' ? '' : ` type="${String(element.attribute('type'))}"`
  throw controlRefused({
    call: bound.call,
    element: `<${element.tag}${type}>`,
    problem: 'It stands for one of several values and does not say which.',
    remedy: `Right:  <${element.tag}${type} value="red" \${${bound.call}} />`,
  })
}

function refuse(element: ExpandedElement, { call }: BoundValue, problem: string): Error {
  const type = element.attribute('type')
  const shown = typeof type === 'string' ? `<${element.tag} type="${type}">` : `<${element.tag}>`
  return controlRefused({ call, element: shown, problem, remedy: '' })
}
