/** The rows of a list that are seen, or nearly: how many others it has costs nothing. */
import type { Box } from './moved-by.ts'

/** So many children of a list are all looked at. */
const FEW = 100

/** Along the window, in pixels. */
export interface Band {
  readonly top: number
  readonly bottom: number
}

/**
 * The children in a band, of a list whose children follow each other from the top to the bottom, or from the bottom to the top. A child
 * that is not shown has no place. At most `most`; of few children all that are shown.
 */
export function* inBand<Child>(
  children: ArrayLike<Child>,
  boxOf: (child: Child) => Box,
  band: Band,
  most: number,
): Generator<readonly [Child, Box]> {
  const { length } = children
  const boxAt = (index: number): Box | undefined => {
    const child = children[index]
    return child && boxOf(child)
  }
  const first = length > FEW ? firstIn(length, boxAt, band) : { index: 0, isPast: () => false }
  for (let index = first.index, count = 0; index < length && count < most; index++) {
    const [child, box] = [children[index], boxAt(index)]
    if (!child || !box || isNowhere(box)) continue
    if (first.isPast(box)) return
    count++
    yield [child, box]
  }
}

/** By halves: where the band begins, and what is behind it. */
function firstIn(
  length: number,
  boxAt: (index: number) => Box | undefined,
  band: Band,
): { readonly index: number; isPast(box: Box): boolean } {
  const isAbove = (box: Box): boolean => box.bottom < band.top
  const isBelow = (box: Box): boolean => box.top > band.bottom
  const [start, end] = [shownFrom(0, 1, boxAt), shownFrom(length - 1, -1, boxAt)]
  const isUpwards = !!start && !!end && end.bottom < start.top
  const [isBefore, isPast] = isUpwards ? [isBelow, isAbove] : [isAbove, isBelow]
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    const box = shownFrom(middle, 1, boxAt)
    if (box && isBefore(box)) low = middle + 1
    else high = middle
  }
  return { index: low, isPast }
}

/** The box of the next child that is shown, among a few. */
function shownFrom(index: number, step: 1 | -1, boxAt: (index: number) => Box | undefined): Box | undefined {
  for (let tries = 0; tries < FEW; tries++) {
    const box = boxAt(index + tries * step)
    if (box && !isNowhere(box)) return box
  }
  return undefined
}

function isNowhere({ left, top, right, bottom }: Box): boolean {
  return left === right && top === bottom
}
