/** What the reference of the browser says of attributes, messages and outcomes, as a page shows it. */
import { createApp, foreign, html, LiveView } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled } from './wire-tap.ts'

let opened: TestBrowser
let served: Served
let release = (): void => {}

class Desk extends LiveView {
  name = 'Ada'

  wait(): Promise<void> {
    return new Promise((done) => (release = done))
  }

  greet(): void {
    this.live.flash('Saved.', 'success')
    this.name = 'Grace'
  }

  render() {
    return html`<div id="messages" data-live-flash role="status" ${foreign()}></div>
      <p>${this.name}</p>
      <button id="wait" @click=${() => this.wait()}>Wait</button>
      <button id="greet" @click=${() => this.greet()}>Greet</button>
      <button
        id="fail"
        @click=${() => {
          throw new Error('no')
        }}
      >
        Fail
      </button>`
  }
}

class Bare extends LiveView {
  render() {
    return html`<button id="greet" @click=${() => this.live.flash('Hello', 'info')}>Greet</button>`
  }
}

beforeAll(async () => {
  const logger = { info: () => {}, warn: () => {}, error: () => {} }
  const app = createApp({ logger }).live('/', Desk).live('/bare', Bare)
  served = await serve(app, { port: 0, signals: false })
  opened = await openBrowser()
})

afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})

async function visit(path: string): Promise<TakenPage> {
  const shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(served.url + path)
  await isLive(page)
  return shared
}

test('a button is pending until its handler has ended, and no other is', async () => {
  await using visited = await visit('/')
  const { page } = visited
  await page.locator('#wait').click()

  const pending = (): Promise<string[]> =>
    page.locator('[data-live-pending]').evaluateAll((elements) => elements.map(({ id }) => id))
  expect(await pending()).toEqual(['wait'])
  await expectEventually(() => {
    release()
    return pending()
  }).toEqual([])
})

test('messages appear in the element of the view that is for them, and leave the view as it is', async () => {
  await using visited = await visit('/')
  const { page } = visited
  await page.locator('#greet').click()

  await expectEventually(() => page.locator('#messages').innerHTML()).toBe(
    '<p data-kind="success">Saved.</p>',
  )
  expect(await page.locator('p').last().innerText()).toBe('Grace')
  await expectEventually(() => page.locator('#messages').innerHTML()).toBe('')
})

test('in a page without a place for messages one is added at its end', async () => {
  await using visited = await visit('/bare')
  const { page } = visited
  await page.locator('#greet').click()

  await expectEventually(() => page.locator('body > :last-child').evaluate((last) => last.outerHTML)).toBe(
    '<div data-live-flash="" role="status"><p data-kind="info">Hello</p></div>',
  )
})

test('a handler that throws is announced at its element as failed, and one that is done is not', async () => {
  await using visited = await visit('/')
  const { page } = visited
  await page.evaluate(() => {
    addEventListener('live:outcome', (event) => {
      // The script dispatches no other event of this name.
      const { detail } = event as CustomEvent<{ readonly outcome: string }>
      const at = event.target instanceof Element ? event.target.id : ''
      document.title += `${at} ${detail.outcome};`
    })
  })

  await page.locator('#greet').click()
  await page.locator('#fail').click()
  await isSettled(page)

  expect(await page.title()).toBe('fail failed;')
})
