/** The ids of rows as they are sent: each alone, or the first and the last of those that follow each other. */
import type { RowIds } from '../../protocol/differences.ts'

export function* idsIn(
  told: readonly (number | readonly [first: number, last: number])[],
): Generator<number> {
  for (const id of told) {
    const [first, last] = typeof id === 'number' ? [id, id] : id
    for (let each = first; each <= last; each++) yield each
  }
}

/** Those of the first rows, then those that were never used before. */
export function* idsOf([next, ...told]: RowIds = [0]): Generator<number> {
  yield* idsIn(told)
  for (let each = next; ; each++) yield each
}
