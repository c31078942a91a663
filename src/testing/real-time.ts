/**
 * The connection and the patience of a user run on real time, also while a test holds the clock: the timers are
 * taken when this module loads, before a test can replace them.
 */
const { setTimeout, setImmediate, performance } = globalThis

/** Milliseconds that only grow. */
export function realNow(): number {
  return performance.now()
}

/** Calls back later: after everything that is due now, or after that many milliseconds. */
export function realLater(milliseconds: number, run: () => void): void {
  if (milliseconds > 0) setTimeout(run, milliseconds)
  else setImmediate(run)
}

/** Resolves later. */
export function realWait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => realLater(milliseconds, resolve))
}
