import type { PageWindow } from './page-window.ts'
import { notUsable } from '../errors/testing.ts'
import { isField, type Field } from './accessible-name.ts'
import { describe, usable } from './find.ts'
import { submitterOf, type Pointer } from './pointer.ts'

/** How a text is typed. */
export interface TypeOptions {
  /** In place of what stands in the field. Default: at the caret, which is at the end. */
  readonly replace?: boolean
  /** All at once, as pasted, with one `input` event. */
  readonly atOnce?: boolean
}

/** Types whose text a user composes in parts of the control, so that it changes as a whole. */
const COMPOSED = /^(number|range|color|date|month|week|time|datetime-local)$/
const UNTYPED = /^(checkbox|radio|file|submit|button|reset|image|hidden)$/
const MODIFIERS: Readonly<Record<string, string>> = {
  Alt: 'altKey',
  Control: 'ctrlKey',
  Meta: 'metaKey',
  Shift: 'shiftKey',
}

/** Keys, and what browsers do with them. */
export class Keyboard {
  readonly #window: PageWindow
  readonly #pointer: Pointer

  constructor(window: PageWindow, pointer: Pointer) {
    this.#window = window
    this.#pointer = pointer
  }

  /** Types into a field: one `input` event a character. */
  type(field: Field, text: string, options: TypeOptions = {}): void {
    usable(field)
    if (field.matches('select') || UNTYPED.test(field.type)) {
      throw notUsable({ element: describe(field), why: 'it takes no text; see user.select and user.check' })
    }
    if (field.matches('[readonly]')) throw notUsable({ element: describe(field), why: 'it is read-only' })
    this.#pointer.focus(field)
    if (options.replace === true) this.#write(field, '', 'deleteContent')
    if (COMPOSED.test(field.type)) this.#write(field, text, 'insertText')
    else if (options.atOnce === true) this.#insert(field, text, 'insertFromPaste')
    else
      for (const character of text)
        this.#stroke(field, { key: character }, () => this.#character(field, character))
  }

  /** Presses a key, with modifiers in front of it: `Enter`, `Escape`, `Control+s`. */
  press(keys: string): void {
    // A lone plus is a key too.
    const [key = '+', ...modifiers] = keys.split(/\+(?=.)/).toReversed()
    const held = modifiers.flatMap((name) => MODIFIERS[name] ?? [])
    const target = this.#window.document.activeElement ?? this.#window.document.body
    const init = { key: key === 'Space' ? ' ' : key, ...Object.fromEntries(held.map((name) => [name, true])) }
    this.#stroke(target, init, () => {
      if (held.every((name) => name === 'shiftKey')) this.#act(target, init.key, held.length > 0)
    })
  }

  /** What a browser does with a key that no script has prevented. */
  #act(target: Element, key: string, backwards: boolean): void {
    if (key === 'Tab') return this.#tab(backwards)
    const pressed = key === 'Enter' || key === ' '
    if (
      pressed &&
      target.matches('button, summary, input:is([type=submit], [type=button], [type=reset], [type=image])')
    )
      return this.#pointer.press(target)
    if (key === 'Enter' && target.matches('a[href]')) return this.#pointer.press(target)
    if (key === ' ' && target.matches('input:is([type=checkbox], [type=radio])'))
      return this.#pointer.press(target)
    if (!isField(target) || target.matches('select')) return
    if (key === 'Enter' && target.matches('input')) return this.#submitBy(target)
    if (target.matches('[readonly]') || UNTYPED.test(target.type)) return
    if (key === 'Backspace') this.#write(target, target.value.replace(/.$/su, ''), 'deleteContentBackward')
    else if (/^.$/su.test(key)) this.#character(target, key)
    else if (key === 'Enter') this.#insert(target, '\n', 'insertLineBreak')
  }

  /** Enter in a field presses the form's first submit button; without one, several fields submit nothing. */
  #submitBy({ form }: Field): void {
    if (!form) return
    const fields = [...form.elements].filter((element) => isField(element) && !UNTYPED.test(element.type))
    const button = submitterOf(form)
    if (button ? !button.matches(':disabled') : fields.length === 1) this.#pointer.submit(form)
  }

  #tab(backwards: boolean): void {
    const { document } = this.#window
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]',
      ),
    ].filter(
      (element) => element.tabIndex >= 0 && !element.matches(':disabled') && !element.closest('[inert]'),
    )
    const at = all.findIndex((element) => element === document.activeElement)
    const next = backwards ? (at < 0 ? all.length - 1 : at - 1) : at + 1
    this.#pointer.focus(all[next] ?? null)
  }

  // --- characters ---

  #character(field: Field, character: string): void {
    if (field.matches('textarea') || character !== '\n') this.#insert(field, character, 'insertText')
  }

  #insert(field: Field, text: string, inputType: string): void {
    const caret = 'selectionStart' in field ? field.selectionStart : null
    const end = 'selectionEnd' in field ? field.selectionEnd : null
    if (caret === null || end === null || !('setRangeText' in field)) {
      return this.#write(field, field.value + text, inputType)
    }
    const room = field.maxLength < 0 ? Infinity : field.maxLength - field.value.length + (end - caret)
    const fitting = text.slice(0, room)
    if (fitting === '' || !this.#announce(field, fitting, inputType)) return
    field.setRangeText(fitting, caret, end, 'end')
    this.#tell(field, fitting, inputType)
  }

  #write(field: Field, value: string, inputType: string): void {
    if (field.value === value || !this.#announce(field, null, inputType)) return
    field.value = value
    this.#tell(field, null, inputType)
  }

  #announce(field: Field, data: string | null, inputType: string): boolean {
    return field.dispatchEvent(
      new this.#window.InputEvent('beforeinput', {
        bubbles: true,
        cancelable: true,
        composed: true,
        data,
        inputType,
      }),
    )
  }

  #tell(field: Field, data: string | null, inputType: string): void {
    field.dispatchEvent(
      new this.#window.InputEvent('input', { bubbles: true, composed: true, data, inputType }),
    )
  }

  // --- keys ---

  #stroke(target: Element, init: KeyboardEventInit, act: () => void): void {
    const { KeyboardEvent } = this.#window
    const all = { code: codeOf(init.key ?? ''), bubbles: true, cancelable: true, composed: true, ...init }
    if (target.dispatchEvent(new KeyboardEvent('keydown', all))) act()
    const now = this.#window.document.activeElement ?? target
    now.dispatchEvent(new KeyboardEvent('keyup', all))
  }
}

/** The physical key on the usual keyboard, where it is known. */
function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`
  if (/^\d$/.test(key)) return `Digit${key}`
  return key === ' ' ? 'Space' : key.length > 1 ? key : ''
}
