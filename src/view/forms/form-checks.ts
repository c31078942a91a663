/** Checks of single fields that may take a while. Of those of one field only the newest says anything. */
import { createGuardedController } from '../guarded-abort.ts'
import type { ViewScope } from '../view-scope.ts'
import { isInside } from './content.ts'
import { patternOf } from './field-names.ts'
import type { FormState } from './form-state.ts'

/**
 * Says what is wrong with the value of a field; nothing when it is all right. Its signal aborts when the value changes, the row goes or the view
 * ends, but for what a submit waits for.
 */
export type FieldCheck<Value = unknown, Values = unknown> = (
  value: Value,
  about: { readonly signal: AbortSignal; readonly values: Values },
) => string | null | undefined | Promise<string | null | undefined>

interface Running {
  readonly controller: AbortController
  /** What it says; null where it is aborted. */
  readonly done: Promise<string | null>
  /** A submit waits for it: it goes on when the value changes, as what was sent does not. */
  isSent: boolean
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
    for (const [key, { controller, isSent }] of this.#running) {
      if (key !== around && !isInside(key, around)) continue
      this.#running.delete(key)
      if (!isSent) controller.abort()
    }
  }

  /** What is said of what these fields hold now, once it is checked. Undefined when it is. Rejects with what a check throws. */
  settled(keys: Iterable<string>): Promise<readonly (string | null)[]> | undefined {
    const pending = [...keys].flatMap((key) => {
      if (this.#isDue(key)) void this.#run(key)
      const running = this.#running.get(key)
      if (!running) return []
      running.isSent = true
      return [running.done]
    })
    return pending.length > 0 ? Promise.all(pending) : undefined
  }

  /** What the schema refuses is not looked at: the check is for what has the right form. */
  #isDue(key: string): boolean {
    if (!this.#checkOf(key) || this.#state.isChecked(key) || !this.#state.has(key)) return false
    return this.#running.get(key) === undefined && this.#state.faultsAt(key).length === 0
  }

  #run(key: string): Promise<unknown> | undefined {
    const check = this.#checkOf(key)
    if (!check) return undefined
    const value = this.#state.read(key)
    const { runtime, record, owner } = this.#scope
    const controller = createGuardedController((error) => runtime.fail(record, error))
    const done = (async () => {
      try {
        const { signal } = controller
        const message = (await check.call(owner, value, { signal, values: this.#state.values })) ?? null
        if (signal.aborted) return null
        this.#state.check(key, value, message)
        return message
      } catch (error) {
        // What an aborted check throws is nobody's concern.
        if (controller.signal.aborted) return null
        throw error
      } finally {
        if (this.#running.get(key)?.controller === controller) this.#running.delete(key)
      }
    })()
    this.#running.set(key, { controller, done, isSent: false })
    return done
  }

  /** Rows share a check: `phones.*.number`. */
  #checkOf(key: string): FieldCheck | undefined {
    if (this.#checks.size === 0) return undefined
    return this.#checks.get(key) ?? this.#checks.get(patternOf(key))
  }
}
