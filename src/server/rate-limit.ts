import type { Limits } from '../circuit/limits.ts'

/** What to do with a message: take it, refuse it, or close the socket of a peer that does not slow down. */
export type Verdict = 'take' | 'refuse' | 'close'

/**
 * A bucket of tokens that fills with time: one for each message. When it is empty messages are refused, and
 * it goes on into debt; a peer that is a whole burst in debt is flooding.
 */
export class RateLimit {
  #tokens: number
  #filled: number

  constructor(limits: Limits, now: number) {
    this.#tokens = limits.eventBurst
    this.#filled = now
  }

  take(limits: Limits, now: number): Verdict {
    const gained = ((now - this.#filled) / 1000) * limits.eventsPerSecond
    this.#filled = now
    this.#tokens = Math.min(limits.eventBurst, this.#tokens + gained) - 1
    if (this.#tokens >= 0) return 'take'
    return this.#tokens >= -limits.eventBurst ? 'refuse' : 'close'
  }
}
