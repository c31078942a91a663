/** Logging in and out over the socket, in the tabs of one browser. */
import { createApp, html, LiveView } from 'overwire'
import { serve } from 'overwire/node'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { deskApp } from '../server/session-views.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive, tap, type WireTap } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

interface Site extends AsyncDisposable {
  readonly context: BrowserContext
  readonly url: string
  tab(): Promise<{ page: Page; wire: WireTap }>
}

async function site(): Promise<Site> {
  const { app } = deskApp()
  const served = await serve(app, { port: 0, signals: false })
  const context = await opened.browser.newContext()
  return {
    context,
    url: served.url,
    async tab() {
      const page = await context.newPage()
      const wire = tap(page)
      await page.goto(served.url)
      await isLive(page)
      await page.evaluate('window.isSame = true')
      return { page, wire }
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      await served[Symbol.asyncDispose]()
    },
  }
}

const click = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click()
const shows = (page: Page, text: string): Promise<void> =>
  expectEventually(() => page.locator('h1').innerText()).toBe(text)
const isSame = (page: Page): Promise<unknown> => page.evaluate('window.isSame === true')

test('a page logs in over its socket and stays as it is, with what was typed', async () => {
  await using started = await site()
  const { page, wire } = await started.tab()
  await click(page, 'Add')
  await page.fill('input', 'typed before')
  await click(page, 'Ada')
  await shows(page, 'Ada, light')
  await click(page, 'Add')
  await expectEventually(() => page.locator('p').innerText()).toBe('2')
  expect([await page.inputValue('input'), await isSame(page)]).toEqual(['typed before', true])
  expect(
    wire.requests.filter((request) => !request.endsWith('.js') && request !== 'GET /favicon.ico'),
  ).toEqual(['GET /', 'POST /_live/session'])
  expect(wire.sockets).toBe(2)
  const cookie = (await started.context.cookies()).find(({ name }) => name === 'live_session')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(await page.evaluate('document.cookie')).toBe('')
  expect(wire.complaints).toEqual([])
})

test('of two login pages both work, and the first becomes the page of who logged in last, with nothing of the other', async () => {
  await using started = await site()
  const [first, second] = [await started.tab(), await started.tab()]
  await click(first.page, 'Ada')
  await shows(first.page, 'Ada, light')
  await first.page.fill('input', 'a secret of Ada')
  await second.page.fill('input', 'typed by Bob')
  await click(second.page, 'Bob')
  await shows(second.page, 'Bob, light')
  expect(await second.page.inputValue('input')).toBe('typed by Bob')
  await shows(first.page, 'Bob, light')
  await isLive(first.page)
  expect([await first.page.inputValue('input'), await isSame(first.page)]).toEqual(['', false])
})

test('a page that logs out stays, and the other tabs are loaded again as nobody', async () => {
  await using started = await site()
  const first = await started.tab()
  await click(first.page, 'Ada')
  await shows(first.page, 'Ada, light')
  const second = await started.tab()
  await shows(second.page, 'Ada, light')
  await second.page.fill('input', 'a secret of Ada')
  await click(first.page, 'Log out')
  await shows(first.page, 'nobody, light')
  await shows(second.page, 'nobody, light')
  expect(await second.page.inputValue('input')).toBe('')
  expect(await isSame(first.page)).toBe(true)
  const told = second.page.locator('[data-live-notice]')
  await expectEventually(() => told.innerText()).toContain('The login of this page has ended')
  await told.getByRole('button').click()
  await second.page.reload()
  await isLive(second.page)
  expect(await told.count()).toBe(0)
})

test('a login goes on when the answer to its ticket is lost', async () => {
  await using started = await site()
  const { page } = await started.tab()
  let posts = 0
  await page.route('**/_live/session', async (route) => {
    if (++posts > 1) return route.continue()
    // The server gets it, and the browser no answer.
    await route.fetch()
    await route.abort()
  })
  await click(page, 'Ada')
  await shows(page, 'Ada, light')
  expect(posts).toBe(2)
  expect(await isSame(page)).toBe(true)
})

test('a message of the handler is shown by the page that it redirects to', async () => {
  await using started = await site()
  const { page } = await started.tab()
  await click(page, 'Enter')
  await shows(page, 'Ada, light')
  await expectEventually(() => page.locator('[data-live-flash]').innerText()).toBe('Welcome, Ada')
})

test('what a view stores is there in the next page of the tab, and of another tab', async () => {
  class Notes extends LiveView {
    notes = this.live.stored('notes', z.object({ text: z.string().default('none') }))
    tab = this.live.stored('tab', z.object({ text: z.string().default('none') }), { area: 'session' })
    render() {
      return html`<h1>${this.notes.value.text}, ${this.tab.value.text}</h1>
        <button @click=${() => this.notes.set({ text: 'all' })}>All</button>
        <button @click=${() => this.tab.set({ text: 'tab' })}>Tab</button>`
    }
  }
  await using served = await serve(createApp({ logger: createLog() }).live('/', Notes), {
    port: 0,
    signals: false,
  })
  const context = await opened.browser.newContext()
  const [first, second] = [await context.newPage(), await context.newPage()]
  for (const page of [first, second]) {
    await page.goto(served.url)
    await isLive(page)
  }
  await click(first, 'All')
  await click(first, 'Tab')
  await shows(first, 'all, tab')
  await shows(second, 'all, none')
  await first.reload()
  await shows(first, 'all, tab')
  expect(await second.locator('h1').innerText()).toBe('all, none')
  await context.close()
})
