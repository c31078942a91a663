import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HandlerRates } from './handler-rates.ts'

const MINUTE = 60_000

/** Rates on a clock that is moved on by hand. */
function ratesAt(most?: number) {
  const time = { now: 5 }
  return { time, rates: new HandlerRates({ now: () => time.now }, most) }
}

describe('handlers with a limit', () => {
  test('run so often at once, then once in each share of the time', () => {
    const { time, rates } = ratesAt()
    const rate = { count: 5, per: MINUTE }
    const ask = () => rates.take('send', rate)
    expect([ask(), ask(), ask(), ask(), ask(), ask()]).toEqual([0, 0, 0, 0, 0, 12])
    time.now += 11_500
    expect(ask()).toBe(1)
    time.now += 500
    expect([ask(), ask()]).toEqual([0, 12])
    time.now += MINUTE
    expect([ask(), ask(), ask(), ask(), ask(), ask()]).toEqual([0, 0, 0, 0, 0, 12])
  })

  test('count by their names', () => {
    const { rates } = ratesAt()
    const rate = { count: 1, per: 1_000 }
    expect([rates.take('a', rate), rates.take('b', rate), rates.take('a', rate)]).toEqual([0, 0, 1])
  })

  test('run as a bucket of tokens says, whenever they are asked for', () => {
    const wait = fc.integer({ min: 0, max: 40_000 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.array(wait, { maxLength: 60 }), (count, waits) => {
        const { time, rates } = ratesAt()
        let tokens = count
        for (const milliseconds of waits) {
          time.now += milliseconds
          tokens = Math.min(count, tokens + (milliseconds * count) / MINUTE)
          const seconds = rates.take('send', { count, per: MINUTE })
          if (tokens > 1 - 1e-7) {
            expect(seconds).toBe(0)
            tokens -= 1
          } else {
            const missing = ((1 - tokens) * MINUTE) / count
            expect(Math.abs(seconds - Math.max(1, Math.ceil(missing / 1_000)))).toBeLessThanOrEqual(1)
            expect(seconds * 1_000).toBeGreaterThanOrEqual(missing - 0.01)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('that are not ahead any more take no memory', () => {
    const { time, rates } = ratesAt()
    for (let each = 0; each < 10_000; each++) {
      time.now += 100
      rates.take(`visitor ${each}`, { count: 1, per: 1_000 })
    }
    expect(rates.size).toBeLessThan(130)
  })

  test('are kept up to their number, those that were asked for last', () => {
    const { rates } = ratesAt(1_000)
    const rate = { count: 2, per: MINUTE }
    for (let each = 0; each < 5_000; each++) {
      rates.take(`visitor ${each}`, rate)
      rates.take('often', rate)
    }
    expect(rates.size).toBeLessThanOrEqual(1_001)
    expect(rates.take('often', rate)).toBeGreaterThan(0)
  })
})
