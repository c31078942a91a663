/** A long list with a kept row, of whose two ranges one is fetched after others have added rows: a row is in both. */
import { createApp, html, LiveView, virtual, type RowsRequest, type TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import { expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

let added = 0
class Feed extends LiveView {
  render(): TemplateResult {
    // The range of the kept row is fetched first; then rows come at the top, then the range that is seen is fetched.
    const load = ({ first, count }: RowsRequest): number[] =>
      Array.from({ length: count }, (_, at) => first + at - (first > 20 ? added : 0))
    return html`<h1>Feed</h1><ul style="margin: 0">${virtual(
      { size: 5_000, load },
      (row) => row,
      (row) => html`<li id="feed-${row}" style="height: 20px"><input aria-label="Note" /> ${row}</li>`,
    )}</ul>`
  }
}

test('a row that is fetched twice, as rows came between two fetches, does not end the page', async () => {
  await using browser = await openBrowser()
  const log = createLog()
  const served = await serve(createApp({ logger: log }).live('/', Feed), {
    port: 0,
    signals: false,
    deadline: 0,
  })
  const page = await browser.browser.newPage()
  await page.goto(served.url)
  await isLive(page)
  await expectEventually(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(
    90_000,
  )
  await page.locator('#feed-10 input').focus()
  added = 900
  await page.evaluate(() => scrollTo(0, 18_100))
  await expectEventually(() => page.locator('li').count()).toBeGreaterThan(60)
  await page.evaluate(() => new Promise((done) => setTimeout(done, 600)))
  expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([])
  expect(await page.locator('h1').textContent()).toBe('Feed')
  await served.close()
})
