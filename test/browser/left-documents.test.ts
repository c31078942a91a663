/** What users have typed when they leave the document, by a reload or for another address, arrives all the same. */
import { createApp, html, LiveView, on, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

/** What the handler was told. */
let heard: string[] = []

class Diary extends LiveView {
  render(): TemplateResult {
    const debounced = on((event) => void heard.push(event.value), { debounce: 60_000 })
    return html`<label>Waits for its time <input id="debounced" @input=${debounced} /></label>`
  }
}

let opened: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  opened = await openBrowser()
  const app = createApp({ logger: createLog() }).live('/', Diary)
  app.handle('GET', '/elsewhere', () => new Response('Elsewhere'))
  served = await serve(app, { port: 0, signals: false })
})
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  await opened[Symbol.asyncDispose]()
})
beforeEach(async () => {
  heard = []
  page = await opened.browser.newPage()
  await page.goto(served.url)
  await isLive(page)
})

const LEAVING = {
  'a reload': () => page.reload(),
  'another address': () => page.goto(`${served.url}/elsewhere`),
}

test.each(Object.entries(LEAVING))('text that waits for its time survives %s', async (_, leave) => {
  await page.locator('#debounced').pressSequentially('dear')
  await leave()
  await expectEventually(() => heard).toEqual(['dear'])
})
