/** The rows of content in full, one by one, with their ids. */
import type { NewInstance, NewList, NewStream, PartValue, RowIds } from '../../protocol/differences.ts'
import type { RowId } from '../parts.ts'

export type NewRow = readonly [id: RowId, instance: NewInstance]

/** The rows of a list or a stream, in their order; none for other content. */
export function rowsIn(content: PartValue): readonly NewRow[] | undefined {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined
  // The properties of elements have other members, or such that are no lists.
  const { i: runs, k: keyed, d } = content as Partial<NewList & NewStream>
  // Lists in these places are rows, or what is made of them is not used.
  if (Array.isArray(keyed)) return (keyed as NewStream['k']).map(([key, ...instance]) => [key, instance])
  if (!Array.isArray(runs)) return undefined
  const ids = idsOf(d)
  // As above.
  return (runs as NewList['i']).flatMap(([template, ...rows]) =>
    rows.map((values): NewRow => [ids.next().value ?? 0, [template, ...values]]),
  )
}

/** Those that are told, then those that were never used before. */
function* idsOf([next, ...ids]: RowIds = [0]): Generator<number, undefined> {
  for (const id of ids) {
    const [first, last] = typeof id === 'number' ? [id, id] : id
    for (let each = first; each <= last; each++) yield each
  }
  for (let each = next; ; each++) yield each
}
