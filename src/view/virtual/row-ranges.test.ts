import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findRows,
  MOST_KEPT,
  MOST_ROWS,
  movedRange,
  rangesOf,
  readRange,
  shiftOf,
  withinList,
} from './row-ranges.ts'

const index = fc.nat({ max: 2_000 })
const range = fc.record({ first: index, count: index })

describe('what is rendered', () => {
  test('is the range and the kept rows with their neighbours, and nothing else', () => {
    fc.assert(
      fc.property(range, fc.array(index, { maxLength: MOST_KEPT }), index, (seen, kept, size) => {
        const { first, count } = withinList(seen, size)
        const wanted = new Set<number>()
        for (let at = first; at < first + count; at++) wanted.add(at)
        for (const at of kept)
          for (const near of [at - 1, at, at + 1]) if (at < size && near >= 0 && near < size) wanted.add(near)
        const rendered = rangesOf(seen, kept, size).flatMap((each) =>
          Array.from({ length: each.count }, (_, at) => each.first + at),
        )
        expect(rendered).toEqual([...wanted].toSorted((one, other) => one - other))
      }),
    )
  })

  test('has a row between each two ranges, and none that is empty', () => {
    const near = fc.nat({ max: 40 })
    const close = fc.record({ first: near, count: near })
    fc.assert(
      fc.property(close, fc.array(near, { maxLength: 9 }), near, (seen, kept, size) => {
        const ranges = rangesOf(seen, kept, size)
        for (const [at, { first, count }] of ranges.entries()) {
          expect(count).toBeGreaterThan(0)
          const next = ranges[at + 1]
          if (next) expect(next.first).toBeGreaterThan(first + count)
        }
      }),
    )
  })

  test('is as long as asked for where the list is, and never longer than the limit', () => {
    fc.assert(
      fc.property(range, index, (seen, size) => {
        const { first, count } = withinList(seen, size)
        expect(count).toBe(Math.min(seen.count, MOST_ROWS, size))
        expect(first).toBeGreaterThanOrEqual(0)
        expect(first + count).toBeLessThanOrEqual(size)
        if (seen.first + count <= size) expect(first).toBe(seen.first)
      }),
    )
  })
})

describe('rows that come and go', () => {
  const changes = fc.record({
    size: fc.integer({ min: 1, max: 300 }),
    seen: fc.record({ first: fc.nat(299), count: fc.integer({ min: 1, max: 40 }) }),
    inserted: fc.array(fc.nat(300), { maxLength: 20 }),
    removed: fc.array(fc.nat(299), { maxLength: 20 }),
  })

  test('a row that was in the range and stays is in it afterwards, in the same place of it', () => {
    fc.assert(
      fc.property(changes, ({ size, seen, inserted, removed }) => {
        const before = Array.from({ length: size }, (_, key) => key)
        const range = withinList(seen, size)
        const known = before
          .slice(range.first, range.first + range.count)
          .map((key, at) => ({ index: range.first + at, key }))
        const gone = new Set(removed)
        const after = before.filter((key) => !gone.has(key))
        for (const [at, place] of inserted.entries())
          after.splice(Math.min(place, after.length), 0, 1_000 + at)
        const found = findRows(known, after.length, (at) => after[at])
        expect(found).toEqual(
          new Map(
            known.flatMap(({ key }) => (after.includes(key) ? [[key, after.indexOf(key)] as const] : [])),
          ),
        )
        const by = shiftOf(range, known, found)
        const middle = range.first + range.count / 2
        const still = known.filter(({ key }) => found.has(key))
        const nearest = Math.min(...still.map((each) => Math.abs(each.index - middle)))
        const isAnchor = still.some(
          (each) =>
            Math.abs(each.index - middle) === nearest && (found.get(each.key) ?? 0) === each.index + by,
        )
        expect(still.length === 0 ? by === 0 : isAnchor).toBe(true)
      }),
    )
  })

  test('nothing is looked through while every row is where it was', () => {
    let asked = 0
    const known = [40, 41, 42].map((at) => ({ index: at, key: at }))
    findRows(known, 100_000, (at) => {
      asked++
      return at
    })
    expect(asked).toBe(3)
  })

  test('a list that begins with its first row goes on to do so', () => {
    expect(movedRange({ first: 0, count: 50 }, 3)).toEqual({ first: 0, count: 53 })
    expect(movedRange({ first: 0, count: 50 }, 90_000)).toEqual({ first: 0, count: 50 })
    expect(movedRange({ first: 10, count: 50 }, 3)).toEqual({ first: 13, count: 50 })
    expect(movedRange({ first: 10, count: 50 }, -30)).toEqual({ first: 0, count: 50 })
  })
})

test('what browsers ask for is read, and anything else is nothing', () => {
  expect(readRange([480, 60, 3, 9])).toEqual({ range: { first: 480, count: 60 }, kept: [3, 9] })
  const wrong = [
    undefined,
    null,
    {},
    '[0,1]',
    [],
    [1],
    [-1, 5],
    [0, 1.5],
    [0, '5'],
    [0, Infinity],
    [NaN, 5],
    [0, 2 ** 60],
    [0, 5, null],
    [0, 5, ...Array.from({ length: MOST_KEPT + 1 }, () => 1)],
  ]
  for (const each of wrong) expect(readRange(each)).toBeUndefined()
})
