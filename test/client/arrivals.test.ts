import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as arrivals from '../../src/client/navigation/arrivals.ts'
import { ArrivalsModel, type ArrivalStep, type Moves } from './arrivals-model.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

const which = fc.nat({ max: 2 })
const step: fc.Arbitrary<ArrivalStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('frame' as const), throws: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('page' as const),
      sheets: fc.constantFrom('none' as const, 'there' as const, 'missing' as const),
      moves: fc.constantFrom<Moves>('never', 'when drawn', 'when drawn', 'at once', 'at once and not'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('loaded' as const, 'drawn' as const), which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      milliseconds: fc.constantFrom(10, 100, 200, 1_000, 1_500),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('hidden' as const, 'lost' as const) }) },
)

function check({ createArrivals }: typeof arrivals, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), (steps) => {
      const model = new ArrivalsModel(createArrivals)
      for (const each of steps) model.step(each)
    }),
    count,
  )
}

test('pages and frames are applied in order, each once, and none waits longer than it may', () => {
  expectToHold(check(arrivals, 10_000))
})

test.each<readonly [what: string, ...fault: Fault]>([
  [
    'shows a page without its sheets',
    'if (!first || first.isLoading || drawing) return',
    'if (!first || drawing) return',
  ],
  [
    'waits for sheets that never come',
    'if (page.load(ready)) after(LONGEST_LOAD, ready)\n',
    'if (page.load(ready)) {}\n',
  ],
  ['waits for what is missing nowhere', 'else arrival.isLoading = false', ''],
  ['waits for a browser that never draws', 'if (drawing === arrival) showWithout()\n', ''],
  [
    'lets frames overtake a page in its transition',
    'first.isLoading || drawing) return',
    'first.isLoading) return',
  ],
  ['shows another page when the browser draws late', 'if (drawing !== arrival) return\n', ''],
  ['begins a transition for a page that is followed', '!isLast || ', ''],
  ['has the next page wait for a transition', 'if (drawing !== arrival) showWithout()\n', ''],
  ['leaves a transition behind', 'arrival.page?.skip()\n', ''],
  ['keeps what comes again', 'queue = []\n', ''],
  [
    'loses what is behind a frame that throws',
    'first?.apply()\n    } finally {',
    'first?.apply()\n    } catch {',
  ],
  ['loads in a hidden window', 'for (const each of queue) each.isLoading = false\n', ''],
])('fails its model when it %s', (_, ...fault) => {
  const mutant = mutantOf<typeof arrivals>('navigation/arrivals.ts', fault)
  expect(check(mutant, 20_000).failed).toBe(true)
})
