import { describe, expect, test } from 'vitest'
import type { LiveEvent } from '../live-event.ts'
import { and, either, equals, greater, length, not, or, words } from './local-operators.ts'
import { local } from './local-state.ts'
import { MOST_LEVELS, type LocalValue } from './local-value.ts'
import { read } from './read-local.ts'

const menu = local('menu', { open: true, tab: 'one', count: 3 })

describe('local state', () => {
  test('has a field for each name, also for those that objects have', () => {
    const odd = local('odd', { constructor: 'a', kind: 'b', set: 1, name: false })
    expect([odd.constructor.initial, odd.kind.initial, odd.set.initial, odd.name.initial]).toEqual([
      'a',
      'b',
      1,
      false,
    ])
    expect(odd.set.add(2).client).toEqual({ set: [['odd', 'set', 'add', 2]], local: 1 })
  })

  test.each([
    ['an empty name', '', {}],
    ['a name that is no text', 3, {}],
    ['no fields', 'a', null],
    ['a field that holds something else', 'a', { when: new Date(0) }],
    ['a number that JSON has not', 'a', { count: NaN }],
    ['too many fields', 'a', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`f${index}`, 1]))],
  ])('is refused with %s', (_, name, fields) => {
    expect(() => local(name as never, fields as never)).toThrow(
      expect.objectContaining({ code: 'local-misused' }),
    )
  })
})

describe('values of local state', () => {
  test.each<[LocalValue, unknown]>([
    [menu.open, true],
    [not(menu.open), false],
    [and(menu.open, not(menu.open)), false],
    [or(menu.open, not(menu.open)), true],
    [equals(menu.tab, 'one'), true],
    [equals(menu.tab, menu.tab), true],
    [greater(menu.count, 3), false],
    [greater(length(menu.tab), 2), true],
    [either(menu.open, menu.tab, 'closed'), 'one'],
    [words(['a', either(menu.open, '', 'b'), menu.tab]), 'a one'],
  ])('are rendered with the initial ones: %#', (value, initial) => {
    expect(value.initial).toBe(initial)
  })

  test('are no text on the server', () => {
    expect(() => String(menu.tab)).toThrow(expect.objectContaining({ code: 'local-value-as-text' }))
  })

  test('are not combined with what is none', () => {
    expect(() => not(undefined as never)).toThrow(expect.objectContaining({ code: 'local-operand' }))
  })

  test('are bounded in their depth and their size', () => {
    const nested = (levels: number): LocalValue<boolean> => {
      let value: LocalValue<boolean> = menu.open
      for (let level = 1; level < levels; level++) value = not(value)
      return value
    }
    expect(nested(MOST_LEVELS).initial).toBe(false)
    expect(() => nested(MOST_LEVELS + 1)).toThrow(expect.objectContaining({ code: 'local-too-deep' }))
    const many = Array.from({ length: 200 }, () => menu.open)
    expect(() => and(...many)).toThrow(expect.objectContaining({ code: 'local-too-deep' }))
  })
})

describe('what an event tells of local state', () => {
  const event = (told: LiveEvent['local']): LiveEvent => ({ local: told }) as LiveEvent

  test('is read with the names and types of its description, and is as described where nothing is told', () => {
    const told = { menu: { open: false, tab: 'two', count: 4, more: 'x' } }
    expect(read(menu, event(told))).toEqual({ open: false, tab: 'two', count: 4 })
    expect(read(menu, event({}))).toEqual({ open: true, tab: 'one', count: 3 })
  })

  test.each([
    { open: 1, tab: 'two', count: 4 },
    { open: true },
    Object.create({ open: true, tab: '', count: 1 }),
  ])('is refused when it is something else: %j', (fields) => {
    expect(() => read(menu, event({ menu: fields as never }))).toThrow(
      expect.objectContaining({ code: 'local-malformed' }),
    )
  })
})
