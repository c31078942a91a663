import type { TopicPosition } from './runtime.ts'
import type { SubscriptionOwner } from './subscription-owner.ts'

/** What a subscription calls, and where it has got to with that. */
export interface Delivery {
  readonly code: () => unknown
  readonly position: TopicPosition | null
  /** What it holds while it waits, in bytes. */
  size(): number
}

/** What a queue does for its subscription. */
export interface MessageQueuePorts {
  /** The code for this position runs now. */
  reached(position: TopicPosition | null): void
  /** What runs in place of messages that were too many to wait. */
  readonly gap: () => unknown
}

/**
 * Runs the handlers of one subscription one after the other: a message that comes while an asynchronous handler
 * still runs waits for its end. When more wait than the limits allow, `gap` runs in their place.
 */
export class MessageQueue {
  readonly #owner: SubscriptionOwner
  readonly #ports: MessageQueuePorts
  #state: 'idle' | 'running' = 'idle'
  #waiting: { readonly delivery: Delivery; readonly size: number }[] = []
  #bytes = 0

  constructor(owner: SubscriptionOwner, ports: MessageQueuePorts) {
    this.#owner = owner
    this.#ports = ports
  }

  add(delivery: Delivery): void {
    // The usual case: its handler is synchronous, and nothing waits.
    if (this.#state === 'idle') return this.#run(delivery)
    this.#wait(delivery)
    const { count, bytes } = this.#owner.runtime.rowLimits
    if (this.#waiting.length <= count && this.#bytes <= bytes) return
    this.clear()
    this.#wait({ code: this.#ports.gap, position: delivery.position, size: () => 0 })
  }

  /** Nothing of what waits runs any more. */
  clear(): void {
    this.#waiting = []
    this.#bytes = 0
  }

  #wait(delivery: Delivery): void {
    const size = delivery.size()
    this.#waiting.push({ delivery, size })
    this.#bytes += size
  }

  #run(first: Delivery): void {
    let next: Delivery | undefined = first
    while (next !== undefined && this.#state === 'idle') {
      this.#start(next)
      next = this.#state === 'idle' ? this.#take() : undefined
    }
  }

  #take(): Delivery | undefined {
    const next = this.#waiting.shift()
    this.#bytes -= next?.size ?? 0
    return next?.delivery
  }

  #start({ code, position }: Delivery): void {
    const { runtime, record } = this.#owner
    let isStarting = true
    this.#state = 'running'
    this.#ports.reached(position)
    runtime.run(record, code, undefined, () => {
      this.#state = 'idle'
      const next = isStarting ? undefined : this.#take()
      if (next) this.#run(next)
    })
    isStarting = false
  }
}
