/** A text in a control: no change of the user's, and nothing that the server has rendered. */
import type { RowCommand } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import type { ExpectedRows, Fields, Find } from './expected-part.ts'

type SetValue = Extract<RowCommand, readonly ['setValue', ...unknown[]]>

/**
 * Types of controls that a text is not all of: what is chosen in them cannot be put back as one, and the value of a
 * box is not whether it is checked.
 */
const NO_TEXT = /^(file|checkbox|radio|select-multiple)$/

export class ExpectedValue implements ExpectedRows {
  readonly #command: SetValue
  readonly #fields: Fields
  readonly #written = new Map<HTMLInputElement, { readonly before: string; readonly now: string }>()
  /** Those that have changed since: they are left alone. */
  readonly #changed = new Set<HTMLInputElement>()

  constructor(command: SetValue, fields: Fields) {
    this.#command = command
    this.#fields = fields
  }

  apply(find: Find): void {
    const [, target, text] = this.#command
    for (const element of find(target)) {
      // What has no value gets none.
      const control = element as HTMLInputElement
      const isDone = this.#written.has(control) || this.#changed.has(control)
      if (typeof control.value !== 'string' || NO_TEXT.test(control.type) || isDone) continue
      const before = control.value
      if (this.#mayBeTyped(control)) {
        this.#changed.add(control)
        continue
      }
      if (before !== text) write(control, text)
      this.#written.set(control, { before, now: control.value })
    }
  }

  /** Whether it may show what its user has typed since the event happened, which is not to be hidden. */
  #mayBeTyped({ name, value }: HTMLInputElement): boolean {
    const { isLate, texts } = this.#fields
    return isLate && texts.get(name) !== value
  }

  suspend(): void {
    for (const [control, { before, now }] of this.#written) {
      if (control.value !== now) this.#changed.add(control)
      else if (before !== now) write(control, before)
    }
    this.#written.clear()
  }

  end(): void {
    this.suspend()
  }
}

function write(control: HTMLInputElement, text: string): void {
  const change = (): void => void (control.value = text)
  if (core.loaded.liveEdits) core.loaded.liveEdits.keepCaret(control, change)
  else change()
}
