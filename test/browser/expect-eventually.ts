import { expect } from 'vitest'

// Far beyond what anything takes: it ends a test that would fail, and never one that would pass.
const PATIENCE = 20_000

/** Expects of a value that it comes to be as told: `await expectEventually(() => page.title()).toBe('Done')`. */
export function expectEventually<Value>(
  read: () => Value | Promise<Value>,
): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(read, { timeout: PATIENCE, interval: 20 })
}
