import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../page/services.ts'
import { Scheduler } from './scheduler.ts'

describe('the scheduler', () => {
  test('renders once for what several turns of one moment have changed', async () => {
    const { scheduler, log } = fixture()
    for (let turn = 0; turn < 3; turn++) scheduler.turn(() => scheduler.schedule())
    expect([log, scheduler.state]).toEqual([[], 'scheduled'])
    await Promise.resolve()
    expect([log, scheduler.state]).toEqual([['flush'], 'idle'])
  })

  test('renders what a turn before has changed ahead of a turn that renders at its end', () => {
    const { scheduler, log } = fixture()
    scheduler.turn(() => scheduler.schedule())
    scheduler.turn(() => log.push('work'), 'now')
    expect(log).toEqual(['flush', 'work', 'flush'])
  })

  test('ends work of a turn that is under way with that turn, its errors too', () => {
    const { scheduler, log } = fixture()
    scheduler.turn(() => {
      scheduler.turn(() => {
        throw new Error('inner')
      })
      log.push('not reached')
    })
    expect([log, scheduler.state]).toEqual([['failed inner'], 'idle'])
  })

  test('gives other work its turn after many renders and steps in a row, until it has rested', async () => {
    const { scheduler, rest } = fixture()
    let steps = 0
    while (scheduler.yieldIfBusy() === undefined) steps++
    expect(steps).toBe(99)
    expect(scheduler.yieldIfBusy()).toBe(scheduler.yieldIfBusy())
    rest()
    await Promise.resolve()
    expect(scheduler.yieldIfBusy()).toBeUndefined()
  })

  test('does not take what a turn does itself for a rest', () => {
    const { scheduler } = fixture()
    for (let step = 0; step < 200; step++) scheduler.turn(() => scheduler.rested())
    for (let step = 0; step < 99; step++) void scheduler.yieldIfBusy()
    scheduler.turn(() => scheduler.rested())
    expect(scheduler.yieldIfBusy()).toBeInstanceOf(Promise)
    scheduler.rested()
    expect(scheduler.yieldIfBusy()).toBeUndefined()
  })

  test('renders whatever was asked for, and is idle in the end, in any order of turns that also throw', async () => {
    const step = fc.constantFrom('schedule', 'now', 'throw', 'nest', 'wait')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { scheduler, log } = fixture()
        let asked = -1
        for (const each of steps) {
          if (each === 'wait') await Promise.resolve()
          else {
            scheduler.turn(
              () => {
                if (each === 'throw') throw new Error(each)
                if (each === 'nest') scheduler.turn(() => scheduler.schedule(), 'now')
                else scheduler.schedule()
                asked = log.length
              },
              each === 'now' ? 'now' : 'soon',
            )
          }
        }
        await Promise.resolve()
        expect(scheduler.state).toBe('idle')
        // A render has come behind the last that asked for one.
        expect(asked === -1 || log.lastIndexOf('flush') >= asked).toBe(true)
      }),
      { numRuns: 200, examples: [[['throw']], [['schedule', 'throw', 'now']]] },
    )
  })
})

/** A scheduler with a clock that runs when it is told to. */
function fixture() {
  const log: string[] = []
  const timers: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    wall: () => 0,
    after: (_milliseconds, run) => {
      timers.push(run)
      return () => {}
    },
  }
  const scheduler = new Scheduler(clock, {
    flush: () => void log.push('flush'),
    failed: (error) => void log.push(`failed ${error instanceof Error ? error.message : 'otherwise'}`),
  })
  return { scheduler, log, rest: () => timers.splice(0).forEach((run) => run()) }
}
