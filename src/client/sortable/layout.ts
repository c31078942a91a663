/** Where rows are seen while one of them is lifted: functions of where they stand, along the axis of their list. */

/** Where a row stands, in CSS pixels; one that stands behind another has the greater start. */
export interface Extent {
  readonly start: number
  readonly size: number
}

/** Before how many of the others a middle is. */
export function indexAt(others: readonly Extent[], middle: number): number {
  const index = others.findIndex(({ start, size }) => start + size / 2 > middle)
  return index < 0 ? others.length : index
}

/** What the lifted row leaves free in its own list: its size, and the gap beside it. */
export function roomOf(own: Extent, others: readonly Extent[], index: number): number {
  const [before, after] = [others[index - 1], others[index]]
  if (after) return after.start - own.start
  return before ? own.start + own.size - before.start - before.size : own.size
}

/** How far another row moves, where the room goes from one index to another; without one it comes from elsewhere, or goes there. */
export function shiftOf(
  index: number,
  room: number,
  { from, target }: { readonly from?: number | undefined; readonly target?: number | undefined },
): number {
  const closes = from !== undefined && index >= from ? -room : 0
  const opens = target !== undefined && index >= target ? room : 0
  return closes + opens
}

/** Where the row would start at an index of its own list. */
export function startAt(
  own: Extent,
  others: readonly Extent[],
  { from, target }: { readonly from: number; readonly target: number },
): number {
  if (target === from) return own.start
  const [before, after] = [others[target - 1], others[target]]
  if (target < from) return after ? after.start : own.start
  return before ? before.start + before.size - own.size : own.start
}

/** Where a row would start at an index of another list, whose content begins at `edge`. */
export function startIn(others: readonly Extent[], to: number, edge: number): number {
  const [before, after] = [others[to - 1], others[to]]
  if (after) return after.start
  if (!before) return edge
  const beforeThat = others[to - 2]
  const gap = beforeThat ? before.start - beforeThat.start - beforeThat.size : 0
  return before.start + before.size + gap
}
