import fc from 'fast-check'
import { expect } from 'vitest'

/** Runs a property and hands over how it went, as a mutant must fail. The seed is fixed, so that a run is repeated. */
export function runs(property: fc.IPropertyWithHooks<unknown>, count: number): fc.RunDetails<unknown> {
  return fc.check(property, { numRuns: count, seed: 7, endOnFailure: true })
}

/** Fails with what went wrong and by which steps. */
export function expectToHold({ failed, errorInstance, counterexample }: fc.RunDetails<unknown>): void {
  expect(failed ? `${String(errorInstance)} after ${JSON.stringify(counterexample)}` : 'holds').toBe('holds')
}
