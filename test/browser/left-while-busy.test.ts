/** What users do right before they leave the document, while a handler runs, is handled all the same. */
import { createApp, html, LiveView, on, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

/** What was saved, and what lets the handler go on that saves it. */
let saved: string[] = []
let goOn: (() => void)[] = []

class LogBook extends LiveView {
  async save(text: string): Promise<void> {
    await new Promise<void>((resolve) => goOn.push(resolve))
    saved.push(text)
  }

  render(): TemplateResult {
    return html`<label>Log book <input @input=${on((event) => this.save(event.value), { overlap: 'queue' })} /></label>
      <button @click=${() => this.save('signed')}>Sign</button>`
  }
}

let opened: TestBrowser
let served: Served

beforeAll(async () => {
  opened = await openBrowser()
  const app = createApp({ logger: createLog() }).live('/', LogBook)
  app.handle('GET', '/elsewhere', () => new Response('Elsewhere, without a log book'))
  served = await serve(app, { port: 0, signals: false })
})
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  await opened[Symbol.asyncDispose]()
})

test.each(['a reload', 'another address', 'the end of its tab'])(
  'text that waits behind a running handler survives %s',
  async (way) => {
    saved = []
    goOn = []
    const page = await opened.browser.newPage()
    await page.goto(served.url)
    await isLive(page)
    await page.locator('input').pressSequentially('log')
    await page.locator('button').click()
    await expectEventually(() => goOn.length).toBe(1)
    if (way === 'a reload') await page.reload()
    else if (way === 'another address') await page.goto(`${served.url}/elsewhere`)
    else await page.close({ runBeforeUnload: true })
    const turns = setInterval(() => goOn.shift()?.(), 20)
    try {
      await expectEventually(() => saved).toEqual(['l', 'lo', 'log', 'signed'])
    } finally {
      clearInterval(turns)
    }
  },
)
