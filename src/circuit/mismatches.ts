/** Within this time, in milliseconds, mismatches are reported once. */
const MISMATCH_TIME = 60_000
/** More in this time end the circuit: a browser waits longer each time it asks, so that none of ours asks as often. */
const MISMATCHES = 20

/** Counts how often a browser could not apply what it was sent. */
export class Mismatches {
  #count = 0
  #since = 0

  /**
   * Counts one. `report`: the first for a while. `too-many`: what does not fit again and again is not mended by
   * sending it again.
   */
  add(now: number): 'report' | 'known' | 'too-many' {
    if (this.#count === 0 || now - this.#since >= MISMATCH_TIME) {
      this.#count = 1
      this.#since = now
      return 'report'
    }
    return ++this.#count > MISMATCHES ? 'too-many' : 'known'
  }
}
