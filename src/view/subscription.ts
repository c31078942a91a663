import { Resource } from './resource.ts'
import { MessageQueue, type Delivery } from './message-queue.ts'
import type { TopicPosition } from './runtime.ts'
import type { SubscriptionOwner } from './subscription-owner.ts'

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
  readonly #queue: MessageQueue

  constructor(owner: SubscriptionOwner, topic: string, handlers: SubscriptionHandlers) {
    super()
    this.#owner = owner
    this.topic = topic
    this.#handlers = handlers
    const { gap } = handlers
    this.#queue = new MessageQueue(owner, { gap, reached: (position) => (this.#position = position) })
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
    this.#queue.clear()
    this.#release?.()
    this.#release = undefined
  }

  #resume(): void {
    if (this.#state !== 'active') return
    const from = this.#position ?? null
    this.#subscribe(from)
    // What was published before is not known: it counts as lost.
    if (from === null) this.#gap(null)
  }

  #subscribe(from: TopicPosition | null): void {
    const { runtime } = this.#owner
    const release = runtime.subscribe(this.topic, from, {
      message: (data, position) =>
        this.#deliver({
          code: () => this.#handlers.message(data),
          position,
          size: () => runtime.estimateBytes(data),
        }),
      gap: (position) => this.#gap(position),
    })
    // A bus may deliver before it returns, and the handler may end the subscription.
    if (this.#state === 'active') this.#release = release
    else release()
  }

  #gap(position: TopicPosition | null): void {
    this.#deliver({ code: () => this.#handlers.gap(), position, size: () => 0 })
  }

  #deliver(delivery: Delivery): void {
    // The bus may deliver messages after its end.
    if (this.#state === 'active') this.#queue.add(delivery)
  }
}
