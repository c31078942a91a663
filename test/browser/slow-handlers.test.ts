/** Fields whose handlers take their time, on a page that a timer renders all the while. */
import { createApp, html, LiveView, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

class Slow extends LiveView {
  ticks = 0
  query = ''
  name = ''
  isDone = false
  title = 'Title'
  clicks = 0
  draft = ''
  lines: string[] = []
  error = ''

  override start(): void {
    this.live.every(10, () => {
      this.ticks++
    })
  }

  render(): TemplateResult {
    return html`<b id="ticks">${this.ticks}</b>
      <input id="query" .value=${this.query} @input=${(event) => this.search(event.value)} />
      <output id="found">${this.query}</output>
      <input id="name" .value=${this.name} @input=${(event) => this.rename(event.value)} />
      <input
        id="done"
        type="checkbox"
        .checked=${this.isDone}
        @change=${(event) => this.save(event.checked)}
      />
      <output id="saved">${this.isDone ? 'done' : 'open'}</output>
      <input id="title" .value=${this.title} />
      <input id="shared" .value=${String(this.ticks)} />
      <button id="click" @click=${() => this.clicks++}>${this.clicks}</button>
      <form id="chat" @submit=${() => this.send()}>
        <input id="draft" .value=${this.draft} @input=${(event) => (this.draft = event.value)} />
      </form>
      <p id="lines">${this.lines.join('|')}</p>
      <form id="order" @submit=${(event) => this.order(event.form)}>
        <input id="amount" name="amount" .value=${''} /><input id="email" name="email" .value=${''} />
        <button>Order</button>
      </form>
      <p id="error">${this.error}</p>`
  }

  async search(query: string): Promise<void> {
    await sleep(150)
    this.query = query
  }

  async rename(name: string): Promise<void> {
    this.name = name
    await sleep(150)
  }

  async save(isDone: boolean): Promise<void> {
    await sleep(300)
    this.isDone = isDone
  }

  async send(): Promise<void> {
    const said = this.draft
    this.draft = ''
    await sleep(1_500)
    this.lines = [...this.lines, said]
  }

  order(form: FormData): void {
    const [amount] = form.getAll('amount').filter((each) => typeof each === 'string')
    this.error = amount === '1' ? '' : `not ${amount}`
  }
}

const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time))

let opened: TestBrowser
let served: Served
let network: Network
let shared: TakenPage
let page: Page
let wire: WireTap

beforeAll(async () => {
  // In development the console would warn of the fields that nothing listens to.
  const app = createApp({ logger: createLog(), development: false, secret: 's'.repeat(32) })
  app.live('/', Slow)
  served = await serve(app, { port: 0, signals: false })
  opened = await openBrowser()
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})
beforeEach(async () => {
  network = await openNetwork(served.port)
  shared = await opened.pages.shared()
  ;({ page } = shared)
  wire = tap(page)
  await page.goto(`${network.url}/`)
  await isLive(page)
  network.latency = 40
})
afterEach(async () => {
  await shared[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  if (wire.complaints.length > 0) throw new Error(`The browser complained: ${wire.complaints.join('\n')}`)
})

/** So many patches have come since. */
async function patches(count: number): Promise<void> {
  const from = Number(await page.locator('#ticks').innerText())
  await page.waitForFunction(
    (until) => Number(document.querySelector('#ticks')?.textContent) >= until,
    from + count,
  )
}

/** What was in the field when each key was pressed. */
async function textsWhile(field: Locator, typed: string): Promise<string[]> {
  await field.evaluate((element: HTMLInputElement) => {
    const seen: string[] = []
    element.addEventListener('input', () => seen.push(element.value))
    Object.assign(window, { seen })
  })
  await field.pressSequentially(typed, { delay: 60 })
  return page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

test.each([
  ['query', 'assigns after it has waited'],
  ['name', 'assigns before it waits'],
])('text typed into #%s never loses a letter, though its handler %s', async (id) => {
  const field = page.locator(`#${id}`)
  const typed = 'a slow query'

  expect(await textsWhile(field, typed)).toEqual(Array.from(typed, (_, index) => typed.slice(0, index + 1)))
  await isSettled(page)
  await patches(5)

  expect(await field.inputValue()).toBe(typed)
  if (id === 'query') expect(await page.locator('#found').innerText()).toBe(typed)
})

test('a box stays as it was ticked while that is saved', async () => {
  const box = page.locator('#done')
  await box.evaluate((element: HTMLInputElement) => {
    const states: boolean[] = []
    Object.assign(window, { states })
    setInterval(() => states.push(element.checked), 5)
  })
  await box.click()
  await page.evaluate(() => (window as unknown as { states: boolean[] }).states.splice(0))
  await expectEventually(() => page.locator('#saved').innerText()).toBe('done')
  await patches(5)

  const states = await page.evaluate(() => (window as unknown as { states: boolean[] }).states)
  expect(new Set(states)).toEqual(new Set([true]))
})

test('text in a field without a handler survives a click on an unrelated button', async () => {
  await page.locator('#title').fill('my title')
  await page.locator('#click').click()
  await expectEventually(() => page.locator('#click').innerText()).toBe('1')
  await patches(5)

  expect(await page.locator('#title').inputValue()).toBe('my title')
})

test('what changes elsewhere does not replace what was typed, and the field says so', async () => {
  const field = page.locator('#shared')
  await field.fill('mine')
  await patches(5)

  expect(await field.inputValue()).toBe('mine')
  expect(await field.getAttribute('data-live-behind')).toBe('')
})

test('a draft is cleared at once by a handler that goes on, and what is typed meanwhile stays', async () => {
  const field = page.locator('#draft')
  await field.pressSequentially('hello', { delay: 10 })
  await field.press('Enter')
  await expectEventually(() => field.inputValue()).toBe('')
  expect(await page.locator('#lines').innerText()).toBe('')
  await field.pressSequentially('next', { delay: 10 })
  await expectEventually(() => page.locator('#lines').innerText()).toBe('hello')
  await isSettled(page)

  expect(await field.inputValue()).toBe('next')
})

test('a form that is refused keeps its fields', async () => {
  await page.locator('#amount').fill('-5')
  await page.locator('#email').fill('ann@example.com')
  await page.locator('#order button').click()
  await expectEventually(() => page.locator('#error').innerText()).toBe('not -5')
  await patches(5)

  expect(await page.locator('#amount').inputValue()).toBe('-5')
  expect(await page.locator('#email').inputValue()).toBe('ann@example.com')
})
