/**
 * What a page does about trees that do not fit: it asks the server for everything in full, less and less often.
 * Content in full that does not fit either is asked for once more; the second time in a row the circuit is given
 * up, and the page goes on with another one, or stays as it is for a while. Without socket, clock and document, which are
 * handed in.
 */

export interface MismatchPort {
  /** Milliseconds that only grow. */
  now(): number
  after(milliseconds: number, run: () => void): void
  /** Whether something still does not fit, and the server can be asked. */
  isPending(): boolean
  /** Asks the server for everything in full. */
  ask(): void
  /** Gives the circuit up; another one is asked for at once, or after so many seconds. */
  renew(seconds: number): void
}

export interface Mismatches {
  /** Something does not fit, or the server is not known to know it. */
  report(): void
  /** Content in full has been shown, or does not fit: of a new circuit, or of the same one. */
  shown(fits: boolean, isNew: boolean): void
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const LONGEST_WAIT = 30 * SECOND
/** Seconds until another circuit is asked for, when what the last one showed does not fit. */
const RENEWAL_WAIT = 5
const LONGEST_RENEWAL_WAIT = 600

export function createMismatches(port: MismatchPort): Mismatches {
  let wait = 0
  let isWaiting = false
  let askedAt = -Infinity
  /** How many contents in full in a row did not fit. */
  let misfits = 0
  /** How many circuits in a row did not fit. */
  let circuits = 0

  return {
    report() {
      if (isWaiting) return
      if (port.now() - askedAt > MINUTE) wait = 0
      isWaiting = true
      if (wait > 0) port.after(wait, ask)
      else ask()
      wait = Math.min(LONGEST_WAIT, 2 * wait || SECOND)
    },
    shown(fits, isNew) {
      if (fits) misfits = circuits = 0
      else if (isNew) {
        misfits = 0
        port.renew(Math.min(LONGEST_RENEWAL_WAIT, RENEWAL_WAIT * 2 ** circuits++))
      } else if (++misfits > 1) {
        misfits = 0
        port.renew(0)
      }
    },
  }

  function ask(): void {
    isWaiting = false
    if (!port.isPending()) return
    askedAt = port.now()
    port.ask()
  }
}
