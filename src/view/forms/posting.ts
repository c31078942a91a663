/** A form that was sent as an ordinary POST: how its fields get what was sent, and what the answer has to carry for the next time. */
import type { Posting } from '../posting.ts'
import type { FormCore } from './form-core.ts'

export class FormPosting implements Posting {
  readonly #core: FormCore
  /** The controls whose fields have got what was sent. */
  readonly #taken = new Set<string>()

  constructor(core: FormCore) {
    this.#core = core
  }

  /** By it the hidden field of its `<form>` names it. */
  get name(): string {
    return this.#core.name
  }

  /** The id of its `<form>`. */
  get id(): string {
    return this.#core.id
  }

  /**
   * What a POST has to bring, as the same view that mounts then would not know it: rows, and what a view, an earlier step or an earlier
   * POST has made of the form. Undefined where it is as at the beginning.
   */
  get carried(): unknown {
    return this.#core.state.isInitial ? undefined : this.#core.record
  }

  /** Takes what an earlier response has {@link carried}. */
  restore(carried: unknown): void {
    this.#core.restore(carried)
    this.#core.changed()
  }

  /**
   * Gives fields what was sent, where a control of theirs is in the page and enabled. False when there is none that has not got
   * it before: what was sent may have made the view show others.
   */
  take(sent: FormData, enabled: ReadonlySet<unknown>): boolean {
    const { state } = this.#core
    let isMore = false
    for (const { listener, key, control } of this.#core.controls()) {
      const id = JSON.stringify([key, control.name, control.own])
      if (this.#taken.has(id) || !enabled.has(listener)) continue
      this.#taken.add(id)
      isMore = true
      // Files are names by now.
      const texts = sent.getAll(control.name).map(String)
      const read = control.read(texts, state.read(key))
      if (read) state.set(key, read.value)
    }
    if (isMore) this.#core.changed()
    return isMore
  }

  /** Whether it shows that something is wrong. */
  get isInvalid(): boolean {
    const { state } = this.#core
    return state.faulty.some((key) => state.errorsAt(key).length > 0)
  }

  /** What is private is not written into the answer: its user types it again. */
  conceal(): void {
    this.#core.conceal()
  }
}
