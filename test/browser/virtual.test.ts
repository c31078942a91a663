/** Long lists, of which the page has the rows that are seen, where the policy allows nothing inline. */
import { createApp, html, LiveView, virtual, type RowsRequest, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types overwire"

const SHEET = `body { margin: 0 } #box { height: 400px; overflow: auto }
ul { padding: 0; margin: 0; list-style: none } li { height: 20px } li.tall { height: 70px }
table { border-spacing: 0; table-layout: fixed; width: 400px } td, th { height: 20px; padding: 0 }`

interface Person {
  readonly id: number
  readonly name: string
}

const PEOPLE: readonly Person[] = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `Person ${id}` }))

/** What somebody else does, which the page sees at once. */
let byOthers: ((people: readonly Person[]) => readonly Person[]) | undefined

class People extends LiveView {
  #people: readonly Person[] = PEOPLE
  clicked = -1

  override start(): void {
    this.live.every(20, () => {
      if (!byOthers) return
      this.#people = byOthers(this.#people)
      byOthers = undefined
    })
  }

  render(): TemplateResult {
    return html`<h1>People ${this.clicked}</h1>
      <div id="box" tabindex="0"><ul>${virtual(
        this.#people,
        (person) => person.id,
        (person, index) => html`<li class=${person.id % 7 === 3 ? 'tall' : ''} id="row-${person.id}">
          ${index} ${person.name} <button @click=${() => (this.clicked = person.id)}>Pick</button>
          <input aria-label="Note on ${person.id}" />
        </li>`,
      )}</ul></div>`
  }
}

/** A table in the window, whose rows are fetched. */
let fetches: string[] = []
let filter = ''
let slow = 0

class Orders extends LiveView {
  note = ''

  override start(): void {
    this.live.every(20, () => {})
  }

  render(): TemplateResult {
    const size = filter ? 500 : 100_000
    const load = async ({ first, count, signal }: RowsRequest): Promise<readonly Person[]> => {
      fetches.push(`${first} ${count}`)
      if (slow) await new Promise((done) => setTimeout(done, slow))
      if (signal.aborted) fetches.push('aborted')
      return PEOPLE.slice(first, first + count).map((person) => ({
        ...person,
        name: `Order ${filter}${person.id}`,
      }))
    }
    return html`<h1>Orders ${this.note}</h1>
      <table id="orders">
        <thead><tr><th>Number</th></tr></thead>
        <tbody>${virtual(
          { size, load, deps: [filter] },
          (order) => order.id,
          (order) => html`<tr id="order-${order.id}"><td>${order.name}
            <button @click=${() => (this.note = order.name)}>Show</button></td></tr>`,
          { first: 20 },
        )}</tbody>
      </table>
      <p>The end</p>`
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network
let page: Page
let wire: WireTap

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({
    logger: createLog(),
    document: ({ head, lang, body }) =>
      html`<!doctype html>
        <html lang=${lang}>
          <head>
            <title>People</title>
            <link rel="stylesheet" href="/people.css" />
            ${head}
          </head>
          <body>
            ${body}
          </body>
        </html>`,
  })
    .live('/', People)
    .live('/orders', Orders)
    .handle('GET', '/people.css', () => new Response(SHEET, { headers: { 'content-type': 'text/css' } }))
  served = await serve(app, { port: 0, headers: { 'content-security-policy': POLICY } })
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
  byOthers = undefined
  await page.goto(network.url)
  await isLive(page)
  await expectEventually(height).toBeGreaterThan(2_000_000)
  wire.clear()
})

/** How high all that scrolls is. */
const height = (): Promise<number> => page.locator('#box').evaluate((box) => box.scrollHeight)

async function scrollBox(top: number): Promise<void> {
  await page.locator('#box').evaluate((box, to) => box.scrollTo(0, to), top)
}

/** The rows that are seen, and where, counted from the top of the box. */
const seen = (): Promise<readonly { readonly id: number; readonly top: number }[]> =>
  page.locator('#box').evaluate((box) => {
    const view = box.getBoundingClientRect()
    return [...box.querySelectorAll('li')].flatMap((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      const isSeen = bottom > view.top && top < view.bottom
      return isSeen ? [{ id: Number(row.id.slice(4)), top: Math.round(top - view.top) }] : []
    })
  })

/** The id of one of the rows that are seen, counted from the top. */
const seenAt = async (at: number): Promise<number> => (await seen())[at]?.id ?? NaN

/** The whole of what is seen is rows, in order. */
async function isFilled(): Promise<void> {
  const isFull = async (): Promise<boolean> => {
    const rows = await seen()
    const [first, last] = [rows[0], rows.at(-1)]
    return !!first && !!last && first.top <= 0 && last.top >= 330 && last.id - first.id === rows.length - 1
  }
  await expectEventually(isFull).toBe(true)
}

const rowCount = (): Promise<number> => page.locator('#box li').count()

describe('a list of 100,000 rows', () => {
  test('has the rows that are seen and some around them, wherever it is scrolled to', async () => {
    expect(await rowCount()).toBe(50)
    for (const top of [900, 1_000_000, 2_690_000, 400]) {
      await scrollBox(top)
      await isFilled()
      expect(await rowCount()).toBeLessThan(100)
    }
    expect(await page.locator('#box *').count()).toBeLessThan(400)
    expect(wire.complaints).toEqual([])
  })

  test('asks for nothing while what is around is there, and gets the rows alone that come', async () => {
    await scrollBox(300)
    await scrollBox(100)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 200)))
    expect(wire.up.filter((frame) => frame.includes('scroll'))).toEqual([])
    await scrollBox(100_000)
    await isFilled()
    await isSettled(page)
    const id = await seenAt(0)
    await page.locator(`#row-${id + 12}`).evaluate((row) => row.setAttribute('data-mark', ''))
    wire.clear()
    await scrollBox(100_000 + 300)
    await isFilled()
    await isSettled(page)
    const asked = wire.up.filter((frame) => frame.includes('scroll'))
    expect(asked).toHaveLength(1)
    const told = wire.down.join('')
    const came = told.match(/Person \d+/g) ?? []
    expect(came.length).toBeGreaterThan(5)
    expect(came.length).toBeLessThan(25)
    expect(told.length).toBeLessThan(60 * came.length + 200)
    expect(await page.locator('[data-mark]').count()).toBe(1)
  })

  test('one question is under way at a time on a slow line, and the newest rows come', async () => {
    network.latency = 100
    for (let top = 10_000; top <= 70_000; top += 3_000) await scrollBox(top)
    await isFilled()
    const id = await seenAt(0)
    expect(id).toBeGreaterThan(2_100)
    expect(wire.up.filter((frame) => frame.includes('scroll')).length).toBeLessThan(12)
  })

  test('rows come for the keys that scroll', async () => {
    await page.locator('#box').focus()
    await page.keyboard.press('End')
    await expectEventually(async () => (await seen()).at(-1)?.id).toBe(99_999)
    await page.keyboard.press('PageUp')
    await isFilled()
    await page.keyboard.press('Home')
    await isFilled()
    await expectEventually(async () => (await seen())[0]?.id).toBe(0)
  })

  test('handlers of rows are those of the view', async () => {
    await scrollBox(500_000)
    await isFilled()
    const [, row] = await seen()
    await page.locator(`#row-${row?.id} button`).click()
    await expectEventually(() => page.locator('h1').textContent()).toBe(`People ${row?.id}`)
  })

  test('screen readers are told how many rows there are, and which these are', async () => {
    await scrollBox(1_000_000)
    await isFilled()
    const told = await page
      .locator('#box li')
      .evaluateAll((rows) => rows.map((row) => [row.id, row.ariaPosInSet, row.ariaSetSize]))
    for (const [id, position, size] of told) {
      expect(position).toBe(String(Number(id?.slice(4)) + 1))
      expect(size).toBe('100000')
    }
    expect(await page.locator('#box template:not([aria-hidden=true])').count()).toBe(0)
  })

  test('rows of other heights do not move what is seen when they come above it', async () => {
    await scrollBox(1_500_000)
    await isFilled()
    await isSettled(page)
    for (let step = 0; step < 12; step++) {
      const before = await seen()
      await page.locator('#box').evaluate((box) => box.scrollBy(0, -170))
      await isFilled()
      await isSettled(page)
      const after = new Map((await seen()).map(({ id, top }) => [id, top]))
      const ways = before.flatMap(({ id, top }) => {
        const now = after.get(id)
        return now === undefined ? [] : [now - top - 170]
      })
      expect(ways.filter((way) => Math.abs(way) > 1)).toEqual([])
    }
  })
})

describe('rows that others add and remove', () => {
  const others = async (
    change: (people: readonly Person[]) => readonly Person[],
    size: number,
  ): Promise<void> => {
    byOthers = change
    await expectEventually(() => page.locator('#box li').first().getAttribute('aria-setsize')).toBe(
      String(size),
    )
    await isSettled(page)
  }
  const added = (count: number): Person[] =>
    Array.from({ length: count }, (_, index) => ({ id: 200_000 + index, name: `New ${index}` }))

  test('above what is seen do not move it', async () => {
    await scrollBox(1_000_000)
    await isFilled()
    const before = await seen()
    await page.locator(`#row-${before[3]?.id}`).evaluate((row) => row.setAttribute('data-mark', ''))
    await others((people) => [...added(300), ...people], 100_300)
    expect(await seen()).toEqual(before)
    await others((people) => people.slice(40), 100_260)
    expect(await seen()).toEqual(before)
    expect(await page.locator('[data-mark]').getAttribute('aria-posinset')).toBe(
      String((before[3]?.id ?? 0) + 261),
    )
  })

  test('at the top are seen where the list is scrolled to its top', async () => {
    await others((people) => [...added(2), ...people], 100_002)
    expect((await seen()).slice(0, 3).map(({ id }) => id)).toEqual([200_000, 200_001, 0])
  })

  test('a list that becomes shorter than it is scrolled shows its end', async () => {
    await scrollBox(2_000_000)
    await isFilled()
    await others((people) => people.slice(0, 1_000), 1_000)
    await isFilled()
    await expectEventually(async () => (await seen()).at(-1)?.id).toBe(999)
    await others((people) => people.slice(0, 3), 3)
    await expectEventually(rowCount).toBe(3)
  })
})

describe('what users have in rows', () => {
  test('a row with the focus stays when it is scrolled away, and so does what was typed', async () => {
    await scrollBox(30_000)
    await isFilled()
    const id = await seenAt(1)
    await page.locator(`#row-${id} input`).fill('A note')
    await page.locator(`#row-${id + 2} input`).focus()
    await scrollBox(2_000_000)
    await isFilled().catch(() => {})
    await expectEventually(() => page.locator(`#row-${id + 1000}`).count()).toBe(0)
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.closest('li')?.id ?? '')
    expect(await focused()).toBe(`row-${id + 2}`)
    expect(await page.locator(`#row-${id} input`).inputValue()).toBe('A note')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe(`row-${id + 3}`)
    await isFilled()
    expect((await seen()).map((row) => row.id)).toContain(id + 3)
    await scrollBox(0)
    await isFilled()
    expect(await page.locator(`#row-${id} input`).inputValue()).toBe('A note')
  })

  test('the Tab key leads through all rows', async () => {
    await page.locator('#row-0 button').focus()
    for (let step = 0; step < 160; step++) {
      await page.keyboard.press('Tab')
      if (step % 4 === 3)
        await expectEventually(() => page.locator(`#row-${Math.round(step / 2) + 6}`).count()).toBe(1)
    }
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).toBe('row-80')
  })
})

describe('a connection that is lost', () => {
  test('leaves the rows where they are, and those come that were scrolled to meanwhile', async () => {
    await scrollBox(400_000)
    await isFilled()
    const before = await seen()
    network.cut()
    await page.waitForSelector('html:not([data-live-status=live])')
    await isLive(page)
    expect(await seen()).toEqual(before)
    network.cut()
    await scrollBox(1_200_000)
    await isLive(page)
    await isFilled()
    const id = await seenAt(0)
    expect(id).toBeGreaterThan(42_000)
  })
})

describe('a table in the window, whose rows are fetched', () => {
  const rows = (): Promise<readonly string[]> =>
    page.locator('#orders tbody tr').evaluateAll((all) => all.map((row) => row.id))
  /** Those that are seen. */
  const seenOrders = (): Promise<readonly number[]> =>
    page.locator('#orders tbody tr').evaluateAll((all) =>
      all.flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > 0 && top < innerHeight ? [Number(row.id.slice(6))] : []
      }),
    )
  const isFull = async (): Promise<void> => {
    const most = await page.evaluate(() => innerHeight / 30)
    await expectEventually(async () => (await seenOrders()).length > most).toBe(true)
    await isSettled(page)
  }

  beforeEach(async () => {
    ;[filter, slow] = ['', 0]
    await page.goto(`${network.url}/orders`)
    await isLive(page)
    await isFull()
    fetches = []
  })

  test('gets the rows that are seen, and stands in valid places', async () => {
    await page.evaluate(() => scrollTo(0, 1_000_000))
    await isFull()
    const [first = 0] = await seenOrders()
    expect(first).toBeGreaterThan(30_000)
    expect((await rows()).length).toBeLessThan(250)
    expect(fetches.every((each) => Number(each.split(' ')[1]) < 250)).toBe(true)
    const parents = await page
      .locator('#orders tr, #orders template')
      .evaluateAll((all) => [...new Set(all.map((each) => each.parentElement?.localName))])
    expect(parents).toEqual(['thead', 'tbody'])
    await page.locator(`#order-${first + 2} button`).click()
    await expectEventually(() => page.locator('h1').textContent()).toBe(`Orders Order ${first + 2}`)
    expect(wire.complaints).toEqual([])
  })

  test('is told to screen readers as a table, with its header', async () => {
    await page.evaluate(() => scrollTo(0, 500_000))
    await isFull()
    expect(await page.locator('table').getAttribute('aria-rowcount')).toBe('100001')
    expect(await page.locator('thead tr').getAttribute('aria-rowindex')).toBe('1')
    const [first = 0] = await seenOrders()
    expect(await page.locator(`#order-${first}`).getAttribute('aria-rowindex')).toBe(String(first + 2))
  })

  test('is fetched again for other dependencies alone, and cancels what is not wanted any more', async () => {
    await page.locator('#order-1 button').click()
    await expectEventually(() => page.locator('h1').textContent()).toBe('Orders Order 1')
    expect(fetches).toEqual([])
    filter = 'x'
    await expectEventually(() => page.locator('#order-1 td').textContent()).toContain('Order x1')
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await expectEventually(rows).toContain('order-499')
    fetches = []
    slow = 300
    await page.evaluate(() => scrollTo(0, 0))
    await expectEventually(() => fetches.length).toBe(1)
    await page.evaluate(() => scrollTo(0, 5_000))
    await expectEventually(() => fetches).toContain('aborted')
    await isFull()
    const [first = 0] = await seenOrders()
    expect(first).toBeGreaterThan(100)
  })

  test('a page that is reloaded shows the rows where it was scrolled to', async () => {
    await expectEventually(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(
      1e6,
    )
    await page.evaluate(() => scrollTo(0, 800_000))
    await expectEventually(() =>
      page.evaluate(() => document.elementFromPoint(50, 100)?.closest('tr')?.id),
    ).toBeTruthy()
    const before = await page.evaluate(() => document.elementFromPoint(50, 100)?.closest('tr')?.id)
    await page.reload()
    await isLive(page)
    await expectEventually(() =>
      page.evaluate(() => document.elementFromPoint(50, 100)?.closest('tr')?.id),
    ).toBe(before)
  })
})

test('without JavaScript there are the first rows, and no empty space', async () => {
  const context = await testBrowser.browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(network.url)
  expect(await plain.locator('#box li').count()).toBe(50)
  expect(
    await plain
      .locator('#box template')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).display)),
  ).toEqual(['none', 'none'])
  await context.close()
})
