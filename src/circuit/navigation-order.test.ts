import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NavigationOrder } from './navigation-order.ts'

/** What happens to a page: the user asks, code of an earlier event or of none leads on, and navigations end. */
type Step = 'link' | 'save' | 'timer' | 'ended' | { readonly handlerOf: number }

const steps = fc.array(
  fc.oneof(
    fc.constantFrom<Step>('link', 'save', 'timer', 'ended'),
    fc.nat(5).map((handlerOf): Step => ({ handlerOf })),
  ),
  { maxLength: 40 },
)

describe('in any order of links, handlers and timers', () => {
  test('the page that is on the way at the end is that of the newest event that asked for one', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const run = played(all)
        const wished = run.asked.filter(({ rank }) => rank > 0)
        const newest = Math.max(0, ...wished.map(({ rank }) => rank))
        const begunLast = run.begun.filter(({ rank }) => rank > 0).at(-1)
        // Of two that one event asked for, the later counts.
        expect(begunLast).toEqual(wished.findLast(({ rank }) => rank === newest))
      }),
    )
  })

  test('what no event asked for leads on if and only if no wish of the user is under way', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const unasked = played(all).asked.filter(({ rank }) => rank === 0)
        expect(unasked.filter(({ underWay, isBegun }) => isBegun !== (underWay === 0))).toEqual([])
      }),
    )
  })

  test('a link always begins', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(played([...all, 'link']).asked.at(-1)?.isBegun).toBe(true)
      }),
    )
  })
})

test('after Save and then a link, the redirect of Save comes too late', () => {
  const order = new NavigationOrder()
  order.begin(2)
  expect(order.allows(1)).toBe(false)
  order.ended()
  expect(order.allows(1)).toBe(false)
})

interface Asked {
  readonly rank: number
  /** The rank of the one that was under way. */
  readonly underWay: number
  readonly isBegun: boolean
}

function played(all: readonly Step[]): { readonly asked: Asked[]; readonly begun: Asked[] } {
  const order = new NavigationOrder()
  const asked: Asked[] = []
  let events = 0
  let underWay = 0
  for (const step of all) {
    if (step === 'ended') {
      order.ended()
      underWay = 0
    } else if (step === 'save') events++
    else {
      if (step === 'link') events++
      const rank = step === 'timer' ? 0 : step === 'link' ? events : Math.max(0, events - step.handlerOf)
      const isBegun = order.allows(rank)
      if (isBegun) order.begin(rank)
      asked.push({ rank, underWay, isBegun })
      if (isBegun) underWay = rank
    }
  }
  return { asked, begun: asked.filter(({ isBegun }) => isBegun) }
}
