/** A row was dropped: its list is told, and shows it there until the list has answered. */
import type { Command } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { submitDirected } from '../modules/submit-directed.ts'
import { announce, REFUSED } from './announce.ts'
import { selectorOf, type SortedList } from './lists.ts'
import type { Lift } from './sorting.ts'

export interface Dropped {
  readonly lift: Lift
  readonly row: HTMLElement
  readonly group: ReadonlyMap<string, SortedList>
  readonly from: SortedList
  readonly target: SortedList
  /** What is said of it. */
  readonly values: Readonly<Record<string, string | number>>
}

export function send({ lift, row, group, from, target: to, values }: Dropped): void {
  const { part } = from
  // The server makes a row anew in another list.
  const rows = [...group.values()].map((list) => selectorOf(list, lift.key)).join()
  const optimistic: readonly Command[] = [['moveRow', rows, ...placeOf(lift, from, to)]]
  const event = new CustomEvent('sort', { detail: [lift.key, lift.at.index, to.name] })
  const submit = (): unknown =>
    submitDirected({
      event,
      element: row,
      part: { binding: { ...part.binding, optimistic }, path: () => part.path() },
      payload: () => ({ detail: event.detail }),
      begun: (happened) => core.withModule('liveCommands', ({ expect }) => expect(happened)),
      ended(outcome) {
        if (outcome !== 'done') announce(REFUSED, to, values)
      },
    })
  // What happens while an event is dispatched is shown in advance: what is told later may be old.
  row.addEventListener('sort', submit, { once: true })
  row.dispatchEvent(event)
}

/** Where the page shows it. */
function placeOf({ before }: Lift, from: SortedList, to: SortedList): ['before' | 'into', string] | ['last'] {
  if (before !== undefined) return ['before', selectorOf(to, before)]
  return from === to ? ['last'] : ['into', selectorOf(to)]
}
