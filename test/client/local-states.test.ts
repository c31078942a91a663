/** What is computed from local state, checked against a model that computes all of it anew, and that against faults. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as evaluation from '../../src/client/local/evaluate.ts'
import * as local from '../../src/client/local/states.ts'
import type { LocalData, LocalExpression } from '../../src/protocol/local-expressions.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

const FIELDS = { open: false, tab: 'one', draft: '', count: 0 }
const STATES = ['menu', 'form'] as const

const flags = fc.letrec<{ flag: LocalExpression; text: LocalExpression; number: LocalExpression }>((tie) => ({
  flag: fc.oneof(
    { maxDepth: 4 },
    field('open'),
    fc.boolean(),
    fc.tuple(fc.constant('not' as const), tie('flag')),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('flag'), tie('flag')),
    fc.tuple(fc.constant('equals' as const), tie('text'), tie('text')),
    fc.tuple(fc.constant('greater' as const), tie('number'), tie('number')),
  ),
  text: fc.oneof(
    { maxDepth: 4 },
    field('tab'),
    field('draft'),
    fc.constantFrom('one', 'two', ''),
    fc.tuple(fc.constant('either' as const), tie('flag'), tie('text'), tie('text')),
    fc.tuple(fc.constant('words' as const), tie('text'), tie('text')),
  ),
  number: fc.oneof(
    { maxDepth: 4 },
    field('count'),
    fc.integer({ min: -2, max: 2 }),
    fc.tuple(fc.constant('length' as const), tie('text')),
  ),
}))

function field(name: keyof typeof FIELDS): fc.Arbitrary<LocalExpression> {
  return fc.constantFrom(...STATES).map((state) => ['get', state, name] as const)
}

const change = fc.record({
  state: fc.constantFrom(...STATES),
  write: fc.oneof(
    fc.tuple(fc.constant('open'), fc.boolean()),
    fc.tuple(fc.constantFrom('tab', 'draft'), fc.constantFrom('one', 'two', 'three', '')),
    fc.tuple(fc.constant('count'), fc.integer({ min: -2, max: 2 })),
    // What a field cannot hold, and a field that there is not.
    fc.tuple(fc.constantFrom('open', 'tab', 'count'), fc.constantFrom<LocalData>(NaN, 'x', true)),
    fc.tuple(fc.constant('none'), fc.constant(1)),
  ),
})

const step = fc.oneof(
  { weight: 4, arbitrary: change },
  // The first reader stops: what it shows stays.
  { weight: 1, arbitrary: fc.constant('stop' as const) },
)

/** What states hold and readers show after each of these steps is what a model says, and readers show nothing twice. */
function check({ Reader, State }: typeof local, count: number): fc.RunDetails<unknown> {
  const expression = fc.oneof(flags.flag, flags.text, flags.number)
  return runs(
    fc.property(
      fc.array(expression, { minLength: 1, maxLength: 5 }),
      fc.array(step, { maxLength: 20 }),
      (expressions, steps) => {
        const states = new Map(STATES.map((name) => [name as string, new State(name, FIELDS)]))
        const held = new Map(
          STATES.map((name) => [name as string, new Map<string, LocalData>(Object.entries(FIELDS))]),
        )
        const places = expressions.map((each) => {
          const place = { writes: 0, shown: [] as readonly unknown[], expected: '', isStopped: false }
          const show = (values: readonly unknown[]): void => {
            place.shown = values
            place.writes++
          }
          return {
            each,
            place,
            reader: new Reader([{ '=': each }, 'as it is'], (name) => states.get(name), show),
          }
        })
        for (const { reader } of places) reader.update()
        const look = (): void => {
          for (const { each, place } of places) {
            if (place.isStopped) continue
            const values = [evaluation.evaluate(each, (of, own) => held.get(of)?.get(own)), 'as it is']
            const expected = JSON.stringify(values)
            expect([place.shown, place.writes]).toEqual([values, expected === place.expected ? 0 : 1])
            place.expected = expected
            place.writes = 0
          }
          for (const name of STATES)
            expect(states.get(name)?.values()).toEqual(Object.fromEntries(held.get(name) ?? []))
        }
        look()
        for (const each of steps) {
          if (each === 'stop') {
            const first = places.find(({ place }) => !place.isStopped)
            first?.reader.stop()
            if (first) first.place.isStopped = true
          } else {
            const [name, value] = each.write
            const fields = held.get(each.state)
            const isKept = typeof fields?.get(name) !== typeof value || Number.isNaN(value)
            states.get(each.state)?.set(name, value)
            if (!isKept) fields?.set(name, value)
          }
          look()
          for (const { place } of places) if (place.isStopped) expect(place.writes).toBe(0)
        }
      },
    ),
    count,
  )
}

describe('what is computed from local state', () => {
  test('is what all of it gives when it is computed anew, after any changes, and is shown only when it differs', () => {
    expectToHold(check(local, 500))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['takes values of other types', 'typeof before !== typeof value || before === value', 'before === value'],
    ['takes what is no number', "if (typeof value === 'number' && !Number.isFinite(value)) return\n", ''],
    ['changes nothing', 'this.#values.set(field, value)\n    for (const reader', 'for (const reader'],
    ['shows what was there before', 'reader.update()\n  }', '{}\n  }'],
    ['shows the same again', 'if (shown === this.#shown) return\n', ''],
    ['shows only the first', 'this.#shown = shown\n', "this.#shown = ''\n    if (shown === '[]') return\n"],
    ['asks all states for the same field', 'this.#states.get(name) === state)', 'name !== state.name)'],
    ['looks at one field alone', 'this.#fields.some(', 'this.#fields.slice(0, 1).some('],
    ['goes on after it was stopped', 'state?.readers.delete(this)', 'state?.readers'],
    ['never listens', 'state?.readers.add(this)', 'state?.readers'],
    [
      'reads one state for all',
      'this.#states.get(state)?.get(field)',
      "this.#states.get('menu')?.get(field)",
    ],
  ])('fails its model when it %s', (_, ...fault) => {
    const mutant = mutantOf<typeof local>('local/states.ts', fault, { './evaluate.ts': evaluation })
    expect(check(mutant, 2_000).failed).toBe(true)
  })
})
