/** What of new content is the same as something that stands, in a circuit that goes on and in a new one. */
import type { NewInstance } from '../../protocol/differences.ts'
import type { RootEstablished } from '../../protocol/messages.ts'
import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'
import type { Rows } from '../additions.ts'
import type { Instance, RowPlace } from '../parts.ts'
import { carryForms, carryAll } from './carry.ts'
import { pairByKey, pairOnce } from './correspond.ts'
import { lookOf, lookOfNew } from './look.ts'
import { idOf, keyOf } from './records.ts'
import { latestRenewal } from './renew.ts'
import type { NewRow } from './rows-in.ts'
import type { Correspondence } from './standing.ts'

/** Rows of the same key, or of the same look, cannot be distinguished. */
const ONCE = 1

/** The trees are of the same state: rows keep their ids. */
export const sameCircuit: Correspondence = {
  matchRows: rowsById,
  isMeant: hasSameKey,
  keepsStreams: true,
  replace: (part, replace, isSame) => (isSame ? carryAll : carryForms)({ part, keyOfRow: idOf }, replace),
}

/** The state is another one: what is the same must have the same key, or look the same. */
export const newCircuit: Correspondence = {
  // The keys of a stream are those of its author.
  matchRows: (rows, next) => (rows.isStream ? rowsById : rowsByKey)(rows, next),
  isMeant: hasSameKey,
  keepsStreams: false,
  replace: (part, replace) => carryForms({ part, keyOfRow: keyOf }, replace),
}

/**
 * What stands is HTML that was bound by the structure of what is new. It tells no keys, so what would have one, and all
 * rows, must look the same.
 */
export const boundHtml: Correspondence = {
  ...newCircuit,
  matchRows: rowsByLook,
  isMeant: (standing, content, key) =>
    key === undefined || lookOf(standing) === lookOfNew(standing.owner as RowPlace, standing.id, content),
}

function hasSameKey(standing: Instance, _: NewInstance, key: unknown): boolean {
  return standing.key === key
}

function rowsById(rows: Rows, next: readonly NewRow[]): Map<NewRow, Instance> {
  return new Map(
    next.flatMap((row) => {
      const match = rows.rows.get(row[0])
      return match ? [[row, match] as const] : []
    }),
  )
}

function rowsByKey(rows: Rows, next: readonly NewRow[]): Map<NewRow, Instance> {
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
  const alike = pairByLook(
    standing.filter(({ key }) => key === undefined),
    keyed.flatMap(([key, row]) => (key === undefined ? [row] : [])),
    rows,
  )
  return new Map([...matches, ...alike])
}

function rowsByLook(rows: Rows, next: readonly NewRow[]): Map<NewRow, Instance> {
  return pairByLook([...rows.rows.values()], next, rows)
}

function pairByLook(
  standing: readonly Instance[],
  next: readonly NewRow[],
  { part }: Rows,
): Map<NewRow, Instance> {
  return pairOnce(
    standing.map((row) => [new Set([lookOf(row), lookOf(row, 'before')]), row]),
    next.map((row) => [lookOfNew(part, ...row), row]),
  )
}

/** Where in this page a root of a new circuit belongs, and whether what stands there is the same root. */
export interface RootPlace {
  readonly container: Element
  readonly isSame: boolean
}

/**
 * By their numbers. A root that nothing here corresponds to takes the place of its number, if no other one belongs
 * there: so do all when the server has another secret, which its keys are made with.
 */
export function placesFor(established: readonly RootEstablished[]): Map<number, RootPlace> {
  const renewal = latestRenewal()
  const containers = [...core.page.querySelectorAll(`[${ROOT}]`)]
  // Before the first renewal the page shows the HTML of its own token, with its numbers.
  const same = renewal
    ? pairByKey(
        containers.map((element) => [element.getAttribute('data-live-key') ?? undefined, element]),
        established.map(([root]) => [renewal.keys.get(root), root]),
      )
    : new Map<number, Element>()
  const taken = new Set(same.values())
  // What has no key was not in the response: an action has mounted it, under a number of its circuit.
  const places = renewal ? containers.filter((element) => element.hasAttribute('data-live-key')) : containers
  return new Map(
    established.flatMap(([root]): [number, RootPlace][] => {
      const container = same.get(root)
      if (container) return [[root, { container, isSame: true }]]
      const other = places.find((element) => element.getAttribute(ROOT) === String(root))
      return other && !taken.has(other) ? [[root, { container: other, isSame: false }]] : []
    }),
  )
}
