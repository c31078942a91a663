import type { Effect } from './messages.ts'

/** The number of the event that an effect is the outcome of; 0 for all others. */
export function eventOf(effect: Effect): number {
  if (typeof effect === 'number') return effect
  return /^(failed|refused|interrupted|unknown)$/.test(effect[0]) ? Number(effect[1]) : 0
}

/**
 * The newest event that made the difference of a frame, of those that its effects name: `cause` itself, and
 * outcomes of handlers that ran. A refused event changed nothing. 0 when no event is named.
 */
export function causeOf(effects: readonly Effect[]): number {
  let cause = 0
  for (const effect of effects) {
    if (typeof effect === 'number') cause = Math.max(cause, effect)
    else if (effect[0] === 'cause' || effect[0] === 'failed') cause = Math.max(cause, effect[1])
  }
  return cause
}
