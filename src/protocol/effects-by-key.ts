/** What is shown of an event before its outcome, where that depends on what is pressed. */
import type { Command, CommandsByKey } from './differences.ts'

/** Commands begin with a word; what there is for each key is a list. */
export function isByKey(effect: Command | CommandsByKey): effect is CommandsByKey {
  return typeof effect[0] !== 'string'
}
