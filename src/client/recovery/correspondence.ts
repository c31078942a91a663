/** What of new content is the same as something that stands, in a circuit that goes on and in a new one. */
import type { RootEstablished } from '../../protocol/messages.ts'
import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'
import type { Instance, RowId } from '../parts.ts'
import type { Rows } from '../rows.ts'
import { carryForms, carryAll } from './carry.ts'
import { pairByKey } from './correspond.ts'
import { lookOf, lookOfNew } from './look.ts'
import { latestRenewal } from './renew.ts'
import type { NewRow } from './rows-in.ts'
import type { Correspondence } from './standing.ts'

/** Rows of the same key cannot be told apart. */
const ONCE = 1

/** The trees are of the same state: rows keep their ids. */
export const sameCircuit: Correspondence = {
  matchRows: rowsById,
  keepsStreams: true,
  replace: (part, replace, isSame) => (isSame ? carryAll : carryForms)(part, replace),
}

/** The state is another one: what is the same must have the same key, or look the same. */
export const newCircuit: Correspondence = {
  // The keys of a stream are those of its author.
  matchRows: (rows, next) => (rows instanceof core.Stream ? rowsById : rowsByKey)(rows, next),
  keepsStreams: false,
  replace: carryForms,
}

function rowsById(rows: Rows<RowId>, next: readonly NewRow[]): Map<NewRow, Instance> {
  return new Map(
    next.flatMap((row) => {
      const match = rows.rows.get(row[0])
      return match ? [[row, match] as const] : []
    }),
  )
}

function rowsByKey(rows: Rows<RowId>, next: readonly NewRow[]): Map<NewRow, Instance> {
  const standing = [...rows.rows.values()]
  const parts = new Map(standing.map(({ template, parts: own }) => [template, own.length]))
  const keyed = next.map((row) => {
    const [template, ...values] = row[1]
    // Without a row of its template there is nothing that it could be.
    return [values[parts.get(core.templateOf(template)) ?? Infinity], row] as const
  })
  const matches = pairByKey(
    standing.map((row) => [row.key, row]),
    keyed,
    ONCE,
  )
  const alike = pairByKey(
    standing.flatMap((row) => (row.key === undefined ? [[lookOf(row), row]] : [])),
    keyed.flatMap(([key, row]) => (key === undefined ? [[lookOfNew(row, rows), row]] : [])),
    ONCE,
  )
  return new Map([...matches, ...alike])
}

/** Where in this page the roots of a new circuit belong, by their numbers. */
export function placesFor(established: readonly RootEstablished[]): Map<number, Element> {
  const renewal = latestRenewal()
  // Before the first renewal the page shows the HTML of its own token, with its numbers.
  const keyOf = (element: Element): unknown => element.getAttribute(renewal ? 'data-live-key' : ROOT)
  return pairByKey(
    [...core.page.querySelectorAll(`[${ROOT}]`)].map((element) => [keyOf(element) ?? undefined, element]),
    established.map(([root]) => [renewal ? renewal.keys.get(root) : String(root), root]),
  )
}
