import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../circuit/limits.ts'
import { RateLimit } from './rate-limit.ts'

const limits = { ...DEFAULT_LIMITS, eventsPerSecond: 10, eventBurst: 5 }

test('a burst is taken, then messages are refused, then the peer floods', () => {
  const rate = new RateLimit(limits, 0)
  const verdicts = Array.from({ length: 12 }, () => rate.take(limits, 0))
  expect(verdicts).toEqual([...Array(5).fill('take'), ...Array(5).fill('refuse'), 'close', 'close'])
})

test('a steady peer below the rate is never refused', () => {
  const rate = new RateLimit(limits, 0)
  for (let now = 0; now < 60_000; now += 100) expect(rate.take(limits, now)).toBe('take')
})

test('time makes good for a burst, but not beyond one', () => {
  const rate = new RateLimit(limits, 0)
  for (let count = 0; count < 7; count++) rate.take(limits, 0)
  expect(rate.take(limits, 1000)).toBe('take')
  const later = Array.from({ length: 6 }, () => rate.take(limits, 3_600_000))
  expect(later).toEqual([...Array(5).fill('take'), 'refuse'])
})
