import { isNamedBy } from './field-names.ts'
import type { FormState } from './form-state.ts'

/** The steps of a wizard. Which one is shown is part of the state of the form. */
export class FormSteps {
  readonly #state: FormState
  readonly #steps: readonly (readonly [name: string, fields: readonly string[]])[]

  constructor(state: FormState, steps: Readonly<Record<string, readonly string[]>> = {}) {
    this.#state = state
    this.#steps = Object.entries(steps)
  }

  get names(): readonly string[] {
    return this.#steps.map(([name]) => name)
  }

  get name(): string {
    return this.names[this.#state.step] ?? ''
  }

  get isLast(): boolean {
    return this.#state.step >= this.#steps.length - 1
  }

  /** Whether a field belongs to a step that is not shown. */
  isElsewhere(key: string): boolean {
    return this.#steps.some(([, fields], step) => step !== this.#state.step && isNamedBy(fields, key))
  }

  /** Whether it belongs to one that comes after what is shown. */
  isLater(key: string): boolean {
    return this.#steps.some(([, fields], step) => step > this.#state.step && isNamedBy(fields, key))
  }

  next(): void {
    this.#state.step++
  }

  /** To an earlier one; without a name to the one before. */
  back(to?: string): void {
    const index = to === undefined ? this.#state.step - 1 : this.names.indexOf(to)
    if (index >= 0 && index < this.#state.step) this.#state.step = index
  }

  /** To the first one that has something wrong. */
  showStepOf(keys: readonly string[]): void {
    const index = this.#steps.findIndex(([, fields]) => keys.some((key) => isNamedBy(fields, key)))
    if (index >= 0) this.#state.step = index
  }
}
