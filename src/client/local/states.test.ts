import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PartValue } from '../../protocol/differences.ts'
import type { LocalData, LocalExpression } from '../../protocol/local-expressions.ts'
import { changed } from './change.ts'
import { evaluate } from './evaluate.ts'
import { Reader, State } from './states.ts'

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

/** Shows a value, and counts how often. */
class Place {
  shown: readonly unknown[] = []
  writes = 0
  readonly reader: Reader

  constructor(values: readonly PartValue[], states: ReadonlyMap<string, State>) {
    this.reader = new Reader(
      values,
      (name) => states.get(name),
      (shown) => {
        this.shown = shown
        this.writes++
      },
    )
    this.reader.update()
  }
}

describe('what is computed from local state', () => {
  test('is what all of it gives when it is computed anew, after any changes, and is shown only when it differs', () => {
    const expression = fc.oneof(flags.flag, flags.text, flags.number)
    fc.assert(
      fc.property(
        fc.array(expression, { minLength: 1, maxLength: 5 }),
        fc.array(change, { maxLength: 20 }),
        (expressions, changes) => {
          const states = new Map(STATES.map((name) => [name as string, new State(name, FIELDS)]))
          const naive = new Map(
            STATES.map((name) => [name as string, new Map<string, LocalData>(Object.entries(FIELDS))]),
          )
          const places = expressions.map((each) => new Place([{ '=': each }, 'as it is'], states))
          for (const { state, write } of changes) {
            const [name, value] = write
            const before = places.map(({ shown }) => JSON.stringify(shown))
            const writes = places.map((place) => place.writes)
            states.get(state)?.set(name, value)
            const fields = naive.get(state)
            if (typeof fields?.get(name) === typeof value && !Number.isNaN(value)) fields?.set(name, value)
            places.forEach((place, index) => {
              const expected = [
                evaluate(expressions[index] ?? '', (of, own) => naive.get(of)?.get(own)),
                'as it is',
              ]
              expect(place.shown).toEqual(expected)
              const differs = JSON.stringify(place.shown) !== before[index]
              expect(place.writes - (writes[index] ?? 0)).toBe(differs ? 1 : 0)
            })
          }
        },
      ),
      { seed: Number(process.env['SEED'] ?? 1), numRuns: 500 },
    )
  })

  test('of a state that is not there is nothing', () => {
    const place = new Place(
      [{ '=': ['either', ['get', 'menu', 'open'], 'open', 'closed'] }, { '=': ['get', 'menu', 'tab'] }],
      new Map(),
    )
    expect(place.shown).toEqual(['closed', undefined])
    expect(place.reader.missing).toEqual(['menu'])
  })

  test('is not shown any more by a reader that was stopped', () => {
    const menu = new State('menu', FIELDS)
    const place = new Place([{ '=': ['get', 'menu', 'tab'] }], new Map([['menu', menu]]))
    place.reader.stop()
    menu.set('tab', 'two')
    expect([place.shown, menu.readers.size]).toEqual([['one'], 0])
  })

  test('leaves data alone that looks like an expression', () => {
    const data = { '=': ['get', 'menu', 'tab'] }
    expect(new Place([{ '=': ['json', data] }], new Map()).shown).toEqual([data])
  })
})

describe('a state that is described in another way', () => {
  test('keeps what its fields hold, but for those that are gone or hold something of another type', () => {
    const state = new State('menu', FIELDS)
    state.set('open', true)
    state.set('tab', 'two')
    state.describe({ open: false, tab: 3, more: 'new' })
    expect(state.values()).toEqual({ open: true, tab: 3, more: 'new' })
  })
})

test.each([
  [false, ['toggle'], true],
  [true, ['toggle'], false],
  ['one', ['set', 'two'], 'two'],
  [1, ['add', -2], -1],
  ['', ['value'], ' 12 '],
  [0, ['value'], 12],
  [false, ['checked'], true],
] as const)('%j changes by %j to %j', (before, how, after) => {
  expect(changed(before, how, { value: ' 12 ', checked: true })).toBe(after)
})

test('a control that is empty changes no number', () => {
  expect(changed(1, ['value'], { value: ' ', checked: false })).toBeUndefined()
})
