import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchSequence } from './match-sequence.ts'

test('finds elements that stay, move, come and go', () => {
  expect(matchSequence([1, 2, 3, 4, 5], [1, 4, 3, 2, 5])).toEqual([0, 3, 2, 1, 4])
  expect(matchSequence([1, 2, 3], [0, 1, 3])).toEqual([-1, 0, 2])
  expect(matchSequence([1, 2, 3], [])).toEqual([])
  expect(matchSequence([], [1, 2])).toEqual([-1, -1])
})

test('finds one of two elements that are the same', () => {
  expect(matchSequence(['a', 'b'], ['a', 'a'])).toEqual([0, -1])
})

test('finds what a lookup of each element finds', () => {
  const sequence = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
  fc.assert(
    fc.property(sequence, sequence, (before, after) => {
      expect(matchSequence(before, after)).toEqual(after.map((element) => before.indexOf(element)))
    }),
  )
})
