/**
 * What a peer may send: so much a second, and a burst ahead of that. All that must be kept of a peer is the time
 * at which its next message would be due if it kept to the rate: it is never before the last message came, and
 * how far it is in the future says how far the peer is ahead.
 */
export class RateLimit {
  readonly #perSecond: number
  readonly #burst: number
  #due = 0

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
  }

  /** Counts an amount that came at this time. Returns by how many bursts the peer is ahead. */
  take(amount: number, now: number): number {
    this.#due = Math.max(this.#due, now) + (amount * 1000) / this.#perSecond
    const ahead = ((this.#due - now) * this.#perSecond) / 1000
    // Sums of fractions: what differs by less than a thousandth is equal.
    return Math.round(ahead * 1000) / 1000 / this.#burst
  }
}
