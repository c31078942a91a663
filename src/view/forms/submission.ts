/** One time that a form is sent: it is read, checked and answered, in this order. */
import type { SchemaResult, Validation } from '../standard-schema.ts'
import { isThenable } from '../thenable.ts'
import type { Content, Values } from './content.ts'
import { faultsOf } from './field-names.ts'
import type { FormChecks } from './form-checks.ts'
import type { FormState } from './form-state.ts'
import type { FormSteps } from './form-steps.ts'
import { noteRedirect } from './redirecting.ts'

/** What a form is to it. */
export interface SubmissionHost {
  readonly state: FormState
  readonly checks: FormChecks
  readonly steps: FormSteps
  validate(values: Values): Validation
  /** The fields whose controls are in the page. */
  standing(): ReadonlySet<string>
  /** Fields that were shown, and are not any more. */
  leftOut(standing: ReadonlySet<string>): readonly string[]
  /** The first control that is wrong gets the focus, where one of these fields has one. */
  focusInvalid(keys: readonly string[]): void
  focusFirst(): void
  saved(): void
}

export class Submission {
  readonly #host: SubmissionHost
  readonly #answer: (values: unknown) => unknown
  readonly #standing: ReadonlySet<string>
  readonly #sent: Content
  /** What counted as saved before. */
  readonly #saved: Content
  #result: SchemaResult<unknown> = { value: undefined }
  /** A check has found something wrong with what was sent. */
  #isRefused = false
  #isAnswered = false

  constructor(host: SubmissionHost, answer: (values: unknown) => unknown) {
    this.#host = host
    this.#answer = answer
    const { state } = host
    state.forgetTold()
    this.#standing = host.standing()
    this.#sent = state.content
    this.#saved = state.saved
    // What a step leaves out stays out when the last one is sent, unless the step was shown again meanwhile.
    const leftOut = [...state.leftOut].filter((key) => host.steps.isElsewhere(key))
    state.leftOut = new Set([...leftOut, ...host.leftOut(this.#standing)])
  }

  /** The schema reads what is sent. */
  read(): unknown {
    const { state } = this.#host
    const result = this.#host.validate(state.without(state.leftOut))
    if (isThenable(result)) return result.then((later) => this.#found(later))
    this.#found(result)
    return undefined
  }

  /** What single fields are checked for is waited for. */
  check(): unknown {
    return this.#host.checks.settled(this.#standing)?.then((found) => {
      this.#isRefused = found.some(Boolean)
    })
  }

  answer(): unknown {
    const { state, steps } = this.#host
    // What is wrong with what was typed since was not sent.
    const isOld = state.content !== this.#sent && !this.#result.issues && !this.#isRefused
    const faulty = isOld ? [] : state.faulty.filter((key) => !steps.isLater(key))
    for (const key of [...this.#standing, ...faulty, '']) state.use(key)
    if (faulty.length > 0) return this.#showFaulty(faulty)
    if (!steps.isLast) {
      steps.next()
      return this.#host.focusFirst()
    }
    // Only values have been made where nothing is wrong.
    if (this.#result.issues || this.#isRefused) return undefined
    this.#isAnswered = true
    const { value } = this.#result
    return noteRedirect(
      () => this.#answer(value),
      () => this.end(),
    )
  }

  /** What the handler has found nothing wrong with is saved, also when it leads elsewhere. */
  end(): void {
    const { state } = this.#host
    if (!this.#isAnswered) return
    if (state.isTold) return this.#showFaulty(state.faulty)
    // A handler that resets or updates the form has said itself what is saved.
    if (state.saved === this.#saved) state.save(this.#sent)
    this.#host.saved()
  }

  /** Where none of them is in the page, the step that they belong to is shown. */
  #showFaulty(faulty: readonly string[]): void {
    if (!faulty.some((key) => this.#standing.has(key))) this.#host.steps.showStepOf(faulty)
    this.#host.focusInvalid(faulty)
  }

  #found(result: SchemaResult<unknown>): void {
    this.#result = result
    const { state } = this.#host
    // What was typed since was looked at when it was.
    if (state.content === this.#sent) state.find(faultsOf(result), this.#sent)
  }
}
