/** What users can type and choose in, with the keys by which it is found again in another load of the page. */
import { core } from '../modules/core.ts'

/** What a field shows: a text, whether it is chosen, or what is chosen in it; null for what cannot be kept. */
export type Value = string | boolean | readonly string[] | null

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const FIELDS = `input:not([type=hidden],[type=submit],[type=reset],[type=button],[type=image]),textarea,select,[contenteditable]:not([contenteditable=false])`
const SECRET = /password|one-time-code|^cc-/

export function userFields(): HTMLElement[] {
  return [...core.page.querySelectorAll<HTMLElement>(FIELDS)]
}

/** An element that is edited as text, and is no control. */
export function isEditable(element: HTMLElement): boolean {
  return !/^(input|textarea|select)$/.test(element.localName)
}

/** By their keys, if they have one that no other one has. */
export function fieldsByKey(): Map<string, HTMLElement> {
  return byKeyOfOne(userFields().map((field) => [keyOf(field), field]))
}

/** Those whose keys no other one has. */
export function byKeyOfOne(all: readonly (readonly [key: string, HTMLElement])[]): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>()
  const doubled = new Set([''])
  for (const [key, each] of all) {
    if (found.has(key)) doubled.add(key)
    found.set(key, each)
  }
  for (const key of doubled) found.delete(key)
  return found
}

/** By the name in a form that has an id; else by the own id or name. */
function keyOf(field: HTMLElement): string {
  const owner = core.formOf(field)
  const form = owner && core.natural(owner).getAttribute('id')
  const [id, name, type, value] = ['id', 'name', 'type', 'value'].map((each) => field.getAttribute(each))
  const own = form && name ? [form, name] : ['', id || name]
  // The boxes of a group differ by their values.
  return own[1] ? JSON.stringify([...own, field.localName, isBoxType(type) && value]) : ''
}

/** What a user has put into a control, where its HTML says something else. What is secret is nothing. */
export function changedValue(element: HTMLElement): Value | undefined {
  // It is a control.
  const field = element as Field
  const value = valueOf(field)
  // Of radios the one that is chosen says it for all.
  const isNothing = isSecret(field) || (field.type === 'radio' && value === false)
  if (isNothing || JSON.stringify(value) === JSON.stringify(valueOf(pristineOf(field)))) return undefined
  return field.type === 'file' ? null : value
}

function valueOf(field: Field): Value {
  if (field instanceof HTMLSelectElement) return [...field.selectedOptions].map((option) => option.value)
  // Inputs alone are of such a type.
  return isBoxType(field.type) ? (field as HTMLInputElement).checked : field.value
}

/** What its HTML says: a copy in a form of its own that was reset. */
function pristineOf(field: Field): Field {
  const form = core.page.createElement('form')
  // The copy of a control is one.
  const copy = form.appendChild(field.cloneNode(true)) as Field
  // The copy may be called like a member.
  core.natural(form).reset()
  return copy
}

export function writeValue(element: HTMLElement, value: Value): void {
  if (Array.isArray(value) && element instanceof HTMLSelectElement)
    for (const option of element.options) option.selected = value.includes(option.value)
  else if (isEditable(element)) element.replaceChildren(core.parseMarkup(String(value)))
  else core.assign(element, typeof value === 'boolean' ? 'checked' : 'value', value)
}

function isBoxType(type: string | null | undefined): boolean {
  return /^(radio|checkbox)$/.test(type ?? '')
}

/** A password, a code or the number of a card. */
export function isSecret({ type, autocomplete }: Field): boolean {
  return SECRET.test(type) || autocomplete.split(' ').some((each) => SECRET.test(each))
}
