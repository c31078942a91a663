/** Controls and fields of a view that show the same, as users meet them. */
import { bind, createApp, html, LiveView, map, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled } from './wire-tap.ts'

class Everything extends LiveView {
  title = 'Draft'
  notes: string | null = null
  count: number | null = 3
  agreed = false
  colours = ['red']
  size = 's'
  city = 'oslo'
  tags = ['b']
  address = { city: 'Turin', geo: { isExact: true } }
  more = false
  asks = false
  menu = false

  render(): TemplateResult {
    return html`<input id="title" name="title" ${bind(this, 'title')} />
      <textarea id="notes" ${bind(this, 'notes')}></textarea>
      <input id="count" type="number" ${bind(this, 'count')} />
      <input id="agreed" type="checkbox" ${bind(this, 'agreed')} />
      ${map(
        ['red', 'green', 'blue'],
        (colour) => html`<input type="checkbox" id=${colour} value=${colour} ${bind(this, 'colours')} />`,
      )}
      ${map(['s', 'm'], (size) => html`<input type="radio" id=${size} value=${size} ${bind(this, 'size')} />`)}
      <select id="city" ${bind(this, 'city')}>
        ${map(['oslo', 'rome', 'lima'], (city) => html`<option value=${city}>${city}</option>`)}
      </select>
      <select id="tags" multiple ${bind(this, 'tags')}>
        ${map(['a', 'b', 'c'], (tag) => html`<option value=${tag} ${bind(this, 'tags')}>${tag}</option>`)}
      </select>
      <input id="nested" ${bind(this, 'address', 'city', { on: 'change' })} />
      <input id="deep" type="checkbox" ${bind(this, 'address', 'geo', 'isExact')} />
      <details id="more" ${bind(this, 'more')}>
        <summary>More</summary>
      </details>
      <dialog id="asks" ${bind(this, 'asks')}>
        <p>Delete it?</p>
        <form method="dialog"><button id="no">No</button></form>
      </dialog>
      <button id="ask" @click=${() => (this.asks = true)}>Ask</button>
      <div id="menu" popover ${bind(this, 'menu')}>Menu</div>
      <button id="open-menu" @click=${() => (this.menu = true)}>Menu</button>
      <button id="toggle-more" @click=${() => (this.more = !this.more)}>More</button>
      <output id="state">
        ${JSON.stringify([
          this.title,
          this.notes,
          this.count,
          this.agreed,
          this.colours,
          this.size,
          this.city,
          this.tags,
          this.address,
        ])}
      </output>
      <output id="open">${JSON.stringify([this.more, this.asks, this.menu])}</output>`
  }
}

let opened: TestBrowser
let served: Served
let taken: TakenPage
let page: Page

beforeAll(async () => {
  opened = await openBrowser()
  const app = createApp({ logger: createLog() })
  app.live('/', Everything)
  served = await serve(app, { port: 0, signals: false, deadline: 0 })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})
beforeEach(async () => {
  taken = await opened.pages.shared()
  ;({ page } = taken)
  await page.goto(served.url)
  await isLive(page)
})
afterEach(() => taken[Symbol.asyncDispose]())

async function state(): Promise<unknown[]> {
  await isSettled(page)
  return JSON.parse((await page.textContent('#state')) ?? '') as unknown[]
}

async function openStates(): Promise<unknown> {
  await isSettled(page)
  return JSON.parse((await page.textContent('#open')) ?? '')
}

test('every kind of control shows its field in the first HTML', async () => {
  const html = await (await fetch(served.url)).text()
  expect(html).toMatch(/<input[^>]*id="title"[^>]*value="Draft"/)
  expect(html).toMatch(/<input[^>]*id="count"[^>]*value="3"/)
  expect(html).toMatch(/<input[^>]*id="red"[^>]*checked/)
  expect(html).not.toMatch(/<input[^>]*id="blue"[^>]*checked/)
  expect(html).toMatch(/<option[^>]*selected[^>]*value="oslo"/)
  expect(html).toMatch(/<option[^>]*value="b"[^>]*selected/)
})

test('what users type and choose in every kind of control is assigned to its field', async () => {
  await page.fill('#title', 'Letter')
  await page.fill('#notes', 'one\ntwo')
  await page.fill('#count', '12.5')
  await page.check('#agreed')
  await page.check('#blue')
  await page.uncheck('#red')
  await page.check('#m')
  await page.selectOption('#city', 'lima')
  await page.selectOption('#tags', ['a', 'c'])
  await page.fill('#nested', 'Milan')
  await page.uncheck('#deep')
  expect(await state()).toEqual([
    'Letter',
    'one\ntwo',
    12.5,
    true,
    ['blue'],
    'm',
    'lima',
    ['a', 'c'],
    { city: 'Milan', geo: { isExact: false } },
  ])
})

test('an empty number is null', async () => {
  await page.fill('#count', '')
  expect((await state())[2]).toBe(null)
})

test('radio buttons of one field are a group without a name of their own', async () => {
  await page.check('#m')
  expect(await page.isChecked('#s')).toBe(false)
})

test('a section that its user opens and the view closes follows both', async () => {
  await page.click('#more summary')
  await expectEventually(openStates).toEqual([true, false, false])
  await page.click('#toggle-more')
  await expectEventually(() => page.getAttribute('#more', 'open')).toBe(null)
  expect(await openStates()).toEqual([false, false, false])
})

test.each([
  ['Escape', () => page.keyboard.press('Escape')],
  ['a form with method="dialog"', () => page.click('#no')],
])('a dialog that was closed by %s is opened again by the handler that opened it', async (_, close) => {
  for (let round = 0; round < 2; round++) {
    await page.click('#ask')
    await expectEventually(() => page.locator('#asks:modal').count()).toBe(1)
    await close()
    await expectEventually(openStates).toEqual([false, false, false])
    expect(await page.locator('#asks[open]').count()).toBe(0)
  }
})

test('a popover that was dismissed by a click elsewhere is opened again by the handler that opened it', async () => {
  for (let round = 0; round < 2; round++) {
    await page.click('#open-menu')
    await expectEventually(() => page.locator('#menu:popover-open').count()).toBe(1)
    await page.mouse.click(5, 5)
    await expectEventually(openStates).toEqual([false, false, false])
    expect(await page.locator('#menu:popover-open').count()).toBe(0)
  }
})
