/** What is pasted and dropped, told to handlers without options. */
import { createApp, html, LiveView, on, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

class Inbox extends LiveView {
  told: string[] = []

  render(): TemplateResult {
    return html`<main
        @paste=${on('paste', ({ text }) => this.told.push(`pasted ${text}`))}
        @drop=${() => this.told.push('dropped')}
      >
        Here
      </main>
      <output>${this.told.join(', ')}</output>`
  }
}

let testBrowser: TestBrowser
let served: Served
beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/', Inbox), { port: 0, signals: false })
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

test('a handler without options is told the text that was pasted, and a function alone that something was dropped', async () => {
  const page = await testBrowser.browser.newPage()
  await page.goto(served.url)
  await isLive(page)
  await page.waitForLoadState('networkidle')
  await page.locator('main').evaluate((place) => {
    const data = new DataTransfer()
    data.setData('text/plain', 'a letter')
    place.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: data }))
    place.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: data }))
  })
  await expectEventually(() => page.innerText('output')).toBe('pasted a letter, dropped')
})
