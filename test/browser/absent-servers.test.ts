/** What users do while nobody answers costs them nothing of what the page shows. */
import { createApp, html } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork } from './network.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

function start(): Promise<Served> {
  const app = createApp({ secret: 's'.repeat(32), logger: createLog() })
  const link = html`<a href="/two" live-click="two">two</a>`
  app.page('/', () => ({ title: 'One', body: html`<main id="m">one</main><textarea></textarea>${link}` }))
  app.page('/two', () => ({ title: 'Two', body: html`<main id="m">two</main>` }))
  app.action('two', (page) => {
    // What is morphed cannot be put back.
    page.morph('#m', html`two`)
    page.url('/two')
  })
  return serve(app, { port: 0, signals: false, deadline: 0 })
}

function portOf({ url }: Served): number {
  return Number(new URL(url).port)
}

test('Back to what must be loaded leaves the page as it is while nobody answers, and loads it then', async () => {
  let served = await start()
  await using network = await openNetwork(portOf(served))
  await using shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(network.url)
  await isLive(page)
  await page.fill('textarea', 'typed')
  await page.click('a')
  await expectEventually(() => page.innerText('#m')).toBe('two')
  await page.waitForURL(/two$/)
  await served.close()
  await page.waitForSelector('html:not([data-live-status=live])')
  await page.evaluate(() => history.back())
  await page.waitForURL(/\/$/)
  await page.waitForTimeout(1_000)
  expect([await page.inputValue('textarea'), await page.innerText('#m')]).toEqual(['typed', 'two'])
  served = await start()
  network.serverPort = portOf(served)
  await expectEventually(() => page.innerText('#m')).toBe('one')
  await served.close()
})
