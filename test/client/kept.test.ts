import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as kept from '../../src/client/navigation/kept.ts'
import { expectToHold, runs } from './check-model.ts'
import { KeptModel } from './kept-model.ts'
import { anyStep } from './kept-steps.ts'
import { mutantOf, type Fault } from './mutant.ts'

function check({ createKept }: typeof kept, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
      const model = new KeptModel(createKept)
      for (const each of steps) model.step(each)
      model.finish()
    }),
    count,
  )
}

describe('kept pages', () => {
  test('are seen at their addresses while the server is asked, and what is done there goes to no other page', () => {
    expectToHold(check(kept, 4_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    [
      'shows a page at another address of its visit',
      "kept?.location === href.replace(/#.*/s, '') ? kept : undefined",
      'kept',
    ],
    ['shows a page whose layout is gone', 'if (page && port.mayShow(page.content))', 'if (page)'],
    ['keeps nothing', 'pages.set(page.visit, page)\n', ''],
    ['takes a covering page off for a link', 'if (!key && covering) return\n', ''],
    ['takes a page in transit for the one that is awaited', "if (!isAnswer) return 'behind'\n", ''],
    [
      'takes the page of another address for the one that covers',
      "if (covering.location === location) return 'renews'",
      "return 'renews'",
    ],
    [
      'covers when nothing is awaited any more',
      'if (wish) sent(wish, visit)\n      else uncover()',
      'if (wish) sent(wish, visit)',
    ],
    [
      'covers no page that a page in transit has taken the place of',
      'if (wish) sent(wish, visit)\n      else uncover()',
      'if (!wish) uncover()',
    ],
    ['keeps what is shown', "pages.delete(covering?.visit ?? '')\n", ''],
    ['forgets what it holds', 'port.release(each)', 'void each'],
    ['holds for ever', "for (const each of held.splice(0)) port.refuse(each, 'expired')", ''],
    ['holds without a bound', 'held.length < MOST_HELD', 'true'],
    ['keeps any number of pages', 'pages.size > MOST_PAGES ||', ''],
    ['keeps any number of bytes', '|| bytes > MOST_BYTES', ''],
    ['lets one page push out all others', 'if (page.bytes > MOST_BYTES) return\n', ''],
    ['covers content that is made again', 'covering = undefined\n      if (page) port.takeOff(page)\n', ''],
    ['covers no more after a new circuit', '  if (port.mayShow(page.content))', 'if (false)'],
    [
      'covers a new circuit without a look at what it has made',
      '  if (port.mayShow(page.content))',
      'if (true)',
    ],
    ['keeps the pages of another user', 'pages.clear()', ''],
    ['keeps the page that another user has left open', 'visitBefore = visit', ''],
    ['holds all that is typed', 'if (last && port.isNewestOnly(each, last))', 'if (false)'],
    ['passes over what is done before typing', 'port.isNewestOnly(each, last)', 'true'],
    ['shows the page of another user', 'uncover()\n      pages.clear()', 'pages.clear()'],
  ])('fails its model when it %s', (_, ...fault) => {
    const mutant = mutantOf<typeof kept>('navigation/kept.ts', fault)
    expect(check(mutant, 20_000).failed).toBe(true)
  })
})
