/** Where the rows of a list stand: measured while none of them is shown elsewhere. */
import { endGlides } from '../commands/gliding-mark.ts'
import { core } from '../modules/core.ts'
import type { Extent } from './layout.ts'
import { rowsOf, type SortedList } from './lists.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A list with its rows. All is counted from the start of its content, so that it holds while something scrolls. */
export interface Measured {
  readonly list: SortedList
  readonly axis: 'x' | 'y'
  /** -1 where rows go from right to left. */
  readonly sign: 1 | -1
  readonly rows: readonly HTMLElement[]
  readonly extents: readonly Extent[]
  /** Where rows begin across the axis. */
  readonly cross: number
  /** Where the first row begins. */
  readonly edge: number
}

export function measure(list: SortedList): Measured {
  const rows = rowsOf(list)
  endGlides(list.element)
  const origin = originOf(list)
  const boxes = rows.map((row) => core.natural(row).getBoundingClientRect())
  const [first, second] = boxes
  const style = getComputedStyle(list.element)
  const isRow =
    first && second
      ? second.top < first.bottom - 1
      : style.flexDirection.startsWith('row') && /flex/.test(style.display)
  const axis = isRow ? 'x' : 'y'
  const sign = isRow && style.direction === 'rtl' ? -1 : 1
  const startOf = (box: DOMRect): number =>
    axis === 'y' ? box.top - origin.y : sign > 0 ? box.left - origin.x : origin.x - box.right
  const padding = { x: parseFloat(style.paddingLeft) || 0, y: parseFloat(style.paddingTop) || 0 }
  const crossAxis = isRow ? 'y' : 'x'
  const [firstBox] = boxes
  const cross = firstBox ? firstBox[crossAxis] - origin[crossAxis] : padding[crossAxis]
  return {
    list,
    axis,
    sign,
    rows,
    extents: boxes.map((box) => ({ start: startOf(box), size: axis === 'y' ? box.height : box.width })),
    cross,
    edge: firstBox ? startOf(firstBox) : padding[axis],
  }
}

/** Where the content of a list begins in the window, as it is scrolled now. */
export function originOf({ element }: SortedList): Point {
  const { left, top } = core.natural(element).getBoundingClientRect()
  return { x: left - element.scrollLeft, y: top - element.scrollTop }
}

/** A place along the axis of a list, in the window. */
export function inWindow({ list, axis, sign, cross }: Measured, start: number, size: number): Point {
  const { x, y } = originOf(list)
  if (axis === 'y') return { x: x + cross, y: y + start }
  return { x: sign > 0 ? x + start : x - start - size, y: y + cross }
}

/** A point of the window along the axis of a list. */
export function alongAxis({ list, axis, sign }: Measured, point: Point): number {
  return (point[axis] - originOf(list)[axis]) * sign
}
