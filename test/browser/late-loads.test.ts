/** Pages that are shown while some of them is still loading, in a real browser. */
import { expect, test } from 'vitest'
import { addLatePages, Slow } from '../server/late-views.ts'
import { startSite } from '../server/site.ts'
import { openBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, tap } from './wire-tap.ts'

test('a page is painted before its slow regions are there, and becomes live as it stands', async () => {
  const slow = new Slow()
  await using site = await startSite((app) => addLatePages(app, slow), { limits: { lateTime: 60_000 } })
  await using opened = await openBrowser()
  await using shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  await page.goto(`${site.url}/two`, { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  expect(await innerTexts(page, 'h1, p, button')).toEqual(['shell'])
  await page.evaluate(() => Object.assign(document.querySelector('h1') ?? {}, { kept: true }))

  slow.arrive('news')
  await expectEventually(() => innerTexts(page, 'p')).toEqual(['the news'])
  slow.arrive('offers')
  await isLive(page)
  await expectEventually(() => page.title()).toBe('the offers')
  await page.getByRole('button').click()
  await expectEventually(() => page.getByRole('button').innerText()).toBe('1')

  expect(await page.evaluate('document.querySelector("h1").kept')).toBe(true)
  expect(await innerTexts(page, 'p')).toEqual(['the news', 'the offers'])
  // What was shown was not sent again.
  expect(wire.down[0]).not.toMatch(/the news|the offers/)
  expect(wire.complaints).toEqual([])
})
