import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NavigationEffect } from '../protocol/navigation-messages.ts'
import { withChange } from './address-changes.ts'

const href = fc.nat(1000).map((page) => `/${page}`)
const how = fc.constantFrom('push' as const, 'replace' as const)
const move: fc.Arbitrary<NavigationEffect> = fc.oneof(
  fc.tuple(fc.constant('page' as const), fc.nat(9), href, how, fc.constantFrom<0 | 1>(0, 1), fc.string()),
  fc.tuple(fc.constant('address' as const), href, how),
)

const hrefOf = (each: NavigationEffect | undefined): string | undefined =>
  each?.[0] === 'page' ? each[2] : each?.[1]
const howOf = (each: NavigationEffect): string => (each[0] === 'page' ? each[3] : each[2])

test('what waits ends where the last change ended, tells one page at most and that first, and stays small', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 100 }), (moves) => {
      const waiting = moves.reduce<readonly NavigationEffect[]>(withChange, [])
      expect(hrefOf(waiting.at(-1))).toBe(hrefOf(moves.at(-1)))
      expect(waiting.slice(1).every(([word]) => word === 'address')).toBe(true)
      expect(waiting[0]?.[0] === 'page').toBe(moves.some(([word]) => word === 'page'))
      expect(waiting.length).toBeLessThan(20)
    }),
  )
})

test('pages that nobody has seen make one entry in the history if one of them was to make one, with the greatest rank', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 10 }), (moves) => {
      const last = moves.findLastIndex(([word]) => word === 'page')
      fc.pre(last !== -1)
      const [page] = moves.reduce<readonly NavigationEffect[]>(withChange, [])
      const upTo = moves.slice(0, last + 1)
      const pages = upTo.filter((each) => each[0] === 'page')
      expect(page?.[0] === 'page' && page.slice(1, 2)).toEqual([Math.max(...pages.map(([, rank]) => rank))])
      expect(page && howOf(page)).toBe(upTo.some((each) => howOf(each) === 'push') ? 'push' : 'replace')
      expect(page?.[4]).toBe(pages.some(([, , , , fresh]) => fresh === 1) ? 1 : 0)
      expect(page?.[5]).toBe(pages.at(-1)?.[5])
    }),
  )
})
