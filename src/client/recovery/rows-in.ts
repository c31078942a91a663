/** Rows: those that stand, and those of content in full, one by one, with their ids. */
import type { NewInstance, NewList, NewStream, PartValue } from '../../protocol/differences.ts'
import type { Rows } from '../additions.ts'
import type { RowId } from '../parts.ts'
import { idsOf } from '../rows/row-ids.ts'

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
    rows.map((values): NewRow => [Number(ids.next().value), [template, ...values]]),
  )
}

export function isRows(content: unknown): content is Rows {
  // Nothing else has this member.
  return content instanceof Object && (content as Partial<Rows>).isStream !== undefined
}
