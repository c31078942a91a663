import { expect, test } from 'vitest'
import { eventOf } from './effects.ts'
import type { Effect } from './messages.ts'

test.each<[event: number, effect: Effect]>([
  [7, 7],
  [7, ['failed', 7]],
  [7, ['refused', 7, 'gone']],
  [7, ['interrupted', 7]],
  [7, ['unknown', 7]],
  [7, ['received', 7]],
  [0, ['unmount', 7]],
  [0, ['ack']],
  [0, ['epoch', [7, null]]],
  [0, ['mount', '#a', 7, null]],
  [0, ['stream', [7, 1], 'remove', 'a']],
  [0, ['title', '7']],
  [0, ['focus', '#a']],
])('event %d is told by %j', (event, effect) => {
  expect(eventOf(effect)).toBe(event)
})
