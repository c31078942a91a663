import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/page/limits.ts'
import { Admission } from '../../src/server/admission.ts'
import { Crowd, type Costs } from './crowd-model.ts'

const PAGES = 3_000
/** All of it is a minute of work, which is as long as a page waits for an answer at most. */
const COSTS: Costs = { renewal: 20, join: 2, refusal: 0.2 }
const WORK = PAGES * (COSTS.renewal + COSTS.join)

function crowdWith(most: number, seed: number): Crowd {
  const numbers = fc.sample(fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }), {
    numRuns: 10_000,
    seed,
  })
  let drawn = 0
  return new Crowd({
    pages: PAGES,
    costs: COSTS,
    random: () => numbers[drawn++ % numbers.length] ?? 0.5,
    admission: (clock) => new Admission(most, clock),
  })
}

describe('a crowd that comes back after a restart', () => {
  test.each([1, 2, 3])('is nearly all live in twice the time that its pages take (%i)', (seed) => {
    const crowd = crowdWith(DEFAULT_LIMITS.joinsUnderWay, seed)
    crowd.clock.pass(2 * WORK)
    expect(crowd.live).toBeGreaterThan(0.95 * PAGES)
  })

  test('would keep the server at work for nobody if all were begun at once', () => {
    const crowd = crowdWith(Infinity, 1)
    crowd.clock.pass(1.5 * WORK)
    expect(crowd.live).toBeLessThan(0.5 * PAGES)
  })
})

describe('what is under way', () => {
  test('is bounded, and what is over counts until the process has looked at what else has come', () => {
    const timers: (() => void)[] = []
    const after = (_: number, run: () => void): (() => void) => {
      timers.push(run)
      return () => {}
    }
    const admission = new Admission(2, { after })
    const begin = (): boolean => admission.begin('join')
    expect([begin(), begin(), begin()]).toEqual([true, true, false])
    admission.end()
    admission.end()
    expect([begin(), timers.length]).toEqual([false, 1])
    timers[0]?.()
    expect([begin(), begin(), begin()]).toEqual([true, true, false])
  })

  test('leaves half of the room to the joins that follow', () => {
    const admission = new Admission(4, { after: () => () => {} })
    const begin = (what: 'join' | 'renewal'): boolean => admission.begin(what)
    expect([begin('renewal'), begin('renewal'), begin('renewal')]).toEqual([true, true, false])
    expect([begin('join'), begin('join'), begin('join')]).toEqual([true, true, false])
  })
})
