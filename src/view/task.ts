import { failureOf } from './failure-of.ts'
import { createGuardedController } from './guarded-abort.ts'
import { Resource } from './resource.ts'
import type { ViewScope } from './view-scope.ts'

/** What a task gives, by what its work returns: what an `async *` function yields, or what any other resolves to. */
export type TaskValue<Result> = Exclude<
  Result extends AsyncIterable<infer Yielded> ? Yielded : Awaited<Result>,
  undefined | void
>

/** Work in the background. Made by `this.live.task`. */
export class Task<Args extends readonly unknown[], Value = unknown> extends Resource {
  readonly #scope: ViewScope
  readonly #work: (signal: AbortSignal, ...args: Args) => unknown
  #run: AbortController | undefined
  #failed: unknown
  #value: Value | undefined
  /** What it was started with before the view has. */
  #waiting: Args | undefined

  constructor(scope: ViewScope, work: (signal: AbortSignal, ...args: Args) => unknown) {
    super()
    this.#scope = scope
    this.#work = work
  }

  /** Whether a run is under way, or waits for the start of the view. */
  get running(): boolean {
    return this.#run !== undefined || this.#waiting !== undefined
  }

  /** What the last run threw; undefined when it did not, and while a run is under way. It is reported in either case. */
  get failed(): unknown {
    return this.#failed
  }

  /**
   * What the last run yielded last, or what its function resolved to; undefined before. It stays when the run ends, fails or is
   * cancelled, until the next start. A `yield` without a value leaves it. It is not stored with the page: what is to last
   * belongs in a field.
   */
  get value(): Value | undefined {
    return this.#value
  }

  /** Starts it. A run that is under way is cancelled. Before the view has started it waits for that. */
  start(...args: Args): void {
    this.cancel()
    if (this.#scope.stopped) return
    if (!this.#scope.running) {
      this.#waiting = args
      return
    }
    const { runtime, record } = this.#scope
    const run = createGuardedController((error) => runtime.fail(record, error))
    this.#run = run
    this.#failed = this.#value = undefined
    runtime.run(record, () => this.#steps(run, args), runtime.origin(record))
  }

  /** Aborts the signal of the run that is under way; what it still does is not waited for. */
  cancel(): void {
    this.#waiting = undefined
    if (!this.#run) return
    this.#run.abort()
    this.#run = undefined
    this.#scope.runtime.invalidate(this.#scope.record)
  }

  override started(): void {
    const args = this.#waiting
    this.#waiting = undefined
    if (args) this.start(...args)
  }

  override end(): void {
    this.#run?.abort()
    this.#run = undefined
  }

  /** A start that waits for the view goes on in the view that is restored. */
  override stored(): unknown {
    return this.#waiting
  }

  override restore(stored: unknown): void {
    // What was stored are the arguments of `start`.
    if (Array.isArray(stored)) this.#waiting = stored as unknown as Args
  }

  override get held(): unknown {
    return this.#value
  }

  /** The run as one generator: its steps are rendered by whoever drives it, and its end is noted here. */
  async *#steps(run: AbortController, args: Args): AsyncGenerator<void, void> {
    try {
      const result = this.#work.call(this.#scope.owner, run.signal, ...args)
      if (isSteps(result)) {
        for await (const value of result) {
          if (run.signal.aborted) return
          this.#give(value)
          yield
        }
      } else {
        const value = await result
        if (!run.signal.aborted) this.#give(value)
      }
    } catch (error) {
      // What a cancelled run throws, usually that it was aborted, is nobody's concern.
      if (run.signal.aborted) return
      this.#failed = failureOf(error)
      throw error
    } finally {
      if (this.#run === run) this.#run = undefined
    }
  }

  #give(value: unknown): void {
    // `TaskValue` is what the work gives, but for undefined.
    if (value !== undefined) this.#value = value as Value
  }
}

/** Whether author code returned an async iterator, as `async *` functions do. */
export function isSteps(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
