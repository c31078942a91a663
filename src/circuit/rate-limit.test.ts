import { expect, test } from 'vitest'
import { RateLimit } from './rate-limit.ts'

test('a peer may send a burst, and is ahead of it with the next message', () => {
  const rate = new RateLimit(10, 5)
  expect(Array.from({ length: 7 }, () => rate.take(1, 0) > 1)).toEqual([...Array(5).fill(false), true, true])
})

test('a peer that is two bursts ahead is so with the message after them', () => {
  const rate = new RateLimit(10, 5)
  expect(Array.from({ length: 11 }, () => rate.take(1, 0) > 2)).toEqual([...Array(10).fill(false), true])
})

test('a steady peer below the rate is never ahead', () => {
  const rate = new RateLimit(10, 5)
  for (let now = 0; now < 60_000; now += 100) expect(rate.take(1, now + Math.random() / 10)).toBeLessThan(1)
})

test('time makes good for a burst, but not beyond one', () => {
  const rate = new RateLimit(10, 5)
  for (let count = 0; count < 7; count++) rate.take(1, 0)
  expect(rate.take(1, 1000)).toBeLessThanOrEqual(1)
  const later = Array.from({ length: 6 }, () => rate.take(1, 3_600_000) > 1)
  expect(later).toEqual([...Array(5).fill(false), true])
})
