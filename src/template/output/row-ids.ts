/** How the ids of rows are written. */
import type { RowIds } from '../../protocol/differences.ts'
import type { ListNode } from '../tree/tree.ts'

/** The ids of a list's rows, and the next one; undefined when they are 0, 1, 2, … */
export function rowIdsOf({ ids, next }: ListNode): RowIds | undefined {
  if (next === ids.length && ids.every((id, index) => id === index)) return undefined
  return [next, ...rangesOf(ids)]
}

/** Ids in their order; three or more that follow each other are `[first, last]`. */
export function rangesOf(ids: readonly number[]): (number | readonly [first: number, last: number])[] {
  const ranges: (number | readonly [number, number])[] = []
  for (let from = 0; from < ids.length;) {
    let to = from
    while (ids[to + 1] === (ids[to] ?? 0) + 1) to++
    if (to - from < 2) ranges.push(...ids.slice(from, to + 1))
    else ranges.push([ids[from] ?? 0, ids[to] ?? 0])
    from = to + 1
  }
  return ranges
}
