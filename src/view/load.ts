import { Resource } from './resource.ts'
import type { Scope } from './scope.ts'

/** Data that is fetched, and fetched again. Made by `this.live.load`. */
export class Load<Value> extends Resource {
  readonly #scope: Scope
  readonly #fetch: (signal: AbortSignal) => Value | Promise<Value>
  #value: Value | undefined
  #failed: unknown
  #run: AbortController | undefined
  #begun = false

  constructor(scope: Scope, fetch: (signal: AbortSignal) => Value | Promise<Value>) {
    super()
    this.#scope = scope
    this.#fetch = fetch
  }

  /** What was fetched last; undefined before. It stays while a new fetch is pending. */
  get value(): Value | undefined {
    return this.#value
  }

  /** Whether a fetch is under way or has not begun. */
  get pending(): boolean {
    return this.#run !== undefined || !this.#begun
  }

  /** What the last fetch threw; undefined when it did not. */
  get failed(): unknown {
    return this.#failed
  }

  /** Fetches again; an earlier fetch that is under way is aborted and its result ignored. Never rejects. */
  async reload(): Promise<void> {
    if (this.#scope.stopped) return
    this.#begun = true
    this.#run?.abort()
    const run = (this.#run = new AbortController())
    this.#scope.runtime.invalidate(this.#scope.record)
    try {
      // A message that comes later than the position changes what is fetched here, or comes to `subscribe`.
      if (this.#scope.positioned) await this.#scope.positioned
      if (this.#run !== run) return
      const value = await this.#fetch.call(this.#scope.owner, run.signal)
      if (this.#run === run) this.#settle(value, undefined)
    } catch (error) {
      if (this.#run !== run) return
      this.#settle(this.#value, error)
      this.#scope.runtime.report(this.#scope.record, error)
    }
  }

  override get waiting(): boolean {
    return this.pending
  }

  override begin(): void | Promise<void> {
    if (!this.#begun) return this.reload()
  }

  override end(): void {
    this.#run?.abort()
    this.#run = undefined
  }

  #settle(value: Value | undefined, failed: unknown): void {
    this.#run = undefined
    this.#value = value
    this.#failed = failed
    this.#scope.runtime.invalidate(this.#scope.record)
  }
}
