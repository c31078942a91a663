import type { Limits } from '../circuit/limits.ts'

/** What to do with a message: take it, refuse it, or close the socket of a peer that does not slow down. */
export type Verdict = 'take' | 'refuse' | 'close'

/**
 * Every message is due a little after the one before, at the rate of the limits; a peer may be ahead of that
 * by a burst. So the time at which the next message would be due says all that must be kept of a peer: it is
 * never before the last message came, and how far it is in the future says how far the peer is ahead.
 */
export function nextDue(due: number, now: number, limits: Limits): number {
  return Math.max(due, now) + interval(limits)
}

/** What becomes of a message after which the next is `due`. A peer that is two bursts ahead is flooding. */
export function verdictOf(due: number, now: number, limits: Limits): Verdict {
  const ahead = Math.round((due - now) / interval(limits))
  if (ahead <= limits.eventBurst) return 'take'
  return ahead <= 2 * limits.eventBurst ? 'refuse' : 'close'
}

function interval(limits: Limits): number {
  return 1000 / limits.eventsPerSecond
}
