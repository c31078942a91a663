import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchSequence, unmatched } from './match-sequence.ts'

test('finds elements that stay, move, come and go', () => {
  expect(matches([1, 2, 3, 4, 5], [1, 4, 3, 2, 5])).toEqual([0, 3, 2, 1, 4])
  expect(matches([1, 2, 3], [0, 1, 3])).toEqual([-1, 0, 2])
  expect(matches([...'abcdefg'], [...'acdxgfe'])).toEqual([0, 2, 3, -1, 6, 5, 4])
  expect(matches([1, 2, 3], [])).toEqual([])
  expect(matches([], [1, 2])).toEqual([-1, -1])
})

test('finds one of two elements that are the same', () => {
  expect(matches(['a', 'b'], ['a', 'a'])).toEqual([0, -1])
  expect(matches(['a', 'b'], ['b', 'x', 'b', 'b'])).toEqual([-1, -1, -1, 1])
})

test('takes an element that is undefined for no end of a sequence', () => {
  expect(matches(['a', 'b'], ['b', undefined])).toEqual([1, -1])
  expect(matches(['a', undefined], ['x', 'a'])).toEqual([-1, 0])
  expect(unmatched(matchSequence(['a', undefined], ['x', 'a']), 2)).toEqual([1])
})

test('finds what a lookup of each element finds, and the rest are unmatched', () => {
  const element = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(NaN, undefined, 'a'))
  const sequence = fc.uniqueArray(element, { maxLength: 20 })
  fc.assert(
    fc.property(sequence, sequence, (before, after) => expectMatches(before, after)),
    { numRuns: 1_000 },
  )
})

test('finds what a lookup finds after any few changes of a long sequence', () => {
  const change = fc.record({
    kind: fc.constantFrom('remove', 'insert', 'move', 'swap'),
    from: fc.nat(99),
    to: fc.nat(99),
    count: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      const before = Array.from({ length: 100 }, (_, index) => index)
      let next = before.length
      const after = [...before]
      for (const { kind, from, to, count } of changes) {
        if (kind === 'insert') after.splice(to, 0, ...before.slice(0, count).map(() => next++))
        else if (kind === 'swap') {
          const [one, other] = [after[from], after[to]]
          if (one !== undefined && other !== undefined) [after[from], after[to]] = [other, one]
        } else {
          const taken = after.splice(from, count)
          if (kind === 'move') after.splice(to, 0, ...taken)
        }
      }
      expectMatches(before, after)
    }),
    { numRuns: 1_000 },
  )
})

function expectMatches(before: readonly unknown[], after: readonly unknown[]): void {
  const found = matchSequence(before, after)
  expect([...found]).toEqual(after.map((element) => before.findIndex((each) => Object.is(each, element))))
  expect(unmatched(found, before.length)).toEqual(
    [...before.keys()].filter((index) => !after.some((element) => Object.is(element, before[index]))),
  )
}

function matches(before: readonly unknown[], after: readonly unknown[]): number[] {
  return [...matchSequence(before, after)]
}
