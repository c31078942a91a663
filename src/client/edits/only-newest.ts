/** Of which events only the newest matters: as the author says, or as it is for their type. */
import { isNewestOnly } from '../../protocol/event-types.ts'
import type { Happened } from '../additions.ts'

export function onlyNewestMatters({ event, part }: Happened): boolean {
  const latest = part?.binding.latest
  return latest === undefined ? isNewestOnly(event.type) : !!latest
}
