/** What users type, choose, open and scroll stays theirs, whatever the server changes around it meanwhile. */
import { createApp, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

/** Changes something beside, around and on every control, many times a second. */
class Restless extends LiveView {
  ticks = 0
  text = ''
  code = ''
  agreed = false
  choice = 'b'
  order = ['a', 'b', 'c', 'd']

  override start(): void {
    this.live.every(10, () => {
      this.ticks++
      this.order = [...this.order.slice(1), ...this.order.slice(0, 1)]
    })
  }

  render(): TemplateResult {
    const { ticks } = this
    return html`<p>${ticks} <b id="ticks">${ticks}</b></p>
      <label>Own ${ticks} <input id="own" data-tick=${ticks} class="tick-${ticks % 2}" /></label>
      <textarea id="notes" data-tick=${ticks}></textarea>
      <input id="text" data-tick=${ticks} .value=${this.text} @input=${(event) => (this.text = event.value)} />
      <output id="heard">${this.text}</output>
      <input
        id="code"
        data-tick=${ticks}
        .value=${this.code}
        @input=${(event) => (this.code = event.value.toUpperCase())}
      />
      <input id="tick" type="checkbox" data-tick=${ticks} />
      <input
        id="agreed"
        type="checkbox"
        data-tick=${ticks}
        .checked=${this.agreed}
        @change=${(event) => (this.agreed = event.checked)}
      />
      <select id="own-choice" data-tick=${ticks}>
        <option>a</option>
        <option>b</option>
        <option>c</option>
      </select>
      <select id="choice" .value=${this.choice} @change=${(event) => (this.choice = event.value)}>
        ${['a', 'b', 'c', `t${ticks}`].map((option) => html`<option value=${option}>${option} ${ticks}</option>`)}
      </select>
      <output id="chosen">${this.agreed ? 'agreed' : 'not agreed'}, ${this.choice}</output>
      <details id="details" data-tick=${ticks}>
        <summary>More ${ticks}</summary>
        <p>${ticks}</p>
      </details>
      <div id="scroller" style="height: 50px; overflow: auto">
        ${Array.from({ length: 40 }, (_, index) => html`<p>${index}: ${ticks}</p>`)}
      </div>
      <live-clock id="clock" data-tick=${ticks}>${ticks}</live-clock>
      <ul>
        ${repeat(
          this.order,
          (name) => name,
          (name) => html`<li>${name} ${ticks} <input id="row-${name}" data-tick=${ticks} /></li>`,
        )}
      </ul>`
  }
}

/** Takes what is written down, and empties the field. */
class Board extends LiveView {
  draft = ''
  lines: string[] = []
  render(): TemplateResult {
    return html`<form @submit=${() => this.send()}>
        <input id="draft" name="draft" .value=${this.draft} @input=${(event) => (this.draft = event.value)} />
        <button>Send</button>
      </form>
      <button id="preset" @click=${() => (this.draft = 'Dear all')}>Preset</button>
      <ol>
        ${this.lines.map((line) => html`<li>${line}</li>`)}
      </ol>`
  }
  send(): void {
    this.lines = [...this.lines, this.draft]
    this.draft = ''
  }
}

const LATENCY = 40

let opened: TestBrowser
let served: Served
let network: Network
let shared: TakenPage
let page: Page
let wire: WireTap

beforeAll(async () => {
  const app = createApp({ logger: createLog() })
  app.live('/', Restless).live('/board', Board)
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
})
afterEach(async () => {
  await shared[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  if (wire.complaints.length > 0) throw new Error(`The browser complained: ${wire.complaints.join('\n')}`)
})

/** Opens a page on a slow line. */
async function open(path: string): Promise<void> {
  await page.goto(network.url + path)
  await isLive(page)
  network.latency = LATENCY
}

const ticks = async (): Promise<number> => Number(await page.locator('#ticks').innerText())

/** So many patches have come since. */
async function patches(count: number): Promise<void> {
  const from = await ticks()
  await page.waitForFunction(
    (until) => Number(document.querySelector('#ticks')?.textContent) >= until,
    from + count,
  )
}

const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)
const selection = (field: Locator): Promise<unknown> =>
  field.evaluate((element: HTMLInputElement) => [element.selectionStart, element.selectionEnd])

// --- text ---

test.each(['own', 'notes', 'text'])(
  'text that is typed into #%s stays, and the focus with it',
  async (id) => {
    await open('/')
    const field = page.locator(`#${id}`)
    const said = 'The quick brown fox jumps.'

    await field.pressSequentially(said, { delay: 15 })
    await patches(10)

    expect(await field.inputValue()).toBe(said)
    expect(await focused()).toBe(id)
    if (id === 'text') await expectEventually(() => page.locator('#heard').innerText()).toBe(said)
  },
)

test.each(['own', 'notes', 'text'])('what is selected in #%s stays selected', async (id) => {
  await open('/')
  const field = page.locator(`#${id}`)
  await field.fill('select the middle of this')
  await field.evaluate((element: HTMLInputElement) => element.setSelectionRange(7, 17))

  await patches(20)

  expect(await selection(field)).toEqual([7, 17])
  expect(await focused()).toBe(id)
})

test('a server that writes capitals loses no letter of a fast typist on a slow line', async () => {
  await open('/')
  const field = page.locator('#code')
  const said = 'capitals come late but they come'
  await field.evaluate((element: HTMLInputElement) => {
    const seen: string[] = []
    element.addEventListener('input', () => seen.push(element.value.toLowerCase()))
    Object.assign(window, { seen })
  })

  await field.pressSequentially(said, { delay: 10 })
  await expectEventually(() => field.inputValue()).toBe(said.toUpperCase())

  // Each key found the text as the keys before it had left it.
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
  expect(seen).toEqual(Array.from(said, (_, index) => said.slice(0, index + 1)))
})

test('a server that writes capitals leaves the caret where it was, in the middle of the text', async () => {
  await open('/')
  const field = page.locator('#code')
  await field.fill('helo')
  await expectEventually(() => field.inputValue()).toBe('HELO')
  await field.evaluate((element: HTMLInputElement) => element.setSelectionRange(2, 2))

  await page.keyboard.type('l')
  await expectEventually(() => field.inputValue()).toBe('HELLO')
  expect(await selection(field)).toEqual([3, 3])
  await page.keyboard.type('yy', { delay: 10 })
  await expectEventually(() => field.inputValue()).toBe('HELYYLO')

  expect(await selection(field)).toEqual([5, 5])
})

test('what an input method composes is not touched until it is chosen', async () => {
  await open('/')
  const session = await page.context().newCDPSession(page)
  const field = page.locator('#code')
  await field.focus()

  for (const text of ['n', 'ni', 'nih']) {
    await compose(session, text)
    await isSettled(page)
    await patches(5)
    expect(await field.inputValue()).toBe(text)
  }
  await session.send('Input.insertText', { text: '日本 ok' })

  await expectEventually(() => field.inputValue()).toBe('日本 OK')
  await page.keyboard.type('!')
  await expectEventually(() => field.inputValue()).toBe('日本 OK!')
})

test('an input method goes on where nothing but its surroundings changes', async () => {
  await open('/')
  const session = await page.context().newCDPSession(page)
  for (const id of ['own', 'notes', 'text']) {
    const field = page.locator(`#${id}`)
    await field.focus()
    for (const text of ['k', 'か', 'かn', 'かん']) {
      await compose(session, text)
      await patches(4)
      expect(await field.inputValue()).toBe(text)
    }
    await session.send('Input.insertText', { text: '漢' })
    await patches(4)
    expect(await field.inputValue()).toBe('漢')
  }
})

async function compose(session: CDPSession, text: string): Promise<void> {
  await session.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}

test('text that is typed before the page is live stays, and the server hears of it', async () => {
  network.latency = 300
  await page.goto(`${network.url}/`, { waitUntil: 'commit' })
  await page.locator('#text').pressSequentially('early')
  await page.locator('#agreed').check()
  expect(await page.locator('html').getAttribute('data-live-status')).not.toBe('live')
  network.latency = 0
  await isLive(page)

  await expectEventually(() => page.locator('#heard').innerText()).toBe('early')
  await expectEventually(() => page.locator('#chosen').innerText()).toBe('agreed, b')
  await patches(5)
  expect(await page.locator('#text').inputValue()).toBe('early')
  expect(await page.locator('#agreed').isChecked()).toBe(true)
})

// --- choices ---

test('boxes and selects keep what was chosen, bound or not', async () => {
  await open('/')
  await page.locator('#tick').check()
  await page.locator('#agreed').check()
  await page.locator('#own-choice').selectOption('c')
  await page.locator('#choice').selectOption('a')

  await expectEventually(() => page.locator('#chosen').innerText()).toBe('agreed, a')
  await patches(20)

  expect(await page.locator('#tick').isChecked()).toBe(true)
  expect(await page.locator('#agreed').isChecked()).toBe(true)
  expect(await page.locator('#own-choice').inputValue()).toBe('c')
  expect(await page.locator('#choice').inputValue()).toBe('a')
})

test('a box that is ticked and unticked quickly ends as the user left it', async () => {
  await open('/')
  for (let round = 0; round < 7; round++) await page.locator('#agreed').click()

  await expectEventually(() => page.locator('#chosen').innerText()).toBe('agreed, b')
  await isSettled(page)

  expect(await page.locator('#agreed').isChecked()).toBe(true)
})

// --- everything else that lives in the page ---

test('an opened section stays open, and a scrolled one where it is', async () => {
  await open('/')
  await page.locator('summary').click()
  await page.locator('#scroller').evaluate((element) => void (element.scrollTop = 333))

  await patches(20)

  expect(await page.locator('#details').getAttribute('open')).toBe('')
  expect(await page.locator('#scroller').evaluate((element) => element.scrollTop)).toBe(333)
})

test('a custom element, an animation and a property of a script go on undisturbed', async () => {
  await using own = await opened.pages.own()
  ;({ page } = own)
  wire = tap(page)
  await page.addInitScript(() => {
    class LiveClock extends HTMLElement {
      connected = 0
      connectedCallback(): void {
        this.connected++
        this.attachShadow({ mode: 'open' }).textContent = 'inside'
      }
    }
    customElements.define('live-clock', LiveClock)
  })
  await open('/')
  const clock = page.locator('#clock')
  await clock.evaluate((element) => {
    Object.assign(element, { playing: 'song' })
    element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 3_600_000 })
    element.shadowRoot?.append(', changed')
  })

  await patches(20)

  const state = await clock.evaluate((element) => {
    // What was put there above.
    const { playing, connected } = element as unknown as { playing: string; connected: number }
    const [animation] = element.getAnimations()
    return { playing, connected, inside: element.shadowRoot?.textContent, animation: animation?.playState }
  })
  expect(state).toEqual({ playing: 'song', connected: 1, inside: 'inside, changed', animation: 'running' })
})

test('text is typed into a row that moves all the time', async () => {
  await open('/')
  const field = page.locator('#row-b')

  await field.pressSequentially('moving target', { delay: 15 })
  await field.evaluate((element: HTMLInputElement) => element.setSelectionRange(2, 5))
  await patches(12)

  expect(await field.inputValue()).toBe('moving target')
  expect(await focused()).toBe('row-b')
  expect(await selection(field)).toEqual([2, 5])
})

// --- what the server decides ---

test('a field is emptied when what it held was sent, and keeps the focus', async () => {
  await open('/board')
  const field = page.locator('#draft')
  for (const line of ['first', 'second', 'third']) {
    await field.pressSequentially(line, { delay: 10 })
    await field.press('Enter')
    await expectEventually(() => field.inputValue()).toBe('')
  }

  expect(await innerTexts(page, 'li')).toEqual(['first', 'second', 'third'])
  expect(await focused()).toBe('draft')
})

test('what is typed on while a line is being sent is not lost', async () => {
  await open('/board')
  const field = page.locator('#draft')
  await field.pressSequentially('sent', { delay: 10 })
  await field.press('Enter')
  await field.pressSequentially(' and more')
  await expectEventually(() => innerTexts(page, 'li')).toEqual(['sent'])
  await isSettled(page)

  expect(await field.inputValue()).toContain(' and more')
  await field.press('Enter')
  await expectEventually(() => field.inputValue()).toBe('')
})

test('a value that the server chooses is shown, also over what was typed before', async () => {
  await open('/board')
  const field = page.locator('#draft')
  await field.pressSequentially('my own words', { delay: 10 })

  await page.locator('#preset').click()
  await expectEventually(() => field.inputValue()).toBe('Dear all')
  await field.press('End')
  await page.keyboard.type(', hello')
  await field.press('Enter')

  await expectEventually(() => innerTexts(page, 'li')).toEqual(['Dear all, hello'])
})
