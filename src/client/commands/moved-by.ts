/** How far rows have moved: functions of where they and their lists were seen. */

export interface Point {
  readonly x: number
  readonly y: number
}

/** A `DOMRect`, or what is one for this. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const NOWHERE: Point = { x: 0, y: 0 }

/** Where a row was seen. The boxes are in the window. */
export interface Spot<List = unknown> {
  readonly list: List
  readonly row: Box
  readonly around: Box
  /** How far what is around the list has scrolled, in all. */
  readonly outer: Point
  /** How far the list itself has. */
  readonly inner: Point
}

/**
 * The way from where a row is to where it was, as far as the row has moved itself: not what is around it, and not because something
 * scrolled. In another list it has moved as far as it is seen elsewhere.
 */
export function movedBy(before: Spot, after: Spot): Point {
  if (before.list !== after.list) return way(before.row, after.row, NOWHERE)
  const outer = minus(after.outer, before.outer)
  const inner = minus(after.inner, before.inner)
  const list = way(before.around, after.around, outer)
  return minus(way(before.row, after.row, plus(outer, inner)), list)
}

/**
 * Where it begins to glide, once it is known how far everything has scrolled since. Browsers scroll by what comes above what
 * is in view, so that this stays where it is seen.
 */
export function startOf(moved: Point, scrolled: Point): Point {
  const seen = plus(moved, scrolled)
  return { x: nearer(moved.x, seen.x), y: nearer(moved.y, seen.y) }
}

export function plus(one: Point, other: Point): Point {
  return { x: one.x + other.x, y: one.y + other.y }
}

/** A box has moved as far as both of its edges have, the same way: one that has grown at an edge stands where it did. */
function way(before: Box, after: Box, scrolled: Point): Point {
  return {
    x: common(before.left - after.left - scrolled.x, before.right - after.right - scrolled.x),
    y: common(before.top - after.top - scrolled.y, before.bottom - after.bottom - scrolled.y),
  }
}

function common(start: number, end: number): number {
  return start * end > 0 ? nearer(start, end) : 0
}

function nearer(one: number, other: number): number {
  return Math.abs(one) < Math.abs(other) ? one : other
}

export function minus(one: Point, other: Point): Point {
  return { x: one.x - other.x, y: one.y - other.y }
}
