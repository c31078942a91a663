/** Long lists whose rows go, come and are asked for while the line is slow or is cut. */
import { createApp, html, LiveView, virtual, type TemplateResult, type TemplateValue } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

const ITEMS = Array.from({ length: 5_000 }, (_, index) => index)

/** What somebody else does, which the pages see at once. */
let byOthers: ((items: readonly number[]) => readonly number[]) | undefined

class Changing extends LiveView {
  #items: readonly number[] = ITEMS
  told = ''

  override start(): void {
    this.live.every(20, () => {
      if (!byOthers) return
      this.#items = byOthers(this.#items)
      byOthers = undefined
    })
  }

  render(): TemplateResult {
    const list = (name: string): TemplateValue =>
      virtual(
        this.#items,
        (item) => item,
        (item) => html`<li id="${name}-${item}" style="height: 20.4px">${name} ${item}
          <input aria-label="Note" @change=${() => (this.told = `${name} ${item}`)} /></li>`,
      )
    return html`<h1>Changing ${this.#items.length} ${this.told}</h1>
      <div id="one" style="height: 200px; overflow: auto"><ul style="margin: 0">${list('one')}</ul></div>
      <div id="two" dir="rtl" style="height: 200px; overflow: auto"><ul style="margin: 0; display: grid">${list('two')}</ul></div>`
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network
let page: Page
let wire: WireTap
const log = createLog()

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: log }).live('/', Changing), { port: 0 })
  network = await openNetwork(served.port)
  page = await testBrowser.browser.newPage()
  wire = tap(page)
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

beforeEach(async () => {
  network.latency = 0
  network.watch = null
  byOthers = undefined
  await page.goto(network.url)
  await isLive(page)
  await isSettled(page)
  await expectEventually(() => heightOf('#one')).toBeGreaterThan(90_000)
  wire.clear()
})

const heightOf = (selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => element.scrollHeight)

const scroll = (selector: string, top: number): Promise<void> =>
  page.locator(selector).evaluate((element, to) => element.scrollTo(0, to), top)

/** Rows that are seen, with their places; `filled` where nothing is missing. */
const seen = (selector: string): Promise<{ rows: [string, number][]; filled: boolean }> =>
  page.locator(selector).evaluate((box) => {
    const view = box.getBoundingClientRect()
    const rows = [...box.querySelectorAll('li')]
      .map((row): [string, DOMRect] => [row.id, row.getBoundingClientRect()])
      .filter(([, { top, bottom }]) => bottom > view.top + 1 && top < view.bottom - 1)
    const [first, last] = [rows[0], rows.at(-1)]
    const filled =
      !!first &&
      !!last &&
      first[1].top <= view.top + 1 &&
      last[1].bottom >= view.bottom - 17 &&
      rows.length > 7
    return { rows: rows.map(([id, { top }]): [string, number] => [id, top - view.top]), filled }
  })

const isFilled = (selector: string): Promise<void> =>
  expectEventually(async () => (await seen(selector)).filled).toBe(true)

test('both of two lists of the same rows show what they are scrolled to, from right to left and in a grid', async () => {
  await scroll('#one', 60_000)
  await scroll('#two', 30_000)
  await isFilled('#one')
  await isFilled('#two')
  expect((await seen('#one')).rows[0]?.[0]).toMatch(/^one-29/)
  expect((await seen('#two')).rows[0]?.[0]).toMatch(/^two-14/)
  expect(wire.complaints.join('\n')).toBe('')
})

test('a list that is emptied and filled again has its rows, with the answer that fills it', async () => {
  network.latency = 150
  byOthers = () => []
  await page.evaluate(() => new Promise((done) => setTimeout(done, 60)))
  // The server gets to know of it when the list is empty.
  await scroll('#one', 40_000)
  await expectEventually(() => page.locator('h1').textContent()).toContain('Changing 0')
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)))
  network.latency = 0
  wire.clear()
  byOthers = () => ITEMS
  await expectEventually(() => page.locator('h1').textContent()).toContain('Changing 5000')
  expect(wire.down.find((frame) => frame.includes('5000'))).toContain('"one"')
  await isFilled('#one')
})

test('rows that are turned round come as a few, not as many as there may be', async () => {
  byOthers = (items) => [...items].toReversed()
  await expectEventually(() => page.locator('#one-4999').count()).toBe(1)
  expect(await page.locator('#one li').count()).toBeLessThan(120)
  await isFilled('#one')
})

describe('a row that is removed', () => {
  test('while it has the focus, and what was typed, leaves the list usable', async () => {
    await scroll('#one', 40_800)
    await isFilled('#one')
    const input = page.locator('#one-2003 input')
    await input.focus()
    await page.keyboard.type('half a wo')
    byOthers = (items) => items.filter((item) => item !== 2_003)
    await expectEventually(() => page.locator('#one-2003').count()).toBe(0)
    await page.keyboard.type('rd')
    await scroll('#one', 80_000)
    await isFilled('#one')
    await scroll('#one', 40_800)
    await isFilled('#one')
  })

  test('while it is kept far from what is seen goes, and what was typed there is not put elsewhere', async () => {
    await scroll('#one', 20_400)
    await isFilled('#one')
    await page.locator('#one-1003 input').focus()
    await page.keyboard.type('note')
    await scroll('#one', 80_000)
    await isFilled('#one')
    expect(await page.locator('#one-1003').count()).toBe(1)
    byOthers = (items) => items.filter((item) => item < 900 || item > 1_100)
    await expectEventually(() => page.locator('#one-1003').count()).toBe(0)
    await isFilled('#one')
    const typed = await page
      .locator('#one input')
      .evaluateAll((all) => all.filter((each) => 'value' in each && each.value).length)
    expect(typed).toBe(0)
    await scroll('#one', 20_400)
    await isFilled('#one')
  })
})

describe('a connection that is slow', () => {
  test('shows the rows in the end, however it is scrolled', async () => {
    network.latency = 200
    for (let step = 0; step < 60; step++) await scroll('#one', (step * 7_919) % 100_000)
    await scroll('#one', 77_000)
    await isFilled('#one')
    expect((await seen('#one')).rows[0]?.[0]).toMatch(/^one-37/)
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'and cut at its piece %i shows the rows in the end, and one that is kept',
    async (at) => {
      await page.locator('#one-3 input').focus()
      await page.keyboard.type('kept')
      let left = at
      network.watch = ({ bytes }) => (--left === 0 ? { keep: Math.floor(bytes.length / 2) } : undefined)
      await scroll('#one', 60_000)
      await expectEventually(() => left)
        .toBeLessThanOrEqual(0)
        .catch(() => {})
      await isLive(page)
      await isFilled('#one')
      expect((await seen('#one')).rows[0]?.[0]).toMatch(/^one-29/)
      expect(await page.locator('#one-3 input').inputValue()).toBe('kept')
      const all = await page
        .locator('#one li')
        .evaluateAll((rows) => rows.map((row) => Number(row.id.slice(4))))
      expect(all).toEqual([...new Set(all)].toSorted((one, other) => one - other))
    },
  )
})

test('rows of a fraction of a pixel stay where they are, however often others come above, at 110 %', async () => {
  const context = await testBrowser.browser.newContext({ deviceScaleFactor: 1.1 })
  // What others do is done in one page.
  await page.goto('about:blank')
  const whole = page
  page = await context.newPage()
  onTestFinished(async () => {
    page = whole
    await context.close()
  })
  await page.goto(network.url)
  await isLive(page)
  await expectEventually(() => heightOf('#one')).toBeGreaterThan(90_000)
  await scroll('#one', 50_000.4)
  await isFilled('#one')
  await isSettled(page)
  const { rows } = await seen('#one')
  const [id, before] = rows[3] ?? ['', NaN]
  for (let step = 0; step < 15; step++) {
    byOthers = (items) => [10_000 + step, ...items]
    await expectEventually(() => page.locator('h1').textContent()).toContain(String(5_001 + step))
    await isSettled(page)
  }
  const now = new Map((await seen('#one')).rows).get(id) ?? NaN
  expect(Math.abs(now - before)).toBeLessThan(2)
})
