import { expect, test } from 'vitest'
import { ByteBudget } from './byte-budget.ts'

test('a budget takes as much as it has and as is left of that of all, and counts nothing that is refused', () => {
  const all = new ByteBudget(10)
  const [one, other] = [new ByteBudget(8, all), new ByteBudget(8, all)]
  expect([one.take(9), one.take(8), other.take(3), other.take(2)]).toEqual([false, true, false, true])
  expect([one.held, other.held, all.held]).toEqual([8, 2, 10])
  one.release(5)
  expect([other.take(6), other.take(5), all.held]).toEqual([false, true, 10])
  other.clear()
  expect([other.held, all.held]).toEqual([0, 3])
})
