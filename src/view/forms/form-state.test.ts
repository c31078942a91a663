import { expect, test } from 'vitest'
import { FormState } from './form-state.ts'

test('a field that was stored by another release begins again where its control cannot show it, and only as long as it was not changed', () => {
  const before = new FormState({ terms: '', guests: [{ name: 'Ada' }] })
  before.set('terms', 'yes')
  const after = new FormState({ terms: false, guests: [{ name: 7 }] })
  after.restore(before.record)
  expect(after.beginAgain('terms')).toBe(true)
  expect(after.values).toEqual({ terms: false, guests: [{ name: 'Ada' }] })
  expect(after.isDirty('terms')).toBe(false)
  // Its handlers set it: what is wrong with that is theirs.
  after.set('terms', 'no')
  expect(after.beginAgain('terms')).toBe(false)
  expect(after.beginAgain('guests.0.name')).toBe(true)
  expect(after.beginAgain('guests.0.name')).toBe(false)
})

test('a field whose value its own author gave does not begin again', () => {
  expect(new FormState({ terms: 'yes' }).beginAgain('terms')).toBe(false)
})
