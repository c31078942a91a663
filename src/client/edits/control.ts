/** What a user changes as one: an element, the radios of a group, a select with its options. */
import { core } from '../modules/core.ts'
import { keepCaret } from './caret.ts'
import { isBox, property, propertyOf } from './editable.ts'
import { COMPOSING, Edit, FREE, HALF_TYPED, type Busy, type EditedControl } from './edit.ts'
import type { Mirror } from './mirror.ts'

/** What the server rendered for the properties of an element that a user can change. */
const mirrors = new WeakMap<Element, Map<string, Mirror>>()
/** What an input method is at work in. */
let composing: EventTarget | null = null

export function composeIn(target: EventTarget | null): void {
  composing = target
}

export function mirrorOf(element: Element, name: string): Mirror {
  const known = mirrorsOf(element)
  const mirror = known.get(name) ?? {}
  mirrors.set(element, known.set(name, mirror))
  return mirror
}

export function mirrorsOf(element: Element): Map<string, Mirror> {
  return mirrors.get(element) ?? new Map<string, Mirror>()
}

export class Control implements EditedControl {
  readonly edit: Edit = new Edit(this)
  /** The select of an option; of a group the radio that was looked up first. */
  readonly element: Element
  /** Of a radio, which has none any more when it is removed. */
  readonly #form: Element | null | undefined
  /** What it showed when it was changed or written last. */
  last: string | undefined
  /** The radio that the user chose. */
  chosen: Element | undefined
  /** What was rendered before the user put there what it shows; undefined when that is not the user's. */
  before: string | undefined
  readonly weak: WeakRef<Control> = new WeakRef(this)
  /** The server rendered something else since. */
  #isBehind = false

  constructor(element: Element) {
    this.element = element
    if (isRadio(element)) this.#form = element.form
  }

  /** Whether this element is changed with the others. */
  has(element: Element): boolean {
    const { element: first } = this
    if (!isRadio(first) || !isRadio(element) || !first.name) return element === first
    return element.name === first.name && element.form === this.#form
  }

  elements(): Element[] {
    const { element } = this
    if (!isRadio(element)) return elementsOf(element)
    return [...core.page.querySelectorAll('input[type=radio]')].filter((other) => this.has(other))
  }

  /** What it shows, as one text. */
  shown(): string {
    const { element } = this
    if (element instanceof HTMLSelectElement)
      return JSON.stringify([...element.selectedOptions].map(({ value }) => value))
    return this.elements().map(valuesOf).join('\n')
  }

  /** What the server rendered for it last, as one text. */
  rendered(): string {
    const mirrors = this.elements().map((each) =>
      [...mirrorsOf(each)].map(([name, { rendered }]) => [name, rendered]),
    )
    return JSON.stringify(mirrors)
  }

  busy(): Busy {
    const { element } = this
    if (element === composing) return COMPOSING
    // Controls alone have a validity.
    const { validity } = element as Partial<HTMLInputElement>
    return validity?.badInput && element === core.page.activeElement ? HALF_TYPED : FREE
  }

  show(isOwn: boolean): void {
    if (!isOwn) this.before = undefined
    this.elements().forEach(showMirror)
    this.last = this.shown()
    this.#isBehind = false
    this.mark()
  }

  withhold(): void {
    this.#isBehind = true
    this.mark()
  }

  /** Whether it shows what the server rendered. False for what nothing binds. */
  isMirror(): boolean {
    const elements = this.elements()
    return this.isBound() && !elements.some(isBehindIn)
  }

  /** Whether the server renders it. */
  isBound(): boolean {
    return this.elements().some((each) => mirrorsOf(each).size > 0)
  }

  /** Says on the page whether the server has rendered something else. */
  mark(): void {
    const elements = this.elements()
    const isBehind = this.#isBehind && elements.some(isBehindIn)
    for (const each of elements)
      if (each.localName !== 'option') each.toggleAttribute('data-live-behind', isBehind)
  }
}

export function isRadio(element: Element): element is HTMLInputElement {
  return isBox(element) && element.type === 'radio'
}

/** The element, and its options if it has some. */
export function elementsOf(element: Element): Element[] {
  // Selects alone have some.
  return [element, ...((element as Partial<HTMLSelectElement>).options ?? [])]
}

/** What its HTML says: a copy of a control in a form of its own that was reset. */
export function pristineOf(element: Element): Element {
  const form = core.page.createElement('form')
  // The copy of an element is one. Numbers out of range and selects without a choice are as in the original.
  const copy = form.appendChild(element.cloneNode(true)) as Element
  // The copy may be called like a member.
  core.natural(form).reset()
  return copy
}

/** Writes what the server rendered, where something else is shown. */
export function showMirror(element: Element): void {
  for (const [name, mirror] of mirrorsOf(element)) {
    if (mirror.rendered === undefined) continue
    if (element instanceof HTMLSelectElement) element.value = textOf(mirror.rendered)
    else if (!isShown(element, name, mirror)) keepCaret(element, () => write(element, name, mirror.rendered))
    mirror.answer = property(element, name)
  }
}

function write(element: Element, name: string, value: unknown): void {
  // Without its attribute alone a modal dialog is gone, and the page behind it stays inert.
  if (element instanceof HTMLDialogElement && !value) element.close()
  else Reflect.set(element, name, value)
}

function valuesOf(element: Element): string {
  const names = new Set([propertyOf(element), ...mirrorsOf(element).keys()])
  return [...names].map((name) => textOf(property(element, name))).join()
}

function isBehindIn(element: Element): boolean {
  return [...mirrorsOf(element)].some((entry) => !isShown(element, ...entry))
}

/** Whether the control shows this, as it understands it: a number by its value, so that `0.0` stands for 0. */
function isShown(element: Element, name: string, { rendered, answer }: Mirror): boolean {
  const current = property(element, name)
  if (isHalfTyped(element)) return false
  if (typeof current === 'boolean') return current === !!rendered
  if (current !== undefined && current === answer) return true
  const text = textOf(rendered)
  if (current === text) return true
  // What is no input has no such type.
  const { type } = element as Partial<HTMLInputElement>
  return type === 'number' && !!current && !!text && Number(current) === Number(text)
}

function isHalfTyped(element: Element): boolean {
  // Controls alone have a validity.
  return !!(element as Partial<HTMLInputElement>).validity?.badInput
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}
