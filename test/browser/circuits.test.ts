/** Pages and their circuits: who gets which, and what is left of them when something goes wrong. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  Component,
  component,
  createApp,
  html,
  LiveView,
  repeat,
  styleMap,
  unsafeHTML,
  type App,
  type AppOptions,
  type TemplateResult,
} from 'overwire'
import { attach, nodeHandler, serve, type Served, type ServeOptions } from 'overwire/node'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog, type Log } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { openNetwork, type Piece } from './network.ts'
import { isLive, isSettled, tap } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** What happened on the server since the test began. */
const happened: string[] = []
beforeEach(() => void happened.splice(0))

class Counter extends LiveView {
  count = 0
  override mount(): void {
    happened.push('mount')
  }
  override start(): void {
    happened.push('start')
  }
  override stop(): void {
    happened.push('stop')
  }
  render(): TemplateResult {
    return html`<p id="count">${this.count}</p>
      <button @click=${() => this.count++}>Add</button>
      <a href="/elsewhere">Elsewhere</a>`
  }
}

/** Paid by a button that is gone when it was pressed. */
class Payment extends LiveView {
  open = true
  pay(): void {
    happened.push('pay')
    this.open = false
  }
  render(): TemplateResult {
    return html`${this.open ? html`<button @click=${this.pay}>Pay</button>` : html`<button @click=${this.undo}>Undo</button>`}`
  }
  undo(): void {
    happened.push('undo')
  }
}

/** Is rendered several times before its first response is sent: with placeholders, then with what was loaded. */
class Orders extends LiveView {
  names = this.live.load(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10))
    return ['a', 'b', 'c']
  })
  added: string[] = []
  render(): TemplateResult {
    const names = this.names.value ? [...this.added, ...this.names.value] : ['wait', 'wait too']
    return html`<button id="add" @click=${() => (this.added = ['new', ...this.added])}>Add</button>
      <ul>
        ${repeat(
          names,
          (name) => name,
          (name) => component(Order, { name }),
        )}
      </ul>`
  }
}

class Order extends Component<{ name: string }> {
  state = 'open'
  override async mount(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  override pending(): TemplateResult {
    return html`<li>…</li>`
  }
  render(): TemplateResult {
    return html`<li>
      <button @click=${() => (this.state = 'paid')}>${this.props.name} ${this.state}</button>
    </li>`
  }
}

interface Running extends AsyncDisposable {
  readonly app: App
  readonly served: Served
  readonly log: Log
}

async function run(options: AppOptions = {}, serving: ServeOptions = {}): Promise<Running> {
  const log = createLog()
  const app = createApp({ logger: log, secret: 'a secret that all processes of this test share', ...options })
  app.live('/', Counter).live('/payment', Payment).live('/orders', Orders)
  app.page('/elsewhere', () => html`<h1>Elsewhere</h1>`)
  const served = await serve(app, { port: 0, signals: false, ...serving })
  return { app, served, log, [Symbol.asyncDispose]: served[Symbol.asyncDispose] }
}

async function newContext(): Promise<BrowserContext & AsyncDisposable> {
  return opened.browser.newContext()
}

const count = async (page: Page): Promise<number> => Number(await page.locator('#count').innerText())
const add = (page: Page): Promise<void> => page.getByRole('button', { name: 'Add' }).click()
const shows = (page: Page, number: number): Promise<void> => expectEventually(() => count(page)).toBe(number)
/** Tries at once what would otherwise be tried after a while. */
const hurry = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('online')))
const circuitOf = (down: readonly string[]): unknown =>
  (JSON.parse(down.find((text) => text.startsWith('["joined"')) ?? '[]') as [string, { circuit: string }])[1]
    .circuit

// --- clicks ---

test('a double click on a button that vanishes runs it once, and tells the second click that it is gone', async () => {
  await using server = await run()
  await using network = await openNetwork(server.served.port)
  await using shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(`${network.url}/payment`)
  await isLive(page)
  await page.evaluate(() => {
    addEventListener('live:outcome', (event) => {
      // The client dispatches it with a detail.
      document.title = JSON.stringify((event as CustomEvent<unknown>).detail)
    })
  })
  network.latency = 50

  await page.getByRole('button', { name: 'Pay' }).dblclick()
  await expectEventually(() => page.title()).toBe('{"type":"click","outcome":"refused","code":"gone"}')

  expect(happened).toEqual(['pay'])
  expect(await innerTexts(page, 'button')).toEqual(['Undo'])
  await isSettled(page)
})

test('rows that took the place of placeholders in the first response are clicked and moved', async () => {
  await using server = await run()
  await using shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(`${server.served.url}/orders`)
  const rows = (): Promise<string[]> => innerTexts(page, 'li button')
  expect(await rows()).toEqual(['a open', 'b open', 'c open'])
  await isLive(page)
  await page.getByRole('button', { name: 'b open' }).click()
  await expectEventually(rows).toEqual(['a open', 'b paid', 'c open'])
  await page.locator('#add').click()
  await expectEventually(rows).toEqual(['new open', 'a open', 'b paid', 'c open'])
  await page.getByRole('button', { name: 'c open' }).click()
  await expectEventually(rows).toEqual(['new open', 'a open', 'b paid', 'c paid'])
  await isSettled(page)
  expect(server.log.lines.filter((line) => !line.startsWith('info'))).toEqual([])
})

// --- joining ---

test('two tabs with one HTML get a circuit each', async () => {
  await using server = await serveOneResponse('visitor')
  await using context = await newContext()
  const tabs = await Promise.all([0, 1].map(() => context.newPage()))
  const wires = tabs.map(tap)
  for (const tab of tabs) {
    await tab.goto(server.url)
    await isLive(tab)
  }
  const [first, second] = tabs as [Page, Page]

  await add(first)
  await shows(first, 1)
  await add(second)
  await add(second)
  await shows(second, 2)

  expect(await count(first)).toBe(1)
  expect(server.served).toBe(2)
  const [one, other] = wires.map(({ down }) => circuitOf(down))
  expect(one).not.toBe(other)
  for (const { complaints } of wires) expect(complaints).toEqual([])
})

test('a duplicated tab starts anew and leaves the first alone', async () => {
  await using server = await serveOneResponse('visitor')
  await using context = await newContext()
  const first = await context.newPage()
  await first.goto(server.url)
  await isLive(first)
  await add(first)
  await shows(first, 1)

  // A tab that is opened by a page takes its session storage along, as a duplicated one does.
  const [second] = await Promise.all([
    context.waitForEvent('page'),
    first.evaluate(() => void open(location.href)),
  ])
  await isLive(second)
  await add(second)
  await add(second)
  await shows(second, 2)
  await add(first)

  await shows(first, 2)
  expect(await count(second)).toBe(2)
})

test('a cache that answers with the HTML of another visitor is asked once, and not over and over', async () => {
  await using server = await serveOneResponse('strangers')
  await using shared = await opened.pages.shared()
  const { page } = shared

  await page.goto(server.url)
  await page.waitForSelector('html[data-live-status=refused][data-live-code=denied]')

  expect(server.served).toBe(2)
  expect(happened).not.toContain('start')
})

test('a join whose answer was lost is repeated, and is the same circuit', async () => {
  await using server = await run()
  await using network = await openNetwork(server.served.port)
  await using shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  // Once all of the answer is lost, and once a part of it.
  const losses = [() => ({ keep: 0 }), (bytes: Buffer) => ({ keep: bytes.length >> 1 })]
  const lost: unknown[] = []
  network.watch = ({ direction, bytes }: Piece) => {
    if (direction === 'up' || !bytes.includes('["joined"')) return undefined
    const loss = losses.shift()
    lost.push(loss ? 'lost' : 'arrived')
    return loss?.(bytes)
  }

  await page.goto(`${network.url}/`)
  await isLive(page)
  await add(page)
  await shows(page, 1)

  expect(lost).toEqual(['lost', 'lost', 'arrived'])
  const joins = wire.up.filter((text) => text.startsWith('["join"'))
  expect(joins).toHaveLength(3)
  expect(new Set(joins.map((text) => text.replace(/"attempt":\d+/, '"attempt"'))).size).toBe(1)
  expect(happened).toEqual(['mount', 'start'])
  expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(1)
})

// --- when the line or the server goes ---

test('a lost line is taken up again without anything being lost or shown twice', async () => {
  await using server = await run()
  await using network = await openNetwork(server.served.port)
  await using shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  await page.goto(`${network.url}/`)
  await isLive(page)
  await add(page)

  for (let round = 2; round <= 6; round++) {
    network.cut()
    await add(page)
    await hurry(page)
    await shows(page, round)
  }

  await isSettled(page)
  expect(happened).toEqual(['mount', 'start'])
  expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(1)
})

test('a server that restarts with the same secret mounts the page again, which the browser asks for and does not load', async () => {
  await using shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  const before = await run()
  await using network = await openNetwork(before.served.port)
  await page.goto(`${network.url}/`)
  await isLive(page)
  await add(page)
  await shows(page, 1)
  await page.evaluate(() => Object.assign(globalThis, { mark: 'same document' }))

  await before.served.close()
  await page.waitForSelector('html[data-live-status=reconnecting]')
  await using after = await run()
  network.serverPort = after.served.port
  await hurry(page)
  await isLive(page)

  await shows(page, 0)
  await add(page)
  await shows(page, 1)
  expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(2)
  expect(await page.evaluate('mark')).toBe('same document')
})

test('a server that restarts with another secret has the page load once, and not while it is away', async () => {
  await using shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  const before = await run()
  await using network = await openNetwork(before.served.port)
  await page.goto(`${network.url}/`)
  await isLive(page)

  await before.served.close()
  await page.waitForSelector('html[data-live-status=reconnecting]')
  await hurry(page)
  expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(1)
  await using after = await run({ secret: 'another secret, which opens none of the old tokens' })
  network.serverPort = after.served.port
  await hurry(page)

  await expectEventually(() => wire.requests.filter((request) => request === 'GET /')).toHaveLength(2)
  await isLive(page)
  await add(page)
  await shows(page, 1)
})

test('a circuit that nobody came back for is mounted again', async () => {
  await using server = await run({ limits: { grace: 0 } })
  await using network = await openNetwork(server.served.port)
  await using shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(`${network.url}/`)
  await isLive(page)
  await page.context().setOffline(true)
  network.cut()
  await expectEventually(() => happened).toEqual(['mount', 'start', 'stop'])

  await page.context().setOffline(false)
  await hurry(page)
  await isLive(page)
  await add(page)
  await shows(page, 1)
  expect(happened).toEqual(['mount', 'start', 'stop', 'mount', 'start'])
})

// --- hydration ---

test.each([
  ['an element that an extension put into the page stays there and costs nothing', '<aside></aside>', 0],
  ['a text that an extension put into the page costs one full render, not a load of the page', 'extended', 1],
])('%s', async (_, added, mismatches) => {
  await using server = await run()
  await using context = await newContext()
  const page = await context.newPage()
  const wire = tap(page)
  await page.addInitScript((html) => {
    // Before any script of the page runs, deferred ones included.
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return
      document.querySelector('[data-live-root]')?.insertAdjacentHTML('afterbegin', html)
    })
  }, added)

  await page.goto(`${server.served.url}/`)
  await isLive(page)
  await expectEventually(() => page.locator('[data-live-root]').textContent()).not.toContain('extended')
  await add(page)
  await shows(page, 1)

  expect(await page.locator('aside').count()).toBe(1 - mismatches)
  expect(wire.up.filter((text) => text.startsWith('["mismatch"'))).toHaveLength(mismatches)
  expect(wire.down.filter((text) => text.includes('"epoch"'))).toHaveLength(mismatches)
  expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(1)
  expect(happened).toEqual(['mount', 'start'])
  expect(server.log.lines.filter((line) => line.startsWith('warn'))).toHaveLength(mismatches)
  expect(wire.complaints).toEqual([])
})

// --- policies ---

const POLICIES = {
  'default-src self': "default-src 'self'",
  'trusted types': "default-src 'self'; require-trusted-types-for 'script'; trusted-types overwire",
  'nonces alone':
    "default-src 'none'; script-src 'nonce-once'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types overwire",
}

test.each(Object.entries(POLICIES))('everything works under a strict policy: %s', async (_, policy) => {
  await using server = await run(
    { context: () => ({ nonce: 'once' }) },
    { headers: { 'content-security-policy': policy } },
  )
  server.app.live('/styled', Styled)
  server.app.page(
    '/actions',
    () => html`<button live-click="edit">Edit</button><div id="target"><i>old</i></div>`,
  )
  server.app.action('edit', (page) => {
    page.append('#target', html`<b>appended</b>`)
    page.morph('#target', html`<b>morphed</b>`)
    page.flash('Edited')
  })
  await using shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)

  await page.goto(`${server.served.url}/styled`)
  await isLive(page)
  await page.getByRole('button').click()
  await expectEventually(() => page.locator('mark').innerText()).toBe('1')
  expect(await page.locator('p').evaluate((element) => getComputedStyle(element).width)).toBe('110px')

  await page.goto(`${server.served.url}/actions`)
  await isLive(page)
  await page.getByRole('button').click()
  await expectEventually(() => page.locator('#target').innerHTML()).toBe('<b>morphed</b>')
  await page.getByText('Edited').waitFor()

  expect(wire.complaints).toEqual([])
})

class Styled extends LiveView {
  count = 0
  render(): TemplateResult {
    return html`<p style=${styleMap({ width: `${100 + this.count * 10}px` })}>${unsafeHTML(`<mark>${this.count}</mark>`)}</p>
      ${this.count > 0 ? html`<svg viewBox="0 0 1 1"><path d="M0 0" /></svg>` : null}
      <button @click=${() => this.count++}>Add</button>`
  }
}

/** Serves one response for `/` over and over, as a cache in between would: to this visitor, or to strangers. */
async function serveOneResponse(to: 'visitor' | 'strangers'): Promise<OneResponse> {
  const app = createApp({ logger: createLog() }).live('/', Counter)
  const rest = nodeHandler(app)
  let served = 0
  const server = createServer((request, response) => {
    if (request.url !== '/' || request.method !== 'GET') return rest(request, response)
    served++
    response.writeHead(200, headers).end(body)
  })
  const attachment = attach(server, app)
  await new Promise<void>((done) => server.listen(0, done))
  // A server that listens on a port has an address of this form.
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  const kept = await app.handler.fetch(new Request(url))
  const body = (await kept?.text()) ?? ''
  const headers = Object.fromEntries(kept?.headers ?? [])
  if (to === 'strangers') delete headers['set-cookie']
  return {
    url,
    get served() {
      return served
    },
    async [Symbol.asyncDispose]() {
      await attachment.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

interface OneResponse extends AsyncDisposable {
  readonly url: string
  /** How often it was served. */
  readonly served: number
}
