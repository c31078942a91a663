import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../page/limits.ts'
import { isAhead, nextDue } from './rate-limit.ts'

const limits = { ...DEFAULT_LIMITS, eventsPerSecond: 10, eventBurst: 5 }

test('a peer may send a burst, and is ahead of it with the next message', () => {
  const rate = createPeer(1)
  expect(Array.from({ length: 7 }, () => rate(0))).toEqual([...Array(5).fill(false), true, true])
})

test('a peer that is two bursts ahead is so with the message after them', () => {
  const rate = createPeer(2)
  expect(Array.from({ length: 11 }, () => rate(0))).toEqual([...Array(10).fill(false), true])
})

test('a steady peer below the rate is never ahead', () => {
  const rate = createPeer(1)
  for (let now = 0; now < 60_000; now += 100) expect(rate(now)).toBe(false)
})

test('time makes good for a burst, but not beyond one', () => {
  const rate = createPeer(1)
  for (let count = 0; count < 7; count++) rate(0)
  expect(rate(1000)).toBe(false)
  const later = Array.from({ length: 6 }, () => rate(3_600_000))
  expect(later).toEqual([...Array(5).fill(false), true])
})

/** A peer that sends: each call is a message at that time, and says whether it is ahead by these bursts. */
function createPeer(bursts: number): (now: number) => boolean {
  let due = 0
  return (now) => {
    due = nextDue(due, now, limits)
    return isAhead(due, now, limits, bursts)
  }
}
