/** Long lists in places that are shown late, in each other, and with rows that throw. */
import {
  createApp,
  html,
  LiveView,
  virtual,
  type RowsRequest,
  type TemplateResult,
  type TemplateValue,
} from 'overwire'
import { open } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

const ITEMS = Array.from({ length: 5_000 }, (_, index) => index)

class Places extends LiveView {
  render(): TemplateResult {
    const list = (name: string): TemplateValue =>
      virtual(
        ITEMS,
        (item) => item,
        (item) => html`<li id="${name}-${item}" style="height: 20px">${name} ${item}</li>`,
      )
    return html`<h1>Places</h1>
      <details><summary>More</summary><ul data-list="details" style="height: 300px; overflow: auto">${list('details')}</ul></details>
      <button id="open" @click=${open('dialog')}>Open</button>
      <dialog><ul data-list="dialog" style="height: 300px; overflow: auto">${list('dialog')}</ul></dialog>
      <div id="tab" hidden><ul data-list="tab" style="height: 300px; overflow: auto">${list('tab')}</ul></div>
      <div id="flat" style="height: 0; overflow: auto"><ul data-list="flat">${list('flat')}</ul></div>
      <div id="pane" style="height: 100px; overflow: auto"><ul data-list="pane">${list('pane')}</ul></div>`
  }
}

const INNER = Array.from({ length: 300 }, (_, index) => index)

class Nested extends LiveView {
  render(): TemplateResult {
    return html`<h1>Nested</h1><div id="outer" style="height: 400px; overflow: auto">${virtual(
      ITEMS,
      (item) => item,
      (item) => html`<section id="part-${item}" style="height: 120px">${item}
        <ul style="height: 100px; overflow: auto; margin: 0">${virtual(
          INNER,
          (inner) => inner,
          (inner) => html`<li id="inner-${item}-${inner}" style="height: 20px">${inner}</li>`,
        )}</ul></section>`,
    )}</div>`
  }
}

let broken: 'row' | 'key' | 'load' | '' = ''
let loads = 0

class Breaking extends LiveView {
  #items = ITEMS
  clicks = 0

  render(): TemplateResult {
    return html`<h1>Breaking ${this.clicks}</h1>
      <button id="more" @click=${() => this.clicks++}>More</button>
      <button id="less" @click=${() => (this.#items = this.#items.slice(1))}>Less</button>
      <div id="box" style="height: 400px; overflow: auto"><ul>${virtual(
        this.#items,
        (item) => {
          if (broken === 'key' && item === 3_000) throw new Error('A key that throws.')
          return item
        },
        (item) => {
          if (broken === 'row' && item === 3_000) throw new Error('A row that throws.')
          return html`<li id="row-${item}" style="height: 20px">Row ${item}</li>`
        },
      )}</ul></div>`
  }
}

class Fetching extends LiveView {
  clicks = 0

  override catchError(_: unknown, retry: () => void): TemplateResult {
    return html`<button id="retry" @click=${retry}>Again</button>`
  }

  render(): TemplateResult {
    const load = ({ first, count }: RowsRequest): number[] => {
      loads++
      if (broken === 'load' && first > 1_000) throw new Error('A load that throws.')
      return ITEMS.slice(first, first + count)
    }
    return html`<h1>Fetching ${this.clicks}</h1>
      <button id="more" @click=${() => this.clicks++}>More</button>
      <div id="box" style="height: 400px; overflow: auto"><ul>${virtual(
        { size: 5_000, load },
        (item) => item,
        (item) => html`<li id="row-${item}" style="height: 20px">Row ${item}</li>`,
      )}</ul></div>`
  }
}

let testBrowser: TestBrowser
let served: Served
let page: Page
let wire: WireTap
const log = createLog()

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(
    createApp({ logger: log })
      .live('/', Places)
      .live('/nested', Nested)
      .live('/breaking', Breaking)
      .live('/fetching', Fetching),
    { port: 0 },
  )
  page = await testBrowser.browser.newPage()
  wire = tap(page)
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

beforeEach(() => {
  ;[broken, loads] = ['', 0]
})

async function visit(path: string): Promise<void> {
  await page.goto(served.url + path)
  await isLive(page)
  await isSettled(page)
  wire.clear()
}

const heightOf = (selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => element.scrollHeight)

/** The row in the middle of this element. */
const middleOf = (selector: string): Promise<string | undefined> =>
  page.locator(selector).evaluate((element) => {
    const { left, top, height } = element.getBoundingClientRect()
    return document.elementFromPoint(left + 60, top + height / 2)?.closest('[id]')?.id
  })

test.each([
  ['a <details> that is opened', 'details', () => page.click('summary')],
  ['a dialog that is opened', 'dialog', () => page.click('#open')],
  [
    'a tab that is shown',
    'tab',
    () => page.locator('#tab').evaluate((tab) => ((tab as HTMLElement).hidden = false)),
  ],
])('a list in %s is as long as it is, and shows what it is scrolled to', async (_, name, show) => {
  await visit('/')
  await show()
  await expectEventually(() => heightOf(`[data-list=${name}]`)).toBeGreaterThan(90_000)
  await page.locator(`[data-list=${name}]`).evaluate((list) => list.scrollTo(0, 50_000))
  await expectEventually(() => middleOf(`[data-list=${name}]`)).toMatch(new RegExp(`^${name}-2[45]`))
  expect(wire.complaints).toEqual([])
})

test.each(['flat', 'pane'])(
  'a list in a pane (%s) that a user makes higher has rows for all of it',
  async (name) => {
    await page.setViewportSize({ width: 800, height: 3_000 })
    await visit('/')
    await expectEventually(() => heightOf('#pane')).toBeGreaterThan(90_000)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 200)))
    await page.locator(`#${name}`).evaluate((pane) => ((pane as HTMLElement).style.height = '2500px'))
    await expectEventually(() => page.locator(`[data-list=${name}] li`).count()).toBeGreaterThan(120)
    await page.setViewportSize({ width: 800, height: 600 })
  },
)

test('lists in rows of a list have their own rows', async () => {
  await visit('/nested')
  await expectEventually(() => heightOf('#outer')).toBeGreaterThan(500_000)
  await page.locator('#outer').evaluate((outer) => outer.scrollTo(0, 120 * 2_000))
  await expectEventually(() => page.locator('#part-2001 ul').count()).toBe(1)
  await expectEventually(() => heightOf('#part-2001 ul')).toBe(6_000)
  await page.locator('#part-2001 ul').evaluate((list) => list.scrollTo(0, 4_000))
  await expectEventually(() => page.locator('#inner-2001-202').count()).toBe(1)
  expect(await page.locator('#outer').evaluate((outer) => outer.scrollTop)).toBe(240_000)
  expect(wire.complaints).toEqual([])
})

test('a row whose template throws leaves the list usable, and comes when it does not any more', async () => {
  await visit('/breaking')
  await expectEventually(() => heightOf('#box')).toBeGreaterThan(90_000)
  broken = 'row'
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 60_000))
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)))
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 20_000))
  await expectEventually(() => page.locator('#row-1005').count()).toBe(1)
  await page.click('#more')
  await expectEventually(() => page.locator('h1').textContent()).toBe('Breaking 1')
  broken = ''
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 60_000))
  await expectEventually(() => page.locator('#row-3000').count()).toBe(1)
})

test('a key that throws leaves the list usable', async () => {
  await visit('/breaking')
  await expectEventually(() => heightOf('#box')).toBeGreaterThan(90_000)
  broken = 'key'
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 60_000))
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)))
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 20_000))
  await expectEventually(() => page.locator('#row-1005').count()).toBe(1)
  broken = ''
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 60_000))
  await expectEventually(() => page.locator('#row-3000').count()).toBe(1)
  await page.click('#less')
  await page.click('#more')
  await expectEventually(() => page.locator('h1').textContent()).toBe('Breaking 1')
})

test('a load that throws is caught, and tried again where the list was scrolled to', async () => {
  await visit('/fetching')
  await expectEventually(() => heightOf('#box')).toBeGreaterThan(90_000)
  broken = 'load'
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 60_000))
  await page.waitForSelector('#retry')
  expect(loads).toBeLessThan(5)
  broken = ''
  await page.click('#retry')
  await page.click('#more')
  await expectEventually(() => page.locator('h1').textContent()).toBe('Fetching 1')
  await page.locator('#box').evaluate((box) => box.scrollTo(0, 60_000))
  await expectEventually(() => page.locator('#row-3005').count()).toBe(1)
})
