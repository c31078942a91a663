import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as clock from '../../src/client/options/clock.ts'
import type { HandlerTiming } from '../../src/protocol/differences.ts'
import { expectToHold, runs } from './check-model.ts'
import { ClockModel, type ClockStep } from './clock-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

const control = fc.nat({ max: 2 })
const step: fc.Arbitrary<ClockStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('event' as const), control }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), control }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush-all' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      milliseconds: fc.constantFrom(1, 50, 99, 100, 101, 250),
    }),
  },
)

function check({ Clock }: typeof clock, timing: HandlerTiming, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), (steps) => {
      const model = new ClockModel(Clock, timing)
      for (const each of steps) model.step(each)
      model.end()
    }),
    count,
  )
}

const debounced = { debounce: 100 }
const throttled = { throttle: 100 }

test('of each control the newest event is sent once, when nothing has happened for so long', () => {
  expectToHold(check(clock, debounced, 5_000))
})

test('of each control the newest event is sent once, at once and then so often', () => {
  expectToHold(check(clock, throttled, 5_000))
})

test.each<readonly [what: string, timing: HandlerTiming, ...fault: Fault]>([
  ['sends what was flushed again', debounced, 'this.#held.delete(subject)', ''],
  ['sends older events before the time is over', debounced, 'this.#cancel?.()\n', ''],
  ['keeps the oldest event', debounced, 'this.#held.set(event.subject, event)', 'this.#held.set({}, event)'],
  ['forgets the order', debounced, 'this.#held.delete(event.subject)\n', ''],
  ['flushes all controls', debounced, '.filter(which)', ''],
  ['keeps one control', debounced, 'event.wait(this.#held.get(event.subject))', 'this.#held.clear()'],
  ['does not say whose place an event takes', debounced, 'this.#held.get(event.subject)', 'undefined'],
  ['does not say that it waited', debounced, 'event.send(true)', 'event.send(false)'],
  ['sends what comes between', throttled, 'debounce === undefined && isFirst', 'debounce === undefined'],
  ['waits with the first', throttled, 'return event.send(false)', ''],
  ['sends again at once after the last', throttled, 'if (again) this.#start(again, again)\n', ''],
  ['never ends', throttled, 'if (this.#held.size === 0) return\n', ''],
  ['sends the last never', throttled, 'this.flush(() => true)', ''],
])('fails its model when it %s', (_, timing, ...fault) => {
  const mutant = mutantOf<typeof clock>('options/clock.ts', fault)
  expect(check(mutant, timing, 5_000).failed).toBe(true)
})
