import type { Effect } from './messages.ts'

/** The number of the event that an effect shows to have been received, by its outcome or by name; 0 for all others. */
export function eventOf(effect: Effect): number {
  if (typeof effect === 'number') return effect
  // Of all that have a number behind their word, only `unmount` has another one there.
  return typeof effect[1] === 'number' && effect[0] !== 'unmount' ? effect[1] : 0
}
