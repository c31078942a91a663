import { nothingFound, notUsable, severalFound } from '../errors/testing.ts'
import { accessibleName, isField, namesOf, type Field } from './accessible-name.ts'
import { isSeen } from './visible-text.ts'

/** What a user calls something: its whole text or label, a pattern of it, or a CSS selector. */
export type Words = string | RegExp

/** What an action needs. */
interface Kind {
  readonly what: string
  readonly selector: string
  names(element: Element): readonly string[]
}

const BUTTON: Kind = {
  what: 'button or link',
  selector: `button, a[href], area[href], summary, input:is([type=button], [type=submit], [type=reset], [type=image]),
    :is([role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=switch])`,
  names: (element) => [accessibleName(element)],
}

const FIELD: Kind = {
  what: 'field',
  selector:
    'input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image]), textarea, select',
  names: namesOf,
}

const FORM: Kind = {
  what: 'form',
  selector: 'form',
  names: (form) => [accessibleLabel(form), form.getAttribute('name') ?? ''],
}

/** Most elements that a message lists. */
const MOST_LISTED = 20

/** The one button or link of this name, or the one element that the selector finds. */
export function findButton(page: Document, words: Words): Element {
  return usable(find(page, words, BUTTON))
}

/** The one field of this label, placeholder or name, or that the selector finds. */
export function findField(page: Document, words: Words): Field {
  const element = find(page, words, FIELD)
  if (isField(element)) return element
  throw notUsable({ element: describe(element), why: 'it is not a field' })
}

/** The one form of this name, or that the selector finds; without words the only one of the page. */
export function findForm(page: Document, words: Words = 'form'): HTMLFormElement {
  const element = find(page, words, FORM)
  const form = element.closest('form')
  if (form) return form
  throw notUsable({ element: describe(element), why: 'it is not in a form' })
}

/** The option of a select with this text or value. */
export function findOption(select: HTMLSelectElement, words: string): HTMLOptionElement {
  const options = [...select.options]
  const option = options.find(({ text }) => text === words) ?? options.find(({ value }) => value === words)
  if (option) return usable(option)
  const there = options.map(({ text }) => quote(text))
  throw nothingFound({
    what: 'option',
    words: quote(words),
    url: `${describe(select)} of ${select.baseURI}`,
    there,
  })
}

/** Every element that a selector finds, at least one. */
export function findAll(page: Document, selector: string): readonly Element[] {
  const found = [...page.querySelectorAll(selector)]
  if (found.length > 0) return found
  const [ids, classes] = [page.querySelectorAll('[id]'), page.querySelectorAll('[class]')]
  const there = [...new Set([...ids, ...classes])].slice(0, MOST_LISTED).map(describe)
  throw nothingFound({ what: 'element', words: quote(selector), url: page.URL, there })
}

/** Refuses what a user could not use. */
export function usable<Found extends Element>(element: Found): Found {
  if (element.matches(':disabled')) throw notUsable({ element: describe(element), why: 'it is disabled' })
  if (element.closest('[inert]')) throw notUsable({ element: describe(element), why: 'it is inert' })
  return element
}

/** An element as its author would know it again. */
export function describe(element: Element): string {
  const attributes = ['id', 'class', 'type', 'name', 'href', 'placeholder']
    .filter((name) => element.hasAttribute(name))
    .map((name) => ` ${name}="${element.getAttribute(name) ?? ''}"`)
  const name = isField(element) ? namesOf(element)[0] : accessibleName(element)
  const shown = name === undefined || name.length > 60 ? '' : name
  return `<${element.localName}${attributes.join('')}>${shown === '' ? '' : ` ${quote(shown)}`}`
}

function find(page: Document, words: Words, kind: Kind): Element {
  const candidates = [...page.querySelectorAll(kind.selector)].filter(isSeen)
  const named = candidates.filter((element) => kind.names(element).some((name) => fits(name, words)))
  const found = named.length > 0 || typeof words !== 'string' ? named : bySelector(page, words)
  const [only, ...others] = found
  const described = { what: kind.what, words: quote(words), url: page.URL }
  if (only === undefined) {
    throw nothingFound({ ...described, there: candidates.slice(0, MOST_LISTED).map(describe) })
  }
  if (others.length > 0) {
    throw severalFound({ ...described, found: found.slice(0, MOST_LISTED).map(describe) })
  }
  return only
}

function fits(name: string, words: Words): boolean {
  return typeof words === 'string' ? name === words.trim() : words.test(name)
}

function bySelector(page: Document, selector: string): readonly Element[] {
  try {
    return [...page.querySelectorAll(selector)].filter(isSeen)
  } catch {
    // Words need not be a selector.
    return []
  }
}

function accessibleLabel(form: Element): string {
  return form.hasAttribute('aria-label') || form.hasAttribute('aria-labelledby') ? accessibleName(form) : ''
}

function quote(words: Words): string {
  return typeof words === 'string' ? JSON.stringify(words) : String(words)
}
