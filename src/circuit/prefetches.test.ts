import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Prefetches, PREFETCH_TIME } from './prefetches.ts'

type Step =
  | { readonly kind: 'add' | 'take'; readonly href: string }
  | { readonly kind: 'pass'; readonly time: number }
  | { readonly kind: 'handler' | 'sweep' | 'clear' }

const href = fc.constantFrom('/a', '/b', '/c', '/d', '/e')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), href }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('take' as const), href }) },
  fc.record({ kind: fc.constant('pass' as const), time: fc.integer({ min: 1, max: PREFETCH_TIME }) }),
  fc.record({ kind: fc.constantFrom('handler' as const, 'sweep' as const, 'clear' as const) }),
)

test('a page is handed over once, if it is one of the newest three, not ten seconds old, and nothing has happened since', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const discarded: number[] = []
      const taken: number[] = []
      const prefetches = new Prefetches<number>((page) => discarded.push(page))
      let now = 0
      let mark = 0
      /** The newest of each address, oldest first. */
      let made: {
        readonly href: string
        readonly page: number
        readonly now: number
        readonly mark: number
      }[] = []
      let count = 0
      const isGood = (one: { readonly now: number; readonly mark: number }): boolean =>
        one.mark === mark && now - one.now < PREFETCH_TIME
      for (const each of steps) {
        switch (each.kind) {
          case 'add': {
            const page = ++count
            prefetches.add(each.href, page, { now, mark })
            made = [
              ...made.filter((one) => one.href !== each.href),
              { href: each.href, page, now, mark },
            ].slice(-3)
            break
          }
          case 'take': {
            const good = made.find((one) => one.href === each.href && isGood(one))
            expect(prefetches.has(each.href, { now, mark })).toBe(good !== undefined)
            const page = prefetches.take(each.href, { now, mark })
            expect(page).toBe(good?.page ?? null)
            if (page !== null) taken.push(page)
            made = made.filter((one) => one !== good && isGood(one))
            break
          }
          case 'pass':
            now += each.time
            break
          case 'handler':
            mark++
            break
          case 'sweep':
            prefetches.sweep({ now, mark })
            made = made.filter(isGood)
            break
          case 'clear':
            prefetches.clear()
            made = []
        }
        expect(prefetches.pages.length).toBeLessThanOrEqual(3)
      }
      // Each page was handed over, is kept, or was thrown away: one of these, and once.
      const all = [...taken, ...discarded, ...prefetches.pages]
      expect(all.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      )
    }),
  )
})
