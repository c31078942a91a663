import { failureOf } from './failure-of.ts'
import { createGuardedController } from './guarded-abort.ts'
import { Resource, type Late } from './resource.ts'
import type { Origin } from './runtime.ts'
import type { ViewScope } from './view-scope.ts'

/** Options of {@link Live.load}. */
export interface LoadOptions {
  /**
   * Whether the first response begins without it. What comes before the component is sent at once, the component when it is
   * fetched, or after a limit as it looks while the fetch is pending: then the browser gets the rest once the page is live.
   * The limit is `limits.lateTime`, or this number of milliseconds.
   */
  readonly late?: boolean | number
}

/** Data that is fetched, and fetched again. Made by `this.live.load`. */
export class Load<Value> extends Resource {
  readonly #scope: ViewScope
  readonly #fetch: (signal: AbortSignal) => Value | Promise<Value>
  readonly #late: boolean | number
  #value: Value | undefined
  #failed: unknown
  #run: AbortController | undefined
  /** The fetch that is under way. */
  #fetching: Promise<void> | undefined
  #begun = false
  #read = false

  constructor(
    scope: ViewScope,
    fetch: (signal: AbortSignal) => Value | Promise<Value>,
    { late = false }: LoadOptions = {},
  ) {
    super()
    this.#scope = scope
    this.#fetch = fetch
    this.#late = late
  }

  /** What was fetched last; undefined before. It stays while a new fetch is pending. */
  get value(): Value | undefined {
    return this.#value
  }

  /** Whether a fetch is under way or has not begun. */
  get pending(): boolean {
    return this.#run !== undefined || !this.#begun
  }

  /**
   * What the last fetch threw; undefined when it did not. A `render` that reads it shows the failure itself; where
   * none does, the failure goes to `catchError`, and in a first response to the error page.
   */
  get failed(): unknown {
    this.#read = true
    return this.#failed
  }

  /** Fetches again; an earlier fetch that is under way is aborted and its result ignored. Never rejects. */
  async reload(): Promise<void> {
    if (this.#scope.stopped) return
    this.#begun = true
    this.#run?.abort()
    const fetching = (this.#fetching = this.#fetchAgain())
    await fetching
    if (this.#fetching === fetching) this.#fetching = undefined
  }

  async #fetchAgain(): Promise<void> {
    const { record } = this.#scope
    const run = createGuardedController((error) => this.#scope.runtime.fail(record, error))
    this.#run = run
    const origin = this.#scope.runtime.origin(record)
    this.#scope.runtime.invalidate(record, origin)
    try {
      // A message that comes later than the position changes what is fetched here, or comes to `subscribe`.
      if (this.#scope.positioned) await this.#scope.positioned
      if (this.#run !== run) return
      const value = await this.#fetch.call(this.#scope.owner, run.signal)
      if (this.#run === run) this.#settle(value, undefined, origin)
    } catch (error) {
      if (this.#run !== run) return
      const failed = failureOf(error)
      this.#settle(this.#value, failed, origin)
      // What `render` throws where nobody looks at it, so that it is known to be reported.
      this.#scope.runtime.fail(record, failed ?? error, origin.event)
    }
  }

  override get waiting(): boolean {
    return this.#late === false ? this.pending : !this.#begun
  }

  override get late(): Late | null {
    if (this.#late === false || !this.#fetching) return null
    return { settled: this.#fetched(), limit: this.#late === true ? null : this.#late }
  }

  override begin(): void | Promise<void> {
    const begun = this.#begun ? undefined : this.reload()
    if (this.#late !== false) return
    // `mount` may have begun to fetch, and did not wait for it.
    return begun ?? (this.#fetching && this.#fetched())
  }

  /** One that is aborted for another ends early. Whoever fetches may pass over the signal: nobody waits for that. */
  async #fetched(): Promise<void> {
    while (this.#fetching) {
      const run = this.#run
      await (run ? Promise.race([this.#fetching, aborted(run.signal)]) : this.#fetching)
    }
  }

  override end(): void {
    this.#run?.abort()
    this.#run = undefined
    this.#fetching = undefined
  }

  override get unread(): { readonly error: unknown } | null {
    return this.#failed !== undefined && !this.#read ? { error: this.#failed } : null
  }

  override beginRender(): void {
    this.#read = false
  }

  override get held(): unknown {
    return this.#value
  }

  #settle(value: Value | undefined, failed: unknown, origin: Origin): void {
    this.#run = undefined
    this.#value = value
    this.#failed = failed
    this.#scope.runtime.invalidate(this.#scope.record, origin)
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
