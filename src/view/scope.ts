import type { Resource } from './resource.ts'
import { Live } from './live.ts'
import type { Runtime } from './runtime.ts'
import { Subscription, type SubscriptionHandlers } from './subscription.ts'

/**
 * The framework's side of one view or component: what it has running, to be released when it ends.
 *
 * A scope is `idle` until a socket follows its owner (never, for an HTTP request alone), then `running`,
 * then `stopped` for good. Timers and subscriptions exist only while it runs.
 */
export class Scope {
  readonly runtime: Runtime
  readonly live: Live
  /** The view or component: what its code is bound to. */
  owner: object = this
  /** The runtime's record of the owner, opaque here. */
  readonly record: object
  #state: 'idle' | 'running' | 'stopped' = 'idle'
  #holders: Resource[] | undefined
  #releases: Set<() => void> | undefined
  #controller: AbortController | undefined
  /** Resolves when the positions of all recorded topics are known; undefined when they are. */
  #positioned: Promise<unknown> | undefined

  constructor(runtime: Runtime, record: object) {
    this.runtime = runtime
    this.record = record
    this.live = new Live(this)
  }

  get running(): boolean {
    return this.#state === 'running'
  }

  get stopped(): boolean {
    return this.#state === 'stopped'
  }

  /** Aborts when the scope stops. Made on first use, as most views never ask. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.stopped) this.#controller.abort()
    return this.#controller.signal
  }

  hold<Type extends Resource>(holder: Type): Type {
    this.#holders ??= []
    this.#holders.push(holder)
    return holder
  }

  /** Follows a topic: from now on when the scope runs; otherwise when it starts, from where the topic stands now. */
  subscribe(topic: string, handlers: SubscriptionHandlers): () => void {
    const subscription = new Subscription(this, topic, handlers)
    if (this.stopped) return () => {}
    this.hold(subscription)
    if (this.running) subscription.follow()
    else this.#wait(subscription.record())
    return () => this.#drop(subscription)
  }

  /** The topics that it follows. */
  get subscriptions(): readonly Subscription[] {
    return this.#holders?.filter((holder) => holder instanceof Subscription) ?? []
  }

  /** What is fetched after this cannot be older than the recorded positions. Undefined when they are known. */
  get positioned(): Promise<unknown> | undefined {
    return this.#positioned
  }

  /** Lets holders fetch, once `mount` is over. Resolves when all have what they need. */
  async settle(): Promise<void> {
    if (this.#holders) await Promise.all(this.#holders.map(async (holder) => holder.begin()))
  }

  /** Whether {@link settle} has anything to wait for. */
  get unsettled(): boolean {
    return this.#holders?.some((holder) => holder.waiting) ?? false
  }

  run(): void {
    this.#state = 'running'
    for (const holder of this.#holders ?? []) holder.started()
  }

  /** Runs `release` when the scope stops, or now if it has. The returned function releases earlier. */
  onStop(release: () => void): () => void {
    if (this.stopped) {
      release()
      return () => {}
    }
    this.#releases ??= new Set()
    const releases = this.#releases.add(release)
    return () => {
      if (releases.delete(release)) release()
    }
  }

  stop(): void {
    if (this.stopped) return
    this.#state = 'stopped'
    this.#controller?.abort()
    for (const holder of this.#holders ?? []) holder.end()
    for (const release of this.#releases ?? []) release()
    this.#holders = this.#releases = undefined
  }

  #wait(known: Promise<void>): void {
    const all = (this.#positioned = Promise.all([this.#positioned, known]))
    void all.then(() => {
      if (this.#positioned === all) this.#positioned = undefined
    })
  }

  #drop(subscription: Subscription): void {
    this.#holders = this.#holders?.filter((holder) => holder !== subscription)
    subscription.end()
  }
}
