import type { Clock } from '../page/services.ts'
import { toBase64Url } from './base64url.ts'

/** The time and the randomness of a process, handed in so that tests can control them. */
export interface Platform {
  readonly clock: Clock
  /** That many random bytes as base64url, from a source fit for secrets. */
  random(bytes: number): string
}

/** Those of JavaScript. Its timers do not keep a process alive. */
export const platform: Platform = {
  clock: { now: () => performance.now(), wall: () => Date.now(), after },
  random: (bytes) => toBase64Url(crypto.getRandomValues(new Uint8Array(bytes))),
}

/** The longest time of a timer of JavaScript: a longer one would run at once. */
const LONGEST_TIMER = 2 ** 31 - 1

function after(milliseconds: number, run: () => void): () => void {
  let timer: unknown
  wait(milliseconds)
  // A handle of `setTimeout` goes back to where it came from; its type differs from platform to platform.
  return () => clearTimeout(timer as number)

  function wait(left: number): void {
    const step = Math.min(left, LONGEST_TIMER)
    timer = setTimeout(() => (left > step ? wait(left - step) : run()), step)
    if (isNodeTimer(timer)) timer.unref()
  }
}

function isNodeTimer(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer
}
