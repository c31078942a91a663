import { afterEach, expect, test, vi } from 'vitest'
import { platform } from './platform.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('durations do not follow the clock of the machine when it is set', () => {
  const before = platform.clock.now()
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 10_000)
  const passed = platform.clock.now() - before
  expect(passed).toBeGreaterThanOrEqual(0)
  expect(passed).toBeLessThan(5_000)
})

test('a timer of a month runs after a month, not at once', () => {
  vi.useFakeTimers()
  const month = 31 * 24 * 3_600_000
  let runs = 0
  platform.clock.after(month, () => runs++)
  vi.advanceTimersByTime(month - 1)
  expect(runs).toBe(0)
  vi.advanceTimersByTime(1)
  expect(runs).toBe(1)
})

test('a long timer can be cancelled while it waits for its second part', () => {
  vi.useFakeTimers()
  const month = 31 * 24 * 3_600_000
  let runs = 0
  const cancel = platform.clock.after(month, () => runs++)
  vi.advanceTimersByTime(month - 1)
  cancel()
  vi.advanceTimersByTime(month)
  expect(runs).toBe(0)
})
