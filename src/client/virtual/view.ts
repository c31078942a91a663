/** Which rows a page should have for what is seen of a long list: functions of numbers. */

/** Rows from an index on, up to another one. */
export interface Rows {
  readonly first: number
  readonly end: number
}

/** As many rows a page gets at most: the server has the same limit. */
const MOST = 500
/** So many rows beside those that are seen, at least. */
const FEWEST = 8

/** What is asked for: as many rows before and behind as are seen. */
export function wantedRows(seen: Rows, size: number): Rows {
  return around(seen, Math.max(FEWEST, seen.end - seen.first), size)
}

/** Whether there is enough for what is seen, and half as much around it. */
export function isEnough(seen: Rows, there: Rows, size: number): boolean {
  const needed = around(seen, Math.max(FEWEST, seen.end - seen.first) / 2, size)
  return needed.first >= there.first && needed.end <= there.end
}

function around({ first, end }: Rows, more: number, size: number): Rows {
  const seen = Math.min(end - first, MOST)
  const beside = Math.floor(Math.min(more, (MOST - seen) / 2))
  return { first: Math.max(0, first - beside), end: Math.min(size, first + seen + beside) }
}
