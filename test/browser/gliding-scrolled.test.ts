/** Rows that glide in what scrolls, and in lists of which few rows are seen. */
import { createApp, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { animated, scrollIntoView } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { clickAndShow, glidesIn, MOVE, openGliding, shown, STYLE } from './gliding-rows.ts'
import { isSettled } from './wire-tap.ts'

/** Four thousand rows, of which few are seen. */
class Crowd extends LiveView {
  people = Array.from({ length: 4_000 }, (_, index) => index)

  render(): TemplateResult {
    return html`${STYLE}
      <button id="more" @click=${() => (this.people = [-this.people.length, ...this.people])}>More</button>
      <button id="swap" @click=${() => (this.people = this.people.toSpliced(2000, 2, 2001, 2000))}>Swap</button>
      <ul id="crowd">
        ${repeat(
          this.people,
          (person) => person,
          (person) => html`<li class="gliding-row" ${animated({ move: MOVE })}>${person}</li>`,
        )}
      </ul>`
  }
}

/** A list that scrolls, and one that grows upwards. */
class Boxes extends LiveView {
  lines = Array.from({ length: 40 }, (_, index) => index)
  toasts = ['one']

  render(): TemplateResult {
    const row = (name: string | number) =>
      html`<li class="gliding-row" id="line-${name}" ${animated({ move: MOVE })}>${name}</li>`
    return html`${STYLE}
      <button id="above" @click=${() => (this.lines = [-this.lines.length, ...this.lines])}>Above</button>
      <button id="fewer" @click=${() => (this.lines = this.lines.slice(0, -1))}>Fewer</button>
      <button id="swap" @click=${() => (this.lines = this.lines.toSpliced(10, 2, 11, 10))}>Swap</button>
      <button id="lead" @click=${() => this.lead()}>Last line first</button>
      <button id="toast" @click=${() => (this.toasts = [...this.toasts, 'two'])}>Toast</button>
      <ul class="gliding-box">
        ${repeat(this.lines, (line) => line, row)}
      </ul>
      <ul class="gliding-corner">
        ${repeat(this.toasts, (toast) => toast, row)}
      </ul>`
  }

  lead(): void {
    this.lines = [39, ...this.lines.slice(0, -1)]
    this.live.run(scrollIntoView('#line-39'))
  }
}

let testBrowser: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({ logger: createLog() })
  app.live('/crowd', Crowd).live('/boxes', Boxes)
  served = await serve(app, { port: 0 })
  page = await testBrowser.browser.newPage({ viewport: { width: 800, height: 600 } })
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

const visit = (path: string): Promise<void> => openGliding(page, `http://localhost:${served.port}${path}`)
const click = (selector: string): Promise<void> => clickAndShow(page, selector)
const glides = (): Promise<string[]> => glidesIn(page)

describe('a list of four thousand rows', () => {
  test('measures and animates the rows that are nearly in view', async () => {
    await visit('/crowd')
    await page.evaluate(() => {
      const { getBoundingClientRect } = Element.prototype
      Object.assign(globalThis, { measured: 0 })
      Element.prototype.getBoundingClientRect = function () {
        ;(globalThis as unknown as { measured: number }).measured++
        return getBoundingClientRect.call(this)
      }
    })
    await click('#more')
    const begun = (await glides()).length
    expect(begun).toBeGreaterThan(30)
    expect(begun).toBeLessThanOrEqual(200)
    expect(await page.evaluate(() => (globalThis as { measured?: number }).measured)).toBeLessThan(500)
  })

  test('does not glide where rows have moved far away', async () => {
    await visit('/crowd')
    await click('#swap')
    expect(await glides()).toEqual([])
  })

  test('glides where it is scrolled to', async () => {
    await visit('/crowd')
    await page.evaluate(() => scrollTo(0, 40_100))
    await page.evaluate(() => document.querySelector<HTMLElement>('#swap')?.click())
    await expectEventually(glides).toEqual(['2000 0,-20', '2001 0,20'])
  })

  test('does not glide where the browser scrolls by what comes above', async () => {
    await visit('/crowd')
    await page.evaluate(() => scrollTo(0, 40_100))
    await shown(page)
    await page.evaluate(() => document.querySelector<HTMLElement>('#more')?.click())
    await isSettled(page)
    await shown(page)
    expect(await page.evaluate(() => scrollY)).toBe(40_120)
    expect(await glides()).toEqual([])
  })
})

describe('a list that scrolls', () => {
  const box = (scroll: number) =>
    page.evaluate((to) => {
      const list = document.querySelector('.gliding-box')
      if (list) list.scrollTop = to
    }, scroll)

  test('glides from where its rows were seen', async () => {
    await visit('/boxes')
    await box(180)
    await click('#swap')
    expect(await glides()).toEqual(['line-10 0,-20', 'line-11 0,20'])
  })

  test('does not glide for what is scrolled in the same moment', async () => {
    await visit('/boxes')
    await page.evaluate(() => {
      document.querySelector('#swap')?.addEventListener('click', () => {})
      new MutationObserver(() => {
        const list = document.querySelector('.gliding-box')
        if (list) list.scrollTop = 150
      }).observe(document, { childList: true, subtree: true })
    })
    await click('#swap')
    expect(await glides()).toEqual(['line-10 0,-20', 'line-11 0,20'])
  })

  test('does not glide where it is scrolled because it has become shorter', async () => {
    await visit('/boxes')
    await box(10_000)
    await click('#fewer')
    expect(await glides()).toEqual([])
  })

  test('does not glide where the browser scrolls by what comes above', async () => {
    await visit('/boxes')
    await box(200)
    await shown(page)
    await click('#above')
    expect(await page.evaluate(() => document.querySelector('.gliding-box')?.scrollTop)).toBe(220)
    expect(await glides()).toEqual([])
  })

  test('is scrolled to where a row stands, not to where it is seen to glide', async () => {
    await visit('/boxes')
    await box(700)
    await click('#lead')
    expect(await page.evaluate(() => document.querySelector('.gliding-box')?.scrollTop)).toBe(0)
  })

  test('glides up where it grows upwards', async () => {
    await visit('/boxes')
    await click('#toast')
    expect(await glides()).toEqual(['line-one 0,20'])
  })
})
