import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../circuit/limits.ts'
import { nextDue, verdictOf, type Verdict } from './rate-limit.ts'

const limits = { ...DEFAULT_LIMITS, eventsPerSecond: 10, eventBurst: 5 }

test('a burst is taken, then messages are refused, then the peer floods', () => {
  const rate = createPeer()
  const verdicts = Array.from({ length: 12 }, () => rate(0))
  expect(verdicts).toEqual([...Array(5).fill('take'), ...Array(5).fill('refuse'), 'close', 'close'])
})

test('a steady peer below the rate is never refused', () => {
  const rate = createPeer()
  for (let now = 0; now < 60_000; now += 100) expect(rate(now)).toBe('take')
})

test('time makes good for a burst, but not beyond one', () => {
  const rate = createPeer()
  for (let count = 0; count < 7; count++) rate(0)
  expect(rate(1000)).toBe('take')
  const later = Array.from({ length: 6 }, () => rate(3_600_000))
  expect(later).toEqual([...Array(5).fill('take'), 'refuse'])
})

/** A peer that sends: each call is a message at that time. */
function createPeer(): (now: number) => Verdict {
  let due = 0
  return (now) => {
    due = nextDue(due, now, limits)
    return verdictOf(due, now, limits)
  }
}
