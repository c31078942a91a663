import type { PageWindow } from './page-window.ts'
import { formNotValid } from '../errors/testing.ts'
import { isField, type Field } from './accessible-name.ts'
import { describe, usable } from './find.ts'

/** What can have the focus. */
const FOCUSABLE =
  'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable]'

/** What submits its form. */
const SUBMITTER = 'button:not([type=button], [type=reset]), input:is([type=submit], [type=image])'

/** A hand: it clicks, chooses and moves the focus, with the events of a browser in their order. */
export class Pointer {
  readonly #window: PageWindow
  /** The text of the field that has the focus, as it was before the user typed. */
  readonly #before = new WeakMap<Element, string>()

  constructor(window: PageWindow) {
    this.#window = window
  }

  /** Presses and lets go. A press moves the focus, unless a script prevents it. */
  click(element: Element): void {
    this.#fire(element, 'pointerdown')
    if (this.#fire(element, 'mousedown')) this.focus(element.closest(FOCUSABLE))
    this.#fire(element, 'pointerup')
    this.#fire(element, 'mouseup')
    this.press(element)
  }

  /** Fires the click alone, as the keyboard does. A browser keeps a form that is not valid, and so do we, aloud. */
  press(element: Element): void {
    const button = element.closest(SUBMITTER)
    // Buttons and inputs have a form or null.
    const { form = null } = (button ?? {}) as { form?: HTMLFormElement | null }
    const invalid = form ? invalidFields(form, button) : []
    this.#fire(element, 'click')
    if (form && invalid.length > 0) throw formNotValid({ form: describe(form), fields: invalid })
  }

  /** Moves the focus. What was typed in the field that loses it is a change. */
  focus(element: Element | null): void {
    const { activeElement, body } = this.#window.document
    if (element !== activeElement) {
      this.leave()
      if (element instanceof this.#window.HTMLElement) element.focus()
      else if (activeElement instanceof this.#window.HTMLElement && activeElement !== body)
        activeElement.blur()
    }
    if (element && isField(element) && !this.#before.has(element)) this.#before.set(element, element.value)
  }

  /** Tells of what was typed in the field that has the focus, as leaving it does. */
  leave(): void {
    const { activeElement } = this.#window.document
    if (!activeElement || !isField(activeElement)) return
    const before = this.#before.get(activeElement)
    this.#before.delete(activeElement)
    if (before !== undefined && before !== activeElement.value) this.changed(activeElement, 'change')
  }

  /** Chooses options of a select by their text or value. */
  choose(select: HTMLSelectElement, options: readonly HTMLOptionElement[]): void {
    usable(select)
    this.focus(select)
    for (const option of select.options) {
      if (select.multiple) option.selected = options.includes(option)
    }
    if (!select.multiple) for (const option of options) option.selected = true
    this.changed(select, 'input')
    this.changed(select, 'change')
  }

  /** Submits a form as the Enter key does: by its first submit button, if it has one. */
  submit(form: HTMLFormElement): void {
    this.leave()
    const button = submitterOf(form)
    if (button) return this.press(usable(button))
    const invalid = invalidFields(form, null)
    form.requestSubmit()
    if (invalid.length > 0) throw formNotValid({ form: describe(form), fields: invalid })
  }

  changed(field: Field, type: 'input' | 'change'): void {
    field.dispatchEvent(new this.#window.Event(type, { bubbles: true, composed: type === 'input' }))
  }

  #fire(element: Element, type: string): boolean {
    const { PointerEvent, MouseEvent } = this.#window
    const Class = type.startsWith('mouse') ? MouseEvent : PointerEvent
    const detail = type.startsWith('pointer') ? 0 : 1
    return element.dispatchEvent(
      new Class(type, { bubbles: true, cancelable: true, composed: true, detail, button: 0 }),
    )
  }
}

/** The button that the Enter key presses. */
export function submitterOf(form: HTMLFormElement): Element | undefined {
  return [...form.elements].find((element) => element.matches(SUBMITTER))
}

/** The fields for which a browser would keep this form, as people read them. */
function invalidFields(form: HTMLFormElement, submitter: Element | null): readonly string[] {
  if (form.noValidate || submitter?.hasAttribute('formnovalidate') === true) return []
  return [...form.elements]
    .filter(isField)
    .filter((field) => field.willValidate && !field.validity.valid)
    .map((field) => `${describe(field)}: ${whyInvalid(field)}`)
}

function whyInvalid({ validity, validationMessage }: Field): string {
  const reasons: string[] = []
  // Its members are on its prototype, so they are found by `in` and not by keys.
  for (const reason in validity) {
    // It was found in there.
    if (reason !== 'valid' && validity[reason as keyof ValidityState]) reasons.push(reason)
  }
  return reasons.join(', ') || validationMessage
}
