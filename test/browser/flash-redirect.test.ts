/** Messages of handlers that lead elsewhere, as their users see them. */
import { createApp, foreign, html, LiveView, redirect } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
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
      await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
      await using shared = await opened.pages.shared()
      const { page } = shared
      const recovers = page.waitForResponse(/\/recovery\./)
      await page.goto(served.url)
      await isLive(page)
      await (await recovers).finished()
      await page.click(`#${id}`)
      await page.waitForURL('**/done')
      const messages = page.locator('[data-live-flash] > p')
      await expectEventually(() => innerTexts(page, '[data-live-flash] > p')).toEqual(['Saved'])
      expect(await messages.getAttribute('data-kind')).toBe('good')
      const again = page.waitForResponse(/\/recovery\./)
      await page.reload()
      await (await again).finished()
      await isLive(page)
      expect(await messages.count()).toBe(0)
    },
  )
})

describe('a flash message of a form that is posted', () => {
  class Form extends LiveView {
    render() {
      return html`<div data-live-flash id="place" role="status" ${foreign()}></div>
        <form method="post" action="/save" data-live-native><button>Save</button></form>`
    }
  }

  test('is shown by the page of the redirect: without a script too, and with one where its author wants it', async () => {
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
    app.live('/', Form).handle('POST', '/save', (_, context) => {
      context.flash('Saved', 'good')
      redirect('/')
    })
    await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
    const post = async (javaScriptEnabled: boolean): Promise<Page> => {
      const context = await opened.browser.newContext({ javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(served.url)
      await page.click('button')
      return page
    }
    const plain = await post(false)
    expect(await plain.locator('[data-live-flash=sent] > [data-kind=good]').innerText()).toBe('Saved')
    const page = await post(true)
    await expectEventually(() => innerTexts(page, '#place > [data-kind=good]')).toEqual(['Saved'])
    expect(await page.locator('[data-live-flash] > p').count()).toBe(1)
    await isLive(page)
  })
})

describe('a flash message in a place of the page', () => {
  class Leaving extends LiveView {
    render() {
      return html`<div data-live-flash ${foreign()}></div>
        <button @click=${() => this.leave()}>Leave</button>`
    }
    leave(): never {
      this.live.flash('Left', 'good')
      redirect('/there')
    }
  }
  class There extends LiveView {
    render() {
      return html`<h1>There</h1>
        <div data-live-flash id="there" ${foreign()}></div>`
    }
  }

  test('goes to that of the next page when the handler leads there in place', async () => {
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
    app.live('/', Leaving).live('/there', There)
    await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
    await using shared = await opened.pages.shared()
    const { page } = shared
    await page.goto(served.url)
    await isLive(page)
    await page.click('button')
    await expectEventually(() => innerTexts(page, '#there > p')).toEqual(['Left'])
  })
})
