import { describe, expect, test } from 'vitest'
import type { PartValue } from '../../protocol/differences.ts'
import { changed } from './change.ts'
import { Reader, State } from './states.ts'

const FIELDS = { open: false, tab: 'one', draft: '', count: 0 }
/** Shows a value. */
class Place {
  shown: readonly unknown[] = []
  readonly reader: Reader

  constructor(values: readonly PartValue[], states: ReadonlyMap<string, State>) {
    this.reader = new Reader(
      values,
      (name) => states.get(name),
      (shown) => {
        this.shown = shown
      },
    )
    this.reader.update()
  }
}

describe('what is computed from local state', () => {
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
