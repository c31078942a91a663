/** Long lists whose page begins anew, is left and comes back, and whose browser asks for what there is not. */
import { createApp, html, LiveView, virtual, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork } from './network.ts'
import { isLive, isLost, tap } from './wire-tap.ts'

const LETTERS = Array.from({ length: 100_000 }, (_, index) => `Letter ${index}`)

class Letters extends LiveView {
  render(): TemplateResult {
    return html`<h1>Letters</h1><a href="/other">Other</a>
      <ul>${virtual(
        LETTERS,
        (letter) => letter,
        (letter, index) => html`<li id="letter-${index}">${letter}</li>`,
      )}</ul>`
  }
}

class Other extends LiveView {
  render(): TemplateResult {
    return html`<h1>Other</h1>`
  }
}

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

const start = (): Promise<Served> =>
  serve(
    createApp({ secret: 's'.repeat(32), logger: createLog() })
      .live('/', Letters)
      .live('/other', Other),
    {
      port: 0,
      signals: false,
      deadline: 0,
    },
  )

const portOf = ({ url }: Served): number => Number(new URL(url).port)

/** The row in the middle of the window. */
const inView = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.elementFromPoint(80, innerHeight / 2)?.closest('li')?.id)

async function scrollTo(page: Page, top: number): Promise<string | undefined> {
  await expectEventually(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(
    1e6,
  )
  await page.evaluate((to) => window.scrollTo(0, to), top)
  await expectEventually(() => inView(page)).toMatch(/^letter-/)
  // Nobody scrolls.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  return inView(page)
}

test('a page that begins anew in another process shows what it showed, and rows for where it is', async () => {
  let served = await start()
  await using network = await openNetwork(portOf(served))
  await using taken = await opened.pages.own()
  const { page } = taken
  await page.goto(network.url)
  await isLive(page)
  const before = await scrollTo(page, 700_000)
  await served.close()
  await isLost(page)
  served = await start()
  network.serverPort = portOf(served)
  await page.evaluate(() => void dispatchEvent(new Event('online')))
  await isLive(page)
  await expectEventually(() => inView(page)).toBe(before)
  await scrollTo(page, 900_000)
  await served.close()
})

test('a page that is left for another one comes back where it was', async () => {
  const served = await start()
  await using taken = await opened.pages.own()
  const { page } = taken
  await page.goto(served.url)
  await isLive(page)
  const before = await scrollTo(page, 700_000)
  await page.evaluate(() => document.querySelector('a')?.click())
  await expectEventually(() => page.locator('h1').textContent()).toBe('Other')
  await page.goBack()
  await expectEventually(() => page.locator('h1').textContent()).toBe('Letters')
  await expectEventually(() => inView(page)).toBe(before)
  await served.close()
})

test('what a browser asks for is refused or cut to what there is, and the page lives on', async () => {
  const served = await start()
  await using taken = await opened.pages.own()
  const { page } = taken
  const wire = tap(page)
  await page.addInitScript(() => {
    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) {
      const { asks } = window as { asks?: string }
      send.call(
        this,
        asks !== undefined && typeof data === 'string'
          ? data.replace(/"detail":\[[^\]]*\]/, `"detail":${asks}`)
          : data,
      )
    }
  })
  await page.goto(served.url)
  await isLive(page)
  const ask = async (asks: string, top: number): Promise<void> => {
    wire.clear()
    await page.evaluate((told) => Object.assign(window, { asks: told }), asks)
    await page.evaluate((to) => window.scrollTo(0, to), top)
    await expectEventually(() => wire.down.length).toBeGreaterThan(0)
  }
  await expectEventually(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(
    1e6,
  )
  await ask('[-1,5]', 100_000)
  expect(wire.down[0]).toContain('"invalid"')
  await ask('[0,90000000]', 300_000)
  await expectEventually(() => page.locator('li').count()).toBe(500)
  await page.evaluate(() => Object.assign(window, { asks: undefined }))
  await scrollTo(page, 500_000)
  await served.close()
})
