/** Checks of single fields that may take a while. Of those of one field only the newest says anything. */
import { createGuardedController } from '../guarded-abort.ts'
import type { ViewScope } from '../view-scope.ts'
import { isInside } from './content.ts'
import { patternOf } from './field-names.ts'
import type { FormState } from './form-state.ts'

/**
 * Says what is wrong with the value of a field; nothing when it is all right. Its signal aborts when the value changes, the row goes or the view
 * ends.
 */
export type FieldCheck<Value = unknown, Values = unknown> = (
  value: Value,
  about: { readonly signal: AbortSignal; readonly values: Values },
) => string | null | undefined | Promise<string | null | undefined>

interface Running {
  readonly value: unknown
  readonly controller: AbortController
  readonly done: Promise<void>
}

export class FormChecks {
  readonly #scope: ViewScope
  readonly #state: FormState
  readonly #checks: ReadonlyMap<string, FieldCheck>
  readonly #running = new Map<string, Running>()

  constructor(scope: ViewScope, state: FormState, checks: ReadonlyMap<string, FieldCheck>) {
    this.#scope = scope
    this.#state = state
    this.#checks = checks
  }

  /** Looks at what a field holds now, where it has a check, in the background. */
  begin(key: string): void {
    if (!this.#isDue(key)) return
    const { runtime, record } = this.#scope
    runtime.run(record, () => this.#run(key), runtime.origin(record))
  }

  isRunning(key: string): boolean {
    return this.#running.has(key)
  }

  /** The value of a field has changed, or its row has gone, with all that is in it. */
  drop(around: string): void {
    for (const [key, { controller }] of this.#running) {
      if (key !== around && !isInside(key, around)) continue
      this.#running.delete(key)
      controller.abort()
    }
  }

  /** Resolves when what these fields hold now is checked. Undefined when it is. Rejects with what a check throws. */
  settled(keys: Iterable<string>): Promise<unknown> | undefined {
    const pending = [...keys].flatMap((key) => {
      const running = this.#running.get(key)
      if (running) return [running.done]
      return this.#isDue(key) ? [this.#run(key)] : []
    })
    return pending.length > 0 ? Promise.all(pending) : undefined
  }

  /** What the schema refuses is not looked at: the check is for what has the right form. */
  #isDue(key: string): boolean {
    if (!this.#checkOf(key) || this.#state.isChecked(key) || !this.#state.has(key)) return false
    return this.#running.get(key) === undefined && this.#state.faultsAt(key).length === 0
  }

  async #run(key: string): Promise<void> {
    const check = this.#checkOf(key)
    if (!check) return
    const value = this.#state.read(key)
    const { runtime, record, owner } = this.#scope
    const controller = createGuardedController((error) => runtime.fail(record, error))
    const done = (async () => {
      try {
        const { signal } = controller
        const message = await check.call(owner, value, { signal, values: this.#state.values })
        if (!signal.aborted) this.#state.check(key, value, message ?? null)
      } catch (error) {
        // What an aborted check throws is nobody's concern.
        if (!controller.signal.aborted) throw error
      } finally {
        if (this.#running.get(key)?.controller === controller) this.#running.delete(key)
      }
    })()
    this.#running.set(key, { value, controller, done })
    await done
  }

  /** Rows share a check: `phones.*.number`. */
  #checkOf(key: string): FieldCheck | undefined {
    if (this.#checks.size === 0) return undefined
    return this.#checks.get(key) ?? this.#checks.get(patternOf(key))
  }
}
