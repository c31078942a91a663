import { browserMismatch } from '../errors/circuit.ts'
import type { CircuitServices } from './services.ts'

/** What cannot be applied, for the circuit that sent it. */
interface MismatchHost {
  readonly services: CircuitServices
  /** Ends it for what cannot go on. */
  startOver(why: string): void
}

/** Within this time, in milliseconds, mismatches are reported once. */
const MISMATCH_TIME = 60_000
/** More in this time end the circuit: a browser waits longer each time it asks, so that none of ours asks as often. */
const MISMATCHES = 20

/** Counts how often a browser could not apply what it was sent. */
export class Mismatches {
  #count = 0
  #since = 0

  /** Counts one, and warns of the first for a while. False where that ends the circuit. */
  take(reason: string, host: MismatchHost): boolean {
    const { services } = host
    const answer = this.#add(services.clock.now())
    const { message } = browserMismatch({ reason })
    if (answer === 'report') services.warnOf(host, message)
    // What does not fit again and again is not mended by sending it again.
    if (answer === 'too-many') host.startOver(message)
    return answer !== 'too-many'
  }

  #add(now: number): 'report' | 'known' | 'too-many' {
    if (this.#count === 0 || now - this.#since >= MISMATCH_TIME) {
      this.#count = 1
      this.#since = now
      return 'report'
    }
    return ++this.#count > MISMATCHES ? 'too-many' : 'known'
  }
}
