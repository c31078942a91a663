/** Messages of handlers that lead elsewhere, as their users see them. */
import { createApp, html, LiveView, redirect } from 'overwire'
import { serve } from 'overwire/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

class Start extends LiveView {
  render() {
    return html`<button id="handler" @click=${() => this.save()}>Handler</button>
      <button id="late" @click=${() => this.saveLate()}>Late</button>
      <button id="action" live-click="save">Action</button>`
  }
  save(): never {
    this.live.flash('Saved', 'good')
    redirect('/done')
  }
  async saveLate(): Promise<never> {
    await Promise.resolve()
    this.save()
  }
}

class Done extends LiveView {
  render() {
    return html`<h1>Done</h1>`
  }
}

describe('a flash message before redirect()', () => {
  test.each(['handler', 'late', 'action'])(
    'of a handler is shown by the next page, once: #%s',
    async (id) => {
      const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
      app.live('/', Start).live('/done', Done)
      app.action('save', (page) => {
        page.remove('#action')
        page.flash('Saved', 'good')
        redirect('/done')
      })
      const served = await serve(app, { port: 0, signals: false, deadline: 0 })
      const context = await opened.browser.newContext()
      const page = await context.newPage()
      const recovers = page.waitForResponse(/\/recovery\./)
      await page.goto(served.url)
      await isLive(page)
      await (await recovers).finished()
      await page.click(`#${id}`)
      await page.waitForURL('**/done')
      const messages = page.locator('[data-live-flash] > p')
      await expectEventually(() => messages.allInnerTexts()).toEqual(['Saved'])
      expect(await messages.getAttribute('data-kind')).toBe('good')
      const again = page.waitForResponse(/\/recovery\./)
      await page.reload()
      await (await again).finished()
      await isLive(page)
      expect(await messages.count()).toBe(0)
      await context.close()
      await served.close()
    },
  )
})
