import { Resource } from './resource.ts'
import type { Runtime, TopicPosition } from './runtime.ts'

/** The view or component that follows a topic. */
export interface SubscriptionOwner {
  readonly runtime: Runtime
  /** The runtime's record of it. */
  readonly record: object
}

/** What a view does with the messages of a topic. */
export interface SubscriptionHandlers {
  readonly message: (data: unknown) => unknown
  /** Called when messages were lost. */
  readonly gap: () => unknown
}

/**
 * A topic that a view follows.
 *
 * `recorded`: the view has not started. The topic's position is asked for at once, so that it is known before
 * data is loaded, and messages after it are delivered when the view starts. `active`: messages come. `ended`:
 * with the view, or earlier by its author.
 */
export class Subscription extends Resource {
  readonly topic: string
  readonly #owner: SubscriptionOwner
  readonly #handlers: SubscriptionHandlers
  #state: 'recorded' | 'active' | 'ended' = 'recorded'
  /** Where it begins, or has got to. Undefined before the answer; null where there was none to get. */
  #position: TopicPosition | null | undefined
  /** Resolves when the position is known. */
  #known: Promise<void> | undefined
  #release: (() => void) | undefined

  constructor(owner: SubscriptionOwner, topic: string, handlers: SubscriptionHandlers) {
    super()
    this.#owner = owner
    this.topic = topic
    this.#handlers = handlers
  }

  override get about(): string {
    return this.topic
  }

  /** Where the view has got to: the view that goes on in its place begins there. */
  override stored(): unknown {
    // One that its author has ended is not begun again.
    return this.#state === 'ended' ? null : (this.#position ?? undefined)
  }

  override restore(stored: unknown): void {
    if (typeof stored === 'string') this.#position = stored
    else if (stored === null) this.end()
  }

  /** Asks where the topic stands, for a view that starts later. */
  record(): Promise<void> {
    this.#known = this.#owner.runtime.position(this.topic).then((position) => {
      this.#position ??= position
    })
    return this.#known
  }

  /** Follows from now on, for a view that has started. */
  follow(): void {
    this.#state = 'active'
    this.#subscribe(null)
  }

  override get waiting(): boolean {
    return this.#position === undefined && this.#state === 'recorded'
  }

  override begin(): void | Promise<void> {
    if (this.waiting) return this.#known
  }

  override started(): void {
    if (this.#state !== 'recorded') return
    this.#state = 'active'
    if (this.#position === undefined) void this.#known?.then(() => this.#resume())
    else this.#resume()
  }

  override end(): void {
    this.#state = 'ended'
    this.#release?.()
    this.#release = undefined
  }

  #resume(): void {
    if (this.#state !== 'active') return
    const from = this.#position ?? null
    this.#subscribe(from)
    // What was published before is not known: it counts as lost.
    if (from === null) this.#run(() => this.#handlers.gap())
  }

  #subscribe(from: TopicPosition | null): void {
    const release = this.#owner.runtime.subscribe(this.topic, from, {
      message: (data, position) => {
        this.#position = position
        this.#run(() => this.#handlers.message(data))
      },
      gap: (position) => {
        this.#position = position
        this.#run(() => this.#handlers.gap())
      },
    })
    this.#release = release
  }

  #run(code: () => unknown): void {
    // The bus may deliver messages after its end.
    if (this.#state === 'active') this.#owner.runtime.run(this.#owner.record, code)
  }
}
