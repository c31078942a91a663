import { afterEach, expect, test, vi } from 'vitest'
import { platform } from './platform.ts'

afterEach(() => void vi.restoreAllMocks())

test('durations do not follow the clock of the machine when it is set', () => {
  const before = platform.clock.now()
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 10_000)
  const passed = platform.clock.now() - before
  expect(passed).toBeGreaterThanOrEqual(0)
  expect(passed).toBeLessThan(5_000)
})
