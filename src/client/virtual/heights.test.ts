import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Heights } from './heights.ts'
import { isEnough, wantedRows } from './view.ts'

/** The same with one number for each row. */
class Model {
  readonly estimate: number
  heights: number[]

  constructor(size: number, estimate: number) {
    this.estimate = estimate
    this.heights = Array.from({ length: size }, () => estimate)
  }

  offset(index: number): number {
    return this.heights.slice(0, index).reduce((sum, height) => sum + height, 0)
  }

  indexAt(offset: number): number {
    for (let index = 0; index < this.heights.length; index++)
      if (this.offset(index + 1) > offset) return index
    return Math.max(0, this.heights.length - 1)
  }

  measured(index: number, height: number): void {
    this.heights[index] = height
  }

  resize(size: number): void {
    this.heights = Array.from({ length: size }, (_, index) => this.heights[index] ?? this.estimate)
  }

  move(from: number, by: number): void {
    const before = this.heights
    this.heights = before.map((_, index) => {
      if (index < from && index < from + by) return before[index] ?? this.estimate
      return index - by >= from ? (before[index - by] ?? this.estimate) : this.estimate
    })
  }
}

interface Both {
  readonly model: Model
  readonly real: Heights
}

type Step = (both: Both) => void

const size = fc.integer({ min: 1, max: 24 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.nat(23), fc.integer({ min: 0, max: 90 })).map(([index, height]): Step => ({ model, real }) => {
    if (index >= model.heights.length) return
    model.measured(index, height)
    real.measured(index, height)
  }),
  size.map((next): Step => ({ model, real }) => {
    model.resize(next)
    real.resize(next)
  }),
  fc.tuple(fc.nat(23), fc.integer({ min: -20, max: 20 })).map(([from, by]): Step => ({ model, real }) => {
    model.move(from, by)
    real.move(from, by)
  }),
)

test('rows begin where those before them end, whatever was measured, has come or has gone', () => {
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 40 }), fc.array(step), (length, estimate, steps) => {
      const both = { model: new Model(length, estimate), real: new Heights(length, estimate) }
      for (const each of steps) each(both)
      const { model, real } = both
      for (let index = 0; index <= model.heights.length; index++)
        expect(real.offset(index)).toBeCloseTo(model.offset(index), 6)
      for (let offset = -3; offset < model.offset(model.heights.length) + 5; offset += 1.5)
        expect(real.indexAt(offset)).toBe(model.indexAt(offset))
    }),
  )
})

test('what was measured of rows that went beyond the end is forgotten', () => {
  const heights = new Heights(5, 10)
  heights.measured(3, 50)
  heights.move(0, 10)
  heights.resize(20)
  expect(heights.offset(20)).toBe(200)
})

test('a million rows of one height take no memory for each, and are found at once', () => {
  const heights = new Heights(1_000_000, 30)
  for (let index = 0; index < 1_000; index++) heights.measured(index, 30)
  heights.measured(500_000, 60)
  expect(heights.offset(1_000_000)).toBe(30_000_030)
  expect(heights.indexAt(15_000_059)).toBe(500_000)
  expect(heights.indexAt(15_000_060)).toBe(500_001)
})

const rows = fc.tuple(fc.nat(900), fc.nat(700)).map(([first, count]) => ({ first, end: first + count }))

test('what is asked for is enough, within the list and no more than a page gets', () => {
  fc.assert(
    fc.property(rows, fc.nat(200), ({ first, end }, more) => {
      const size = end + more
      const wanted = wantedRows({ first, end }, size)
      expect(isEnough({ first, end }, wanted, size)).toBe(true)
      expect(wanted.first).toBeGreaterThanOrEqual(0)
      expect(wanted.end).toBeLessThanOrEqual(size)
      expect(wanted.end - wanted.first).toBeLessThanOrEqual(500)
      if (end - first <= 500) {
        expect(wanted.first).toBeLessThanOrEqual(first)
        expect(wanted.end).toBeGreaterThanOrEqual(end)
      }
    }),
  )
})

test('nothing is asked for while half a view is there on either side', () => {
  const there = wantedRows({ first: 100, end: 120 }, 1_000)
  expect(there).toEqual({ first: 80, end: 140 })
  expect(isEnough({ first: 110, end: 130 }, there, 1_000)).toBe(true)
  expect(isEnough({ first: 111, end: 131 }, there, 1_000)).toBe(false)
  expect(isEnough({ first: 89, end: 109 }, there, 1_000)).toBe(false)
  expect(isEnough({ first: 0, end: 20 }, { first: 0, end: 40 }, 1_000)).toBe(true)
  expect(isEnough({ first: 980, end: 1_000 }, { first: 960, end: 1_000 }, 1_000)).toBe(true)
})
