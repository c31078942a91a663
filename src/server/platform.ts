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

function after(milliseconds: number, run: () => void): () => void {
  const timer: unknown = setTimeout(run, milliseconds)
  if (isNodeTimer(timer)) timer.unref()
  // A handle of `setTimeout` goes back to where it came from; its type differs from platform to platform.
  return () => clearTimeout(timer as number)
}

function isNodeTimer(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer
}
