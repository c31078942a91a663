import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CopyOnWrite } from './copy-on-write.ts'

function made(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const copy = new CopyOnWrite(before, after.length)
  for (const [index, element] of after.entries()) copy.set(index, element)
  return copy.finish()
}

test('an array of the same elements is the array before', () => {
  const before = [1, NaN, undefined]
  expect(made(before, [1, NaN, undefined])).toBe(before)
})

test('an array of other elements is another one, and the one before stays as it was', () => {
  const elements = fc.array(fc.constantFrom(0, 1, undefined), { maxLength: 6 })
  fc.assert(
    fc.property(elements, elements, (before, after) => {
      const kept = [...before]
      expect(made(before, after)).toStrictEqual(after)
      expect(before).toStrictEqual(kept)
    }),
  )
})
