import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Box } from './moved-by.ts'
import { inBand } from './rows-in-view.ts'

const HIDDEN: Box = { left: 0, top: 0, right: 0, bottom: 0 }

/** A long list with rows of different heights, of which some are not shown. */
const anyRows: fc.Arbitrary<readonly Box[]> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 101,
      maxLength: 2_000,
      size: 'max',
    }),
    fc.integer({ min: -20_000, max: 500 }),
    fc.boolean(),
  )
  .map(([sizes, start, isUpwards]) => {
    let top = start
    const boxes = sizes.map(([height, chance]): Box => {
      if (chance === 0) return HIDDEN
      const box = { left: 0, top, right: 100, bottom: top + height }
      top += height
      return box
    })
    return isUpwards ? boxes.toReversed() : boxes
  })

const BAND = { top: -600, bottom: 1_200 }

function found(rows: readonly Box[], most: number): { boxes: Box[]; looks: number } {
  let looks = 0
  const look = (box: Box): Box => {
    looks++
    return box
  }
  const boxes = [...inBand(rows, look, BAND, most)].map(([, box]) => box)
  return { boxes, looks }
}

describe('inBand', () => {
  test('finds every row in the band of a long list, and nothing else', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const wanted = rows.filter(
          (box) => box !== HIDDEN && box.bottom >= BAND.top && box.top <= BAND.bottom,
        )
        expect(found(rows, Infinity).boxes).toEqual(wanted)
      }),
    )
  })

  test('looks at few others, and finds no more than it may', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 0, max: 300 }), (rows, most) => {
        const { boxes, looks } = found(rows, most)
        expect(boxes.length).toBeLessThanOrEqual(most)
        // Each of some twelve halves looks past rows that are not shown, and so does what follows.
        expect(looks).toBeLessThan(2 * boxes.length + 300)
      }),
    )
  })

  test('finds all rows of a short list that are shown, in whatever order they stand', () => {
    const boxOf = (top: number): Box => ({ left: 0, top, right: 10, bottom: top + 10 })
    const rows = [boxOf(9_000), HIDDEN, boxOf(-9_000), boxOf(40)]
    expect(found(rows, Infinity).boxes).toEqual([boxOf(9_000), boxOf(-9_000), boxOf(40)])
  })

  test('finds nothing where nothing is shown', () => {
    expect(
      found(
        Array.from({ length: 1_000 }, () => HIDDEN),
        Infinity,
      ).boxes,
    ).toEqual([])
  })
})
