/**
 * Keeps the fields of forms as they are while what was sent is under way. Nothing is disabled, which would drop values and
 * the focus: texts become read-only, and every other control is held still.
 */
import { core } from '../modules/core.ts'
import { CHANGING, changedBy } from './held-still.ts'

interface Lock {
  /** Where the focus was. */
  readonly focused: Element | null
  /** What is read-only for the time being, and whether it is meant to be when the lock ends. */
  readonly texts: Map<Text, boolean>
}

type Text = HTMLInputElement | HTMLTextAreaElement

const locks = new Map<HTMLFormElement, Lock>()

/** From now on forms can be locked. */
export function keepLocks(): void {
  for (const type of CHANGING) core.page.addEventListener(type, hold, { capture: true, passive: false })
  const { write } = core.attributes
  core.attributes.write = (element, name, value) => {
    const texts = name === 'readonly' && lockOf(element)?.texts
    // What a template says of it counts when the lock ends.
    if (texts && isText(element) && texts.has(element)) texts.set(element, value !== null)
    else write(element, name, value)
  }
}

export function lock(form: HTMLFormElement): void {
  if (locks.has(form)) return
  const { activeElement } = core.page
  const focused = activeElement && isIn(activeElement, form) ? activeElement : null
  locks.set(form, { focused, texts: new Map() })
  lockTexts(form)
}

/** Locks the texts that have come into locked forms. */
export function lockMore(): void {
  for (const form of locks.keys()) lockTexts(form)
}

export function unlock(form: HTMLFormElement): void {
  const { texts = [], focused } = locks.get(form) ?? {}
  locks.delete(form)
  for (const [text, isMeant] of texts) text.readOnly = isMeant
  const { activeElement, body } = core.page
  // What was disabled meanwhile has lost it.
  const isLost = !activeElement || activeElement === body
  if (isLost && focused instanceof HTMLElement && focused.isConnected) core.natural(focused).focus()
}

/** The forms that are locked. */
export function lockedForms(): HTMLFormElement[] {
  return [...locks.keys()]
}

function lockTexts(form: HTMLFormElement): void {
  const texts = locks.get(form)?.texts
  for (const element of core.natural(form).elements) {
    if (!texts || !isText(element) || texts.has(element)) continue
    texts.set(element, element.readOnly)
    element.readOnly = true
  }
}

function hold(event: Event): void {
  const control = locks.size > 0 ? changedBy(event) : undefined
  if (control && lockOf(control)) event.preventDefault()
}

function lockOf(element: Element): Lock | undefined {
  const form = core.formOf(element) ?? core.natural(element).closest('form')
  return form ? locks.get(form) : undefined
}

function isIn(element: Element, form: HTMLFormElement): boolean {
  return core.formOf(element) === form || core.natural(form).contains(element)
}

/** Types of inputs that `readonly` does nothing for. */
const WITHOUT_TEXT = /^(hidden|range|color|checkbox|radio|file|submit|image|reset|button)$/

function isText(element: Element): element is Text {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !WITHOUT_TEXT.test(element.type))
  )
}
