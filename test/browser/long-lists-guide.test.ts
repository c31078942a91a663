/** The examples of the guide to long lists, run as they stand there, in a browser. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'

let guide: GuideViews

beforeAll(async () => {
  guide = await openGuide('docs/guides/long-lists.md')
})
afterAll(() => guide[Symbol.asyncDispose]())

test('a number far down is chosen', async () => {
  const { page } = guide
  await guide.open('numbers')
  const box = page.locator('[aria-label=Squares]')
  await expectEventually(() => box.evaluate((each) => each.scrollHeight)).toBeGreaterThan(1_000_000)
  await box.evaluate((each) => each.scrollTo(0, each.scrollHeight))
  await expectEventually(() => box.locator('li').last().textContent()).toContain(String(99_999 ** 2))
  await box.locator('li button').last().click()
  await expectEventually(() => page.locator('p').textContent()).toBe('Chosen: 99999')
})

test('the ledger is searched as a whole, though its page has a hundred rows', async () => {
  const { page } = guide
  await guide.open('ledger')
  const rows = page.locator('tbody tr')
  await expectEventually(() => rows.first().getAttribute('aria-rowindex')).toBe('2')
  expect(await page.locator('table').getAttribute('aria-rowcount')).toBe('100001')
  expect(await rows.count()).toBeLessThan(250)
  await page.getByRole('searchbox').fill('777')
  await expectEventually(() => rows.first().textContent()).toBe('Entry 777')
  await expectEventually(() => page.locator('output').textContent()).toBe('280 entries')
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expectEventually(() => rows.last().textContent()).toBe('Entry 99777')
})

test('every example of it was opened', () => {
  expect(guide.unopened()).toEqual([])
})
