import { expect, test } from 'vitest'
import { focusTrap } from './focus-trap.ts'

test('a trap is active unless its options say otherwise', () => {
  const dataOf = (options?: { active?: boolean }): unknown => (focusTrap(options) as { data?: unknown }).data
  expect([dataOf(), dataOf({}), dataOf({ active: false })]).toEqual([true, true, false])
})

test('what is no options is refused where it stands', () => {
  // What JavaScript may call it with.
  expect(focusTrap('#dialog' as never)).toMatchObject({
    kind: 'misuse',
    call: expect.stringContaining('#dialog'),
  })
})
