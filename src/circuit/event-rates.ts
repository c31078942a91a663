import type { Limits } from '../page/limits.ts'
import { RateLimit } from './rate-limit.ts'

/** How many events one circuit takes, and how large. It outlives sockets: who connects again gets no more. */
export class EventRates {
  readonly #count: RateLimit
  readonly #size: RateLimit

  constructor({ eventsPerSecond, eventBurst, bytesPerSecond, byteBurst }: Limits) {
    this.#count = new RateLimit(eventsPerSecond, eventBurst)
    this.#size = new RateLimit(bytesPerSecond, byteBurst)
  }

  /** Counts an event. False when it is one too many: browsers know the limits and keep to them. */
  take(length: number, now: number): boolean {
    const tooMany = this.#count.take(1, now) > 1
    const tooMuch = this.#size.take(length, now) > 1
    return !tooMany && !tooMuch
  }
}
