import { Fetching, type LoadOptions } from './fetching.ts'
import type { ViewScope } from './view-scope.ts'

/** What {@link Load.match} shows in each state. */
export interface LoadCases<Value, Pending, Failed, Ready> {
  /** There is no value yet, and a fetch is under way. Default: nothing. */
  readonly pending?: () => Pending
  /** The last fetch has failed. Default: the failure goes to `catchError`, and in a first response to the error page. */
  readonly failed?: (error: unknown) => Failed
  /** There is a value, which stays while a newer one is fetched. */
  readonly ready: (value: Value) => Ready
}

/** Data that is fetched, and fetched again. Made by `this.live.load`. */
export class Load<Value> extends Fetching {
  readonly #load: (signal: AbortSignal) => Value | Promise<Value>
  #loaded: { readonly value: Value } | undefined

  constructor(
    scope: ViewScope,
    load: (signal: AbortSignal) => Value | Promise<Value>,
    options: LoadOptions = {},
  ) {
    super(scope, options)
    this.#load = load
  }

  /** What was fetched last; undefined before. It stays while a new fetch is pending. */
  get value(): Value | undefined {
    return this.#loaded?.value
  }

  /** Fetches again; an earlier fetch that is under way is aborted and its result ignored. Never rejects. */
  async reload(): Promise<void> {
    await this.fetch(this.#load, (value) => (this.#loaded = { value }))
  }

  /**
   * What one of three functions returns: `pending` until there is a value, `failed` when the last fetch has failed, `ready` when
   * there is a value. A fetch that is tried again with no value to show is pending; with one, it is failed until it succeeds.
   * Giving `failed` counts as looking at the failure.
   *
   * ```ts
   * rows = this.live.load(() => database.rows())
   * render() {
   *   return html`${this.rows.match({
   *     pending: () => html`<p>Reading…</p>`,
   *     failed: () => html`<button @click=${() => this.rows.reload()}>Try again</button>`,
   *     ready: (rows) => html`<p>${rows.length} rows</p>`,
   *   })}`
   * }
   * ```
   */
  match<Ready, Pending = undefined, Failed = undefined>(
    cases: LoadCases<Value, Pending, Failed, Ready>,
  ): Pending | Failed | Ready | undefined {
    const failed = cases.failed && this.failed
    const loaded = this.#loaded
    if (!loaded && this.pending) return cases.pending?.()
    if (failed !== undefined) return cases.failed?.(failed)
    return loaded && cases.ready(loaded.value)
  }

  protected override fetchFirst(): Promise<void> {
    return this.reload()
  }

  override get held(): unknown {
    return this.value
  }
}
