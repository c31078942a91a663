import type { Clock } from '../page/services.ts'
import { toBase64Url } from './base64url.ts'

/** What the framework does not decide itself, handed in so that tests can hold it. */
export interface Rim {
  readonly clock: Clock
  /** That many random bytes as base64url, from a source fit for secrets. */
  random(bytes: number): string
}

/** The time and the randomness of the platform. Its timers do not keep a process alive. */
export const platformRim: Rim = {
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
