/**
 * What a document keeps of pages that its user has left, one after another, all with hooks, commands, portals, observers and
 * what else the client does for elements: nothing but the pages that it keeps for Back.
 */
import {
  appear,
  createApp,
  every,
  focusTrap,
  form,
  hook,
  html,
  LiveView,
  mounted,
  on,
  onResize,
  onWindow,
  outside,
  portal,
  repeat,
  sortable,
  type TemplateResult,
} from 'overwire'
import { addClass, animated, self, toggle } from 'overwire/commands'
import { local } from 'overwire/local'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { isLive, isSettled } from './wire-tap.ts'

declare global {
  interface OverwireHooks {
    readonly leaving: { readonly data: number }
  }
}

const HOOK = `export default {
  mounted: ({ element, data }) => { element.textContent = data; return { data } },
  destroyed() {},
}`

let pages = 0

class Stop extends LiveView {
  readonly number = ++pages
  rows: readonly number[] = [1, 2, 3]
  note = form(z.object({ text: z.string() }), { values: { text: '' } })
  likes = 0
  isOpen = true

  render(): TemplateResult {
    const menu = local('menu', { open: false })
    const add = on(() => (this.rows = [...this.rows, this.rows.length + 1]), {
      optimistic: [addClass(self, 'pressed')],
    })
    return html`<main ${menu}>
      <h1>${this.number}</h1>
      <div ${hook('leaving', this.number)}></div>
      <ol ${sortable(this.rows, () => {})}>
        ${repeat(
          this.rows,
          (row) => row,
          (row) => html`<li>${row} <button data-handle>=</button></li>`,
        )}
      </ol>
      <section ${outside(() => this.likes++)}>Outside</section>
      <section ${appear(() => {})}>Seen</section>
      <section ${onResize(() => {})}>Sized</section>
      <section ${mounted(() => {})}>Mounted</section>
      <section ${onWindow('keydown', () => this.likes++, { keys: 'mod+j' })}>Key</section>
      <section ${every(60_000, () => {})}>Polled</section>
      ${this.isOpen && html`<p ${animated({ enter: 'in', leave: 'out' })}>Animated</p>`}
      ${portal('#shell', html`<div role="dialog" aria-label="In a portal" ${focusTrap()}><button>In a portal</button></div>`)}
      <button id="toggle" @click=${toggle('#hidden')}>Toggle</button><p id="hidden">Hidden</p>
      <button id="menu" @click=${menu.open.toggle()}>Menu</button><p ?hidden=${menu.open}>Menu</p>
      <button id="add" @click=${add}>Add</button>
      <form ${this.note} @submit=${this.note.submit(() => {})}><input ${this.note.field('text')} /></form>
      <input id="debounced" @input=${on(() => this.likes++, { debounce: 10_000 })} />
      <a id="next" href=${`/${this.number % 2 === 0 ? 'even' : 'odd'}/${this.number}`}>Next</a>
    </main>`
  }
}

class Odd extends Stop {}
class Even extends Stop {}

let opened: TestBrowser
let served: Served
beforeAll(async () => {
  opened = await openBrowser()
  const app = createApp({
    logger: createLog(),
    hooks: { leaving: '/leaving.js' },
    document: ({ head, body }) => html`<!doctype html><html lang="en"><head><title>Stops</title>${head}</head>
      <body>${body}<div id="shell"></div></body></html>`,
  })
    .live('/', Odd)
    .live('/odd/:number', Odd)
    .live('/even/:number', Even)
    .handle(
      'GET',
      '/leaving.js',
      () => new Response(HOOK, { headers: { 'content-type': 'text/javascript' } }),
    )
  served = await serve(app, { port: 0, signals: false, deadline: 0 })
})
afterAll(async () => {
  await served.close()
  await opened[Symbol.asyncDispose]()
})

/** Counts what the client registers, and does not take back. */
function countRegistrations(): void {
  const counts: Record<string, number> = {}
  const elements: WeakRef<Element>[] = []
  const count = (name: string, by: number): void => void (counts[name] = (counts[name] ?? 0) + by)
  const targets = new Map<object, Set<string>>()
  const keyOf = (type: string, listener: object | null, options?: boolean | EventListenerOptions): string => {
    const capture = typeof options === 'object' ? options.capture : options
    const id = (listener && ids.get(listener)) ?? ++last
    if (listener) ids.set(listener, id)
    return `${type} ${id} ${!!capture}`
  }
  const ids = new WeakMap<object, number>()
  let last = 0
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    // Those of elements go with them.
    if (this === window || this === document || this === document.documentElement || this === document.body) {
      const own = targets.get(this) ?? new Set()
      const isOnce = typeof options === 'object' && options.once
      if (!isOnce) targets.set(this, own.add(keyOf(type, listener, options)))
    }
    add.call(this, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    targets.get(this)?.delete(keyOf(type, listener, options))
    remove.call(this, type, listener, options)
  }
  for (const name of ['IntersectionObserver', 'ResizeObserver', 'MutationObserver'] as const) {
    const { observe, disconnect } = window[name].prototype
    const observing = new WeakSet<object>()
    window[name].prototype.observe = function (this: object, ...args: never[]) {
      if (!observing.has(this)) count(name, 1)
      observing.add(this)
      // Each takes arguments of its own, which are passed on.
      ;(observe as (...all: unknown[]) => void).apply(this, args)
    }
    window[name].prototype.disconnect = function () {
      if (observing.delete(this)) count(name, -1)
      disconnect.call(this)
    }
  }
  const { setInterval: start, clearInterval: stop } = window
  const intervals = new Set<unknown>()
  // One of several forms of it.
  window.setInterval = ((...args: Parameters<typeof start>) => {
    const id = start(...args)
    intervals.add(id)
    return id
  }) as typeof start
  window.clearInterval = (id) => {
    intervals.delete(id)
    stop(id)
  }
  Object.assign(window, {
    note: () => {
      for (const element of document.querySelectorAll('body *')) elements.push(new WeakRef(element))
    },
    standing: () => ({
      ...counts,
      intervals: intervals.size,
      listeners: [...targets.values()].reduce((sum, { size }) => sum + size, 0),
      detached: elements.filter((each) => each.deref()?.isConnected === false).length,
    }),
  })
}

interface Counting {
  note(): void
  standing(): Record<string, number>
}

/** Goes from page to page, and does something on each. */
async function leave(page: Page, times: number): Promise<void> {
  await page.evaluate(async (count) => {
    // What was added before the page was loaded.
    const { note } = window as unknown as Counting
    const shown = (): string | null | undefined => document.querySelector('h1')?.textContent
    // The page has them.
    const find = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
    for (let time = 0; time < count; time++) {
      for (const id of ['toggle', 'menu', 'add']) find(id).click()
      // As above.
      const input = find('debounced') as HTMLInputElement
      input.value = 'a'
      input.dispatchEvent(new Event('input', { bubbles: true }))
      note()
      const before = shown()
      find('next').click()
      await new Promise<void>((resolve) => {
        const look = (): unknown => (shown() === before ? setTimeout(look, 1) : resolve())
        look()
      })
    }
  }, times)
  await isSettled(page)
}

/** What stands when all has been collected that can be. */
async function standing(page: Page): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page)
  for (let time = 0; time < 3; time++) {
    await session.send('HeapProfiler.collectGarbage')
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
  }
  await session.detach()
  // As above.
  return page.evaluate(() => (window as unknown as Counting).standing())
}

test(
  '300 pages that were left leave no listener, observer, timer or element behind',
  { timeout: 300_000 },
  async () => {
    const page = await opened.browser.newPage()
    await page.addInitScript(countRegistrations)
    await page.goto(served.url)
    await isLive(page)
    await leave(page, 30)
    const { detached: _, ...before } = await standing(page)
    const elements = await page.evaluate(() => document.querySelectorAll('body *').length)
    await leave(page, 300)
    const { detached: __, ...after } = await standing(page)
    expect(pages).toBeGreaterThan(300)
    expect(after).toEqual(before)
    // Ten pages are kept for Back. Timers of the last navigations hold others for some seconds.
    const left = async (): Promise<number> => (await standing(page))['detached'] ?? 0
    await expect.poll(left, { timeout: 60_000, interval: 1_000 }).toBeLessThan(20 * elements)
    await page.close()
  },
)
