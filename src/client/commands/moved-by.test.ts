import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movedBy, plus, startOf, type Box, type Point, type Spot } from './moved-by.ts'

const coordinate = fc.integer({ min: -5_000, max: 5_000 })
const anyPoint: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate })
const size = fc.integer({ min: 1, max: 1_000 })
const anyBox: fc.Arbitrary<Box> = fc
  .tuple(anyPoint, size, size)
  .map(([{ x, y }, width, height]) => ({ left: x, top: y, right: x + width, bottom: y + height }))
const anySpot: fc.Arbitrary<Spot<string>> = fc.record({
  list: fc.constant('list'),
  row: anyBox,
  around: anyBox,
  outer: anyPoint,
  inner: anyPoint,
})

const NOWHERE = { x: 0, y: 0 }

function shifted({ left, top, right, bottom }: Box, { x, y }: Point): Box {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y }
}

function opposite({ x, y }: Point): Point {
  return { x: 0 - x, y: 0 - y }
}

/** The row has moved in its list. */
function withRow(spot: Spot<string>, by: Point): Spot<string> {
  return { ...spot, row: shifted(spot.row, by) }
}

/** All of it stands elsewhere. */
function withAll(spot: Spot<string>, by: Point): Spot<string> {
  return { ...spot, row: shifted(spot.row, by), around: shifted(spot.around, by) }
}

function scrolledInside(spot: Spot<string>, by: Point): Spot<string> {
  return { ...withRow(spot, opposite(by)), inner: plus(spot.inner, by) }
}

function scrolledAround(spot: Spot<string>, by: Point): Spot<string> {
  return { ...withAll(spot, opposite(by)), outer: plus(spot.outer, by) }
}

/** Without -0. */
function way({ x, y }: Point): Point {
  return { x: x + 0, y: y + 0 }
}

describe('movedBy', () => {
  test('is the way back to where the row was, whatever is scrolled and wherever its list goes', () => {
    fc.assert(
      fc.property(anySpot, fc.array(anyPoint, { minLength: 4, maxLength: 4 }), (spot, ways) => {
        const [by = NOWHERE, list = NOWHERE, inside = NOWHERE, around = NOWHERE] = ways
        const after = scrolledAround(scrolledInside(withAll(withRow(spot, by), list), inside), around)
        expect(way(movedBy(spot, after))).toEqual(way(opposite(by)))
      }),
    )
  })

  test('is nothing for a row or a list that grows at one edge', () => {
    fc.assert(
      fc.property(anySpot, size, fc.boolean(), (spot, more, isList) => {
        const box = isList ? spot.around : spot.row
        const grown = { ...box, bottom: box.bottom + more }
        const after = isList ? { ...spot, around: grown } : { ...spot, row: grown }
        expect(way(movedBy(spot, after))).toEqual(NOWHERE)
      }),
    )
  })

  test('is what is seen where a list grows upwards', () => {
    fc.assert(
      fc.property(anySpot, size, (spot, more) => {
        const after = { ...withRow(spot, { x: 0, y: -more }), around: { ...spot.around } }
        const grown = { ...after, around: { ...after.around, top: after.around.top - more } }
        expect(way(movedBy(spot, grown))).toEqual({ x: 0, y: more })
      }),
    )
  })

  test('is what is seen where the row stands in another list', () => {
    fc.assert(
      fc.property(anySpot, anySpot, anyPoint, (spot, other, by) => {
        const after = { ...other, list: 'other', row: shifted(spot.row, by) }
        expect(way(movedBy(spot, after))).toEqual(way(opposite(by)))
      }),
    )
  })
})

describe('startOf', () => {
  test('is nothing where the browser has scrolled as far as the row has moved', () => {
    fc.assert(
      fc.property(anyPoint, (by) => {
        expect(way(startOf(opposite(by), by))).toEqual(NOWHERE)
      }),
    )
  })

  test('is nothing for a row that has not moved, however far is scrolled', () => {
    fc.assert(
      fc.property(anyPoint, (by) => {
        expect(way(startOf(NOWHERE, by))).toEqual(NOWHERE)
      }),
    )
  })

  test('is where the row was where nothing is scrolled', () => {
    fc.assert(
      fc.property(anyPoint, (by) => {
        expect(startOf(by, NOWHERE)).toEqual(by)
      }),
    )
  })
})
