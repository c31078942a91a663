import { describe, expect, test } from 'vitest'
import { causeOf, eventOf, named } from './effects.ts'
import type { Effect } from './messages.ts'

test.each<[event: number, effect: Effect]>([
  [7, 7],
  [7, ['failed', 7]],
  [7, ['refused', 7, 'gone']],
  [7, ['interrupted', 7]],
  [7, ['unknown', 7]],
  [0, ['cause', 7]],
  [0, ['reset', 7]],
  [0, ['unmount', 7]],
  [0, ['ack']],
  [0, ['epoch', [7, null]]],
  [0, ['mount', '#a', 7, null]],
  [0, ['stream', [7, 1], 'remove', 'a']],
  [0, ['title', '7']],
  [0, ['focus', '#a']],
])('event %d ends with %j', (event, effect) => {
  expect(eventOf(named(effect))).toBe(event)
})

describe('the cause of a frame', () => {
  test('is the greatest of the events whose handlers ran and of the one named', () => {
    expect(
      causeOf([
        ['cause', 9],
        ['done', 7],
        ['failed', 8],
      ]),
    ).toBe(9)
    expect(
      causeOf([
        ['cause', 3],
        ['done', 7],
        ['failed', 8],
      ]),
    ).toBe(8)
  })

  test('is no event that was refused, and none when nothing names one', () => {
    expect(
      causeOf([
        ['refused', 7, 'gone'],
        ['title', 'a'],
      ]),
    ).toBe(0)
  })
})
