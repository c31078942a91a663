import { invalidLoadOptions } from '../errors/view.ts'
import { describe } from '../template/tree/describe.ts'
import { failureOf } from './failure-of.ts'
import { createGuardedController } from './guarded-abort.ts'
import { Resource, type Late } from './resource.ts'
import type { Origin } from './runtime.ts'
import type { ViewScope } from './view-scope.ts'

/** What is waited for before a page is shown for the first time, and nothing after that. */
export interface AwaitedOptions {
  /**
   * How long the first response is held back for it, and a page that the visitor navigates to: until it is fetched, at
   * most `limits.handlerTime` (`true`, the default); this number of milliseconds; or not at all (`false`, the default beside
   * `late`). After that the page is shown as it looks while the fetch is pending, and the browser gets the rest once the page
   * is live.
   */
  readonly await?: boolean | number
  /** The response does not begin without it. */
  readonly late?: false
}

/** What a first response begins without. */
export interface LateOptions {
  /** How long it is waited for before the response begins: not at all by default, or this number of milliseconds. */
  readonly await?: false | number
  /**
   * How long the first response waits for it once it has begun: what comes before the component is sent at once, the component
   * when it is fetched, or after a limit as it looks while the fetch is pending. The limit is `limits.lateTime` (2 seconds), or this
   * number of milliseconds; with 0 nothing waits.
   */
  readonly late: boolean | number
}

/** How long a page waits for what `this.live.load` or `this.live.pages` fetches: options of both. */
export type LoadOptions = AwaitedOptions | LateOptions

/** What is fetched: the newest fetch counts, and the first one may be waited for. */
export abstract class Fetching extends Resource {
  protected readonly scope: ViewScope
  /** How long a page is held back for the first fetch, in milliseconds. */
  readonly #patience: number
  readonly #late: boolean | number
  #failed: unknown
  #run: AbortController | undefined
  /** The fetch that is under way. */
  #fetching: Promise<void> | undefined
  #begun = false
  /** Whether the page is held back while a fetch is under way. */
  #isAwaited: boolean
  #read = false

  constructor(scope: ViewScope, options: LoadOptions) {
    super()
    this.scope = scope
    checkOptions(options)
    const { late = false, await: awaited = late === false } = options
    this.#patience = typeof awaited === 'number' ? awaited : awaited ? Infinity : 0
    this.#isAwaited = this.#patience > 0
    this.#late = late
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

  /** The fetch that is under way; undefined when there is none. */
  protected get underWay(): Promise<void> | undefined {
    return this.#fetching
  }

  /** Fetches what the page shows first, or shows again. */
  protected abstract fetchFirst(): Promise<void>

  /** Fetches; an earlier fetch that is under way is aborted and its result ignored. Never rejects. */
  protected async fetch<Result>(
    work: (signal: AbortSignal) => Result | Promise<Result>,
    settle: (result: Result) => void,
  ): Promise<void> {
    if (this.scope.stopped) return
    this.#begun = true
    this.#run?.abort()
    const fetching = (this.#fetching = this.#fetchAgain(work, settle))
    await fetching
    if (this.#fetching === fetching) this.#fetching = undefined
  }

  async #fetchAgain<Result>(
    work: (signal: AbortSignal) => Result | Promise<Result>,
    settle: (result: Result) => void,
  ): Promise<void> {
    const { record } = this.scope
    const run = createGuardedController((error) => this.scope.runtime.fail(record, error))
    this.#run = run
    const origin = this.scope.runtime.origin(record)
    this.scope.runtime.invalidate(record, origin)
    try {
      // A message that comes later than the position changes what is fetched here, or comes to `subscribe`.
      if (this.scope.positioned) await this.scope.positioned
      if (this.#run !== run) return
      const result = await work.call(this.scope.owner, run.signal)
      if (this.#run !== run) return
      settle(result)
      this.#end(undefined, origin)
    } catch (error) {
      if (this.#run !== run) return
      const failed = failureOf(error)
      this.#end(failed, origin)
      // What `render` throws where nobody looks at it, so that it is known to be reported.
      this.scope.runtime.fail(record, failed ?? error, origin.event)
    }
  }

  #end(failed: unknown, origin: Origin): void {
    this.#run = undefined
    this.#failed = failed
    this.scope.runtime.invalidate(this.scope.record, origin)
  }

  override get waiting(): boolean {
    return this.#isAwaited ? this.pending : !this.#begun
  }

  override get late(): Late | null {
    if (this.#patience === Infinity || !this.#fetching) return null
    const limit = this.#late === true ? null : Number(this.#late)
    return { settled: this.#fetched(), limit }
  }

  override begin(): void | Promise<void> {
    if (!this.#begun) void this.fetchFirst()
    // `mount` may have begun to fetch, and did not wait for it.
    if (!this.#isAwaited || !this.#fetching) return
    return this.#patience === Infinity ? this.#fetched() : this.#fetchedInTime()
  }

  /** One that is aborted for another ends early. Whoever fetches may pass over the signal: nobody waits for that. */
  async #fetched(): Promise<void> {
    while (this.#fetching) {
      const run = this.#run
      await (run ? Promise.race([this.#fetching, aborted(run.signal)]) : this.#fetching)
    }
  }

  async #fetchedInTime(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.scope.runtime.after(this.#patience, resolve)
      void this.#fetched().then(() => {
        cancel()
        resolve()
      })
    })
    this.#isAwaited = false
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
}

function checkOptions({ await: awaited, late }: LoadOptions): void {
  for (const [option, value] of Object.entries({ await: awaited, late })) {
    // Who writes JavaScript may have given anything.
    const given: unknown = value
    if (given === undefined || typeof given === 'boolean' || (typeof given === 'number' && given >= 0))
      continue
    throw invalidLoadOptions({
      options: `${option}: ${describe(given)}`,
      why: 'It is true, false, or a time in milliseconds.',
    })
  }
  if (awaited === true && late !== undefined && late !== false)
    throw invalidLoadOptions({
      options: `await: true, late: ${String(late)}`,
      why: 'A response that waits for it before it begins does not begin without it.',
    })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
