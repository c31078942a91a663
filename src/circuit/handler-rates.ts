import type { Clock } from '../page/services.ts'
import type { RateValue } from '../view/rate.ts'

/** Some 10 MB. Beyond, those that were asked for the longest time ago begin anew. */
const MOST = 50_000

/** Shares of time are fractions: what differs by less than a thousandth of a millisecond is equal. */
const EQUAL = 0.001

/**
 * How often visitors had handlers run that have a limit, in this process. All that is kept of one is the time at which
 * its next run would be due if it kept to its rate: how far that is in the future says how far it is ahead, and what is
 * not in the future need not be kept.
 */
export class HandlerRates {
  readonly #clock: Pick<Clock, 'now'>
  readonly #most: number
  /** The one that was asked for the longest time ago stands first. */
  readonly #due = new Map<string, number>()
  /** At this size those that are not ahead are looked for. */
  #full = 64

  constructor(clock: Pick<Clock, 'now'>, most: number = MOST) {
    this.#clock = clock
    this.#most = most
  }

  get size(): number {
    return this.#due.size
  }

  /** Counts a run. Returns 0, or the whole seconds, at least 1, until the next: then it is not counted. */
  take(name: string, { count, per }: RateValue): number {
    const now = this.#clock.now()
    const share = per / count
    const due = Math.max(this.#due.get(name) ?? 0, now)
    const wait = due + share - per - now
    this.#due.delete(name)
    this.#due.set(name, wait > EQUAL ? due : due + share)
    if (this.#due.size > this.#full) this.#sweep(now)
    return wait > EQUAL ? Math.ceil((wait - EQUAL) / 1000) : 0
  }

  #sweep(now: number): void {
    for (const [name, due] of this.#due) if (due <= now) this.#due.delete(name)
    for (const name of this.#due.keys()) {
      if (this.#due.size <= this.#most) break
      this.#due.delete(name)
    }
    // So that a run costs the same however many are kept.
    this.#full = Math.min(this.#most, Math.max(64, this.#due.size * 2))
  }
}
