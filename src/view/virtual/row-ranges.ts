/** Which rows of a long list a page has: functions of numbers and keys. */

/** Rows that follow each other, by their indexes in the whole list. */
export interface RowRange {
  readonly first: number
  readonly count: number
}

/** A row that a page had, and where it was. */
export interface KnownRow {
  readonly index: number
  readonly key: unknown
}

/** The rows of a list that one page has at most, beside those that are kept. */
export const MOST_ROWS = 500
/** Rows that are kept although they are out of view at most: they have the focus, or what a user typed. */
export const MOST_KEPT = 50

/** The range within a list of this size: as many rows as asked for, where the list has them. */
export function withinList({ first, count }: RowRange, size: number): RowRange {
  const most = Math.min(count, MOST_ROWS, size)
  return { first: Math.max(0, Math.min(first, size - most)), count: most }
}

/**
 * What is rendered: the range that users see, and the rows that are kept, each with its neighbours, which the Tab key leads to. In order,
 * with at least one row between each two.
 */
export function rangesOf(seen: RowRange, kept: readonly number[], size: number): readonly RowRange[] {
  const within = withinList(seen, size)
  const around = kept
    .filter((index) => index < size)
    .map((index) => ({ first: Math.max(0, index - 1), end: Math.min(size, index + 2) }))
  const sorted = [...around, { first: within.first, end: within.first + within.count }]
    .filter(({ first, end }) => first < end)
    .toSorted((one, other) => one.first - other.first)
  const merged: { first: number; end: number }[] = []
  for (const each of sorted) {
    const last = merged.at(-1)
    if (last && each.first <= last.end) last.end = Math.max(last.end, each.end)
    else merged.push({ ...each })
  }
  return merged.map(({ first, end }) => ({ first, count: end - first }))
}

/**
 * The range after rows have come (or gone, with a negative number) above it. A list that begins with its first row goes on to do so, with
 * what was there, unless that is too much: then it has as many rows as before, as where it is sorted.
 */
export function movedRange({ first, count }: RowRange, by: number): RowRange {
  if (first > 0 || by <= 0) return { first: Math.max(0, first + by), count }
  return { first, count: count + by > MOST_ROWS ? count : count + by }
}

/**
 * Where rows are now that were known before, by their keys; those that are gone are missing. Only where one of them is not in its place
 * the whole list is looked through.
 */
export function findRows(
  known: readonly KnownRow[],
  size: number,
  keyAt: (index: number) => unknown,
): ReadonlyMap<unknown, number> {
  const isThere = ({ index, key }: KnownRow): boolean => index < size && Object.is(keyAt(index), key)
  if (known.every(isThere)) return new Map(known.map(({ index, key }) => [key, index]))
  const wanted = new Set(known.map(({ key }) => key))
  const found = new Map<unknown, number>()
  for (let index = 0; index < size && found.size < wanted.size; index++) {
    const key = keyAt(index)
    if (wanted.has(key)) found.set(key, index)
  }
  return found
}

/** How far what users look at has moved: the row nearest to the middle of the range that is still there. 0 where none is. */
export function shiftOf(
  { first, count }: RowRange,
  known: readonly KnownRow[],
  found: ReadonlyMap<unknown, number>,
): number {
  const middle = first + count / 2
  const distance = ({ index }: KnownRow): number => Math.abs(index - middle)
  const still = known.filter(({ index, key }) => found.has(key) && index >= first && index < first + count)
  const [nearest] = still.toSorted((one, other) => distance(one) - distance(other))
  return nearest ? (found.get(nearest.key) ?? 0) - nearest.index : 0
}

/** What a browser asks for, or undefined where that is nothing it could ask for: the first row, how many, and those that are kept. */
export function readRange(
  detail: unknown,
): { readonly range: RowRange; readonly kept: readonly number[] } | undefined {
  if (!Array.isArray(detail) || detail.length < 2 || detail.length > 2 + MOST_KEPT) return undefined
  if (!detail.every(isIndex)) return undefined
  const [first = 0, count = 0, ...kept] = detail
  return { range: { first, count }, kept }
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
