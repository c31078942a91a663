import type { Limits } from '../page/limits.ts'

/**
 * Every message is due a little after the one before, at the rate of the limits; a peer may be ahead of that
 * by a burst. So the time at which the next message would be due says all that must be kept of a peer: it is
 * never before the last message came, and how far it is in the future says how far the peer is ahead.
 */
export function nextDue(due: number, now: number, limits: Limits): number {
  return Math.max(due, now) + interval(limits)
}

/** Whether a peer is ahead by more than so many bursts when its next message is `due` then. */
export function isAhead(due: number, now: number, limits: Limits, bursts: number): boolean {
  return Math.round((due - now) / interval(limits)) > bursts * limits.eventBurst
}

function interval(limits: Limits): number {
  return 1000 / limits.eventsPerSecond
}
