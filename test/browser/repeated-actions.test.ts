/** After a restart the action that the address belongs to runs again: users keep what they have in what it has shown. */
import { Component, createApp, html, type ActionPage, type LiveEvent, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
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

/** How often the action has run. */
let runs = 0

interface Visit extends AsyncDisposable {
  readonly page: Page
  /** Another process takes the place of the one that runs. Resolves when the action has run again. */
  restart(): Promise<void>
}

/** A page on which an action of this kind has led to `/two`. */
async function visit(shows: (page: ActionPage) => unknown): Promise<Visit> {
  runs = 0
  const start = (): Promise<Served> => {
    const app = createApp({ secret: 's'.repeat(32), logger: createLog() })
    app.page('/', () => ({ title: 'One', body: html`<main id="m"></main>${LINK}` }))
    app.page('/two', () => ({ title: 'Two', body: html`<main id="m"></main>` }))
    app.action('two', shows)
    return serve(app, { port: 0, signals: false, deadline: 0 })
  }
  let served = await start()
  const network = await openNetwork(portOf(served))
  const shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(network.url)
  await isLive(page)
  await page.click('a')
  await page.waitForURL(/two$/)
  await page.waitForLoadState('networkidle')
  return {
    page,
    async restart() {
      const before = runs
      await served.close()
      served = await start()
      network.serverPort = portOf(served)
      await expectEventually(() => Promise.resolve(runs)).toBe(before + 1)
      await page.waitForSelector('html:not([data-live-pending])')
    },
    async [Symbol.asyncDispose]() {
      await shared[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await served.close()
    },
  }
}
const LINK = html`<a href="/two" live-click="two">two</a>`

function portOf({ url }: Served): number {
  return Number(new URL(url).port)
}

const form = html`<form id="comment"><textarea name="text"></textarea><input name="by" /></form><input />`

/** Types, and selects a part of it. */
async function comment(page: Page): Promise<void> {
  await page.fill('textarea', 'a long comment')
  await page.evaluate(() => document.querySelector('textarea')?.setSelectionRange(2, 6))
}

const shown = (page: Page) =>
  page.evaluate(() => {
    const text = document.querySelector('textarea')
    return [text?.value, document.activeElement === text, text?.selectionStart, text?.selectionEnd]
  })
const KEPT = ['a long comment', true, 2, 6]

test('what an action shows again and stands already stays as it is, with all that is in it', async () => {
  await using visited = await visit((page) => {
    runs++
    page.replace('#m', html`<p>Two</p>${form}`)
    page.append('#m', html`<i>end</i>`)
    page.url('/two')
  })
  const { page } = visited
  await page.fill('main > input', 'free')
  await comment(page)
  await visited.restart()
  expect([await shown(page), await page.inputValue('main > input')]).toEqual([KEPT, 'free'])
  expect(await page.locator('i').count()).toBe(1)
})

test('what is typed into a form with an id stays when the action shows something else around it', async () => {
  await using visited = await visit((page) => {
    page.replace('#m', html`<p>${++runs}</p>${form}`)
    page.url('/two')
  })
  const { page } = visited
  await page.fill('main > input', 'free')
  await comment(page)
  await visited.restart()
  await expectEventually(() => page.innerText('#m p')).toBe('2')
  expect([await shown(page), await page.inputValue('main > input')]).toEqual([KEPT, ''])
})

test('what is typed stays when the action shows first that something is loading', async () => {
  await using visited = await visit(async (page) => {
    runs++
    page.replace('#m', html`<p>Loading</p>`)
    page.url('/two')
    await page.flush()
    await new Promise((resolve) => setTimeout(resolve, 50))
    page.replace('#m', html`<p>Two</p>${form}`)
  })
  const { page } = visited
  await page.fill('main > input', 'free')
  await comment(page)
  await visited.restart()
  await expectEventually(() => shown(page)).toEqual(KEPT)
  expect(await page.inputValue('main > input')).toBe('free')
})

test('an action that runs again takes the focus to nothing, scrolls nowhere and resets nothing', async () => {
  await using visited = await visit((page) => {
    runs++
    page.replace('#m', html`${form}<button>Send</button>`)
    page.focus('button')
    page.flash('Here you are')
    page.url('/two')
  })
  const { page } = visited
  await comment(page)
  await visited.restart()
  expect(await shown(page)).toEqual(KEPT)
  expect(await page.locator('[data-live-flash] p').count()).toBe(1)
})

class Panel extends Component<{ id: number }> {
  draft = ''
  override render(): TemplateResult {
    return html`<h2>${this.props.id}</h2>
      <textarea .value=${this.draft} @input=${(event: LiveEvent) => this.type(event)}></textarea>
      <p>${this.draft}</p>
      <input />`
  }
  type({ value }: LiveEvent): void {
    this.draft = value
  }
}

test('a component that the action mounts again goes on where it stands, and is told what was typed', async () => {
  await using visited = await visit((page) => {
    runs++
    page.replace('#m', html`<div id="panel"></div>`)
    page.mount('#panel', Panel, { id: runs })
    page.url('/two')
  })
  const { page } = visited
  await page.fill('#panel input', 'free')
  await comment(page)
  await expectEventually(() => page.innerText('#panel p')).toBe('a long comment')
  await visited.restart()
  await expectEventually(() => page.innerText('#panel h2')).toBe('2')
  await expectEventually(() => page.innerText('#panel p')).toBe('a long comment')
  expect([await shown(page), await page.inputValue('#panel input')]).toEqual([KEPT, 'free'])
  await page.fill('textarea', 'another one')
  await expectEventually(() => page.innerText('#panel p')).toBe('another one')
})
