import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as life from '../../src/client/hooks/life.ts'
import { expectToHold, runs } from './check-model.ts'
import { LifeModel, type LifeStep } from './hook-life-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

const pageStep: fc.Arbitrary<LifeStep> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'bind' as const,
        'bind' as const,
        'unbind' as const,
        'leave' as const,
        'return' as const,
        'return' as const,
        'arrive' as const,
        'move' as const,
        'cut' as const,
        'live' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('data' as const), text: fc.constantFrom('a', 'b', 'c') }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' as const }) },
)

const step: fc.Arbitrary<LifeStep> = fc.oneof(
  { weight: 6, arbitrary: pageStep },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        kind: fc.constant('hook' as const),
        mounts: fc.constantFrom('at once' as const, 'later' as const, 'never' as const),
        calls: pageStep,
      },
      { requiredKeys: ['kind', 'mounts'] },
    ),
  },
)

function check({ createLife }: typeof life, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
      const model = new LifeModel(createLife)
      for (const each of steps) model.step(each)
      model.finish()
    }),
    count,
  )
}

describe('the life of a hook', () => {
  test('has mounted and destroyed in pairs, and ends in what is true, whatever happens between', () => {
    expectToHold(check(life, 4_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['mounts again what is mounting', "state = 'mounting'\n", ''],
    ['does not wait for a mounted that is asynchronous', "state !== 'mounted'", "state === 'out'"],
    [
      'mounts again what has failed',
      "if (state === 'mounting') state = how",
      "state = how === 'failed' ? 'out' : how",
    ],
    [
      'never tries again what has failed',
      "else if (state === 'failed' && !wanted.isPresent) state = 'out'",
      '',
    ],
    ['keeps what has left', 'else if (!wanted.isPresent) {', 'else if (false) {'],
    ['destroys twice', "state = 'out'\n      port.destroy()", 'port.destroy()'],
    ['updates with what is known', 'text !== wanted.text', 'true'],
    ['updates once', 'text = wanted.text\n      port.update', 'port.update'],
    ['never updates', '      port.update(text)\n', ''],
    ['forgets what it was mounted with', 'text = wanted.text\n      isLive', 'isLive'],
    ['forgets a cut', 'isLive = wanted.isLive\n', ''],
    ['takes a hook that is mounted again for disconnected', 'isLive = true\n      port.mount', 'port.mount'],
    ['does in a callback what is due after it', 'if (isBusy) return', ''],
    ['does one thing at a time', 'while (step());', 'step()'],
    ['does nothing after mounted', 'state = how\n      catchUp()', 'state = how'],
  ])('fails its model when it %s', (_, ...fault) => {
    const mutant = mutantOf<typeof life>('hooks/life.ts', fault)
    expect(check(mutant, 10_000).failed).toBe(true)
  })
})
