/** From page to page of an application, with the real server: what crosses the line, what stays, and where the user ends. */
import {
  Component,
  createApp,
  gate,
  html,
  LiveView,
  redirect,
  route,
  type LayoutProps,
  type TemplateResult,
} from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isLost, isSettled, tap, type WireTap } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

class Shell extends Component<LayoutProps> {
  count = 0
  render(): TemplateResult {
    return html`<nav>
        <a href="/">Home</a> <a href="/articles/1">One</a> <a href="/articles/2">Two</a> <a href="/old">Old</a>
        <a href="/account">Account</a> <a href="/none">None</a> <a href="/file">File</a>
        <a href="/report.csv">Report</a>
        <svg width="1" height="1"><a href="/articles/1"><text>Drawn</text></a></svg>
        <button @click=${() => this.count++}>Count ${this.count}</button>
        <input id="kept" />
      </nav>
      <main>${this.props.content}</main>`
  }
}

class Home extends LiveView {
  render(): TemplateResult {
    return html`<h1>Home</h1>`
  }
}

class Article extends LiveView<{ id: string }> {
  clicks = 0
  render(): TemplateResult {
    const page = this.live.search['page'] ?? '1'
    return html`<h1>Article ${this.params.id}, page ${page}</h1>
      <button id="clicks" @click=${() => this.clicks++}>${this.clicks}</button>
      <button id="next" @click=${() => this.live.setSearch({ page: Number(page) + 1 }, { history: 'push' })}>Next</button>
      <input id="note" aria-label="Note" />
      <button id="home" @click=${() => this.live.navigate('/')}>To home</button>
      <form action="/articles/2"><input name="page" value="7" /><button id="go">Go</button></form>`
  }
}

class Old extends LiveView {
  override mount(): void {
    redirect('/articles/2')
  }
  render(): TemplateResult {
    return html``
  }
}

class Login extends LiveView {
  render(): TemplateResult {
    return html`<h1>Login</h1>`
  }
}

class NotHere extends LiveView {
  render(): TemplateResult {
    return html`<h1>Not here</h1>`
  }
}

interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly wire: WireTap
  readonly network: Network
  /** Another process takes the place of the one that runs. */
  restart(): Promise<void>
}

async function visit(path: string = '/'): Promise<Visit> {
  const start = (): Promise<Served> => {
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
    const account = route('/account', { gate: gate(() => redirect('/login')) })
    app.group({ layout: Shell, notFound: NotHere }, (group) => {
      group
        .live('/', Home)
        .live('/articles/:id', Article)
        .live('/old', Old)
        .live(account, Home)
        .live('/login', Login)
    })
    app.handle('GET', '/file', () => new Response('a file'))
    const headers = { 'content-disposition': 'attachment' }
    app.handle('GET', '/report.csv', () => new Response('a,b', { headers }))
    return serve(app, { port: 0, signals: false, deadline: 0 })
  }
  let served = await start()
  const network = await openNetwork(served.port)
  const shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  await page.goto(network.url + path)
  await isLive(page)
  await page.evaluate('window.isSame = true')
  wire.clear()
  return {
    page,
    wire,
    network,
    async restart() {
      await served.close()
      await isLost(page)
      served = await start()
      network.serverPort = served.port
    },
    async [Symbol.asyncDispose]() {
      await shared[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await served.close()
    },
  }
}

const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).click()
/** Which heading is shown at which address. */
const shows = (page: Page, heading: string, path: string): Promise<void> =>
  expectEventually(async () => [await innerTexts(page, 'h1'), pathOf(page)]).toEqual([[heading], path])
const pathOf = (page: Page): string => page.url().replace(/^\w+:\/\/[^/]+/, '')
const isSame = (page: Page): Promise<unknown> => page.evaluate('window.isSame === true')
const entries = (page: Page): Promise<number> => page.evaluate(() => history.length)

test('moves between two pages of a layout with one frame up and one down, and leaves the layout alone', async () => {
  await using visited = await visit('/articles/1')
  const { page, wire } = visited
  await page.fill('#kept', 'typed')
  await page.evaluate('window.nodes = [...document.querySelectorAll("nav, nav *, main")]')
  wire.clear()
  await follow(page, 'Two')
  await shows(page, 'Article 2, page 1', '/articles/2')
  await isSettled(page)
  const asked = wire.up.filter((frame) => !frame.startsWith('["prefetch"'))
  expect([asked.length, wire.down.filter((frame) => /^\[[^"]/.test(frame)).length]).toEqual([1, 1])
  expect(wire.down.join('')).not.toContain('nav')
  expect(await page.evaluate('nodes.every((node) => node.isConnected)')).toBe(true)
  expect(await page.inputValue('#kept')).toBe('typed')
  expect([wire.requests, wire.complaints]).toEqual([[], []])
})

test('comes back on Back and Forward, and keeps the layout with its state', async () => {
  await using visited = await visit()
  const { page, wire } = visited
  await page.getByRole('button', { name: 'Count' }).click()
  await follow(page, 'One')
  await shows(page, 'Article 1, page 1', '/articles/1')
  await follow(page, 'Two')
  await shows(page, 'Article 2, page 1', '/articles/2')
  const before = await entries(page)
  await page.goBack()
  await shows(page, 'Article 1, page 1', '/articles/1')
  await page.goBack()
  await shows(page, 'Home', '/')
  await page.evaluate(() => history.go(2))
  await shows(page, 'Article 2, page 1', '/articles/2')
  expect(await page.getByRole('button', { name: 'Count' }).innerText()).toBe('Count 1')
  expect([await entries(page), await isSame(page), wire.requests, wire.complaints]).toEqual([
    before,
    true,
    [],
    [],
  ])
})

test('ends at the last of two links that are clicked at once, with one entry', async () => {
  await using visited = await visit()
  const { page } = visited
  const before = await entries(page)
  visited.network.latency = 50
  await page.evaluate(() => {
    for (const href of ['/articles/1', '/articles/2'])
      document.querySelector<HTMLElement>(`[href="${href}"]`)?.click()
  })
  await shows(page, 'Article 2, page 1', '/articles/2')
  await isSettled(page)
  expect(await entries(page)).toBe(before + 1)
})

test.each([
  ['Old', 'Article 2, page 1', '/articles/2'],
  ['Account', 'Login', '/login'],
])('gives no entry to %s, which leads elsewhere', async (name, heading, path) => {
  await using visited = await visit('/articles/1')
  const { page } = visited
  const before = await entries(page)
  await follow(page, name)
  await shows(page, heading, path)
  expect([await entries(page), await isSame(page)]).toEqual([before + 1, true])
  await page.goBack()
  await shows(page, 'Article 1, page 1', '/articles/1')
})

test('gives each search of a page its entry, and keeps the state of the view', async () => {
  await using visited = await visit('/articles/1')
  const { page } = visited
  await page.click('#clicks')
  await page.click('#next')
  await shows(page, 'Article 1, page 2', '/articles/1?page=2')
  await page.goBack()
  await shows(page, 'Article 1, page 1', '/articles/1')
  expect(await page.innerText('#clicks')).toBe('1')
  await page.goForward()
  await shows(page, 'Article 1, page 2', '/articles/1?page=2')
  expect(await page.innerText('#clicks')).toBe('1')
})

test('makes a page again that was left: its state is gone, and the view before it stays away', async () => {
  await using visited = await visit('/articles/1')
  const { page } = visited
  await page.click('#clicks')
  await follow(page, 'Two')
  await shows(page, 'Article 2, page 1', '/articles/2')
  await page.goBack()
  await shows(page, 'Article 1, page 1', '/articles/1')
  expect(await page.innerText('#clicks')).toBe('0')
})

test('shows the page that it has kept at once on Back, and does what is clicked there when the page of the server is here', async () => {
  await using visited = await visit('/articles/1')
  const { page, network, wire } = visited
  await page.waitForFunction(() =>
    ['edits', 'kept', 'recovery'].every((name) =>
      performance.getEntriesByType('resource').some((each) => each.name.includes(`${name}.`)),
    ),
  )
  for (const clicks of ['1', '2']) {
    await page.click('#clicks')
    await page.waitForSelector(`#clicks >> text=${clicks}`)
  }
  await follow(page, 'Two')
  await shows(page, 'Article 2, page 1', '/articles/2')
  network.latency = 500
  await page.evaluate(() => history.back())
  await page.waitForSelector('main[data-live-stale]')
  expect([await page.innerText('h1'), await page.innerText('#clicks')]).toEqual(['Article 1, page 1', '2'])
  await page.click('#clicks')
  network.latency = 0
  await page.waitForSelector('main:not([data-live-stale])')
  // It began anew, and was clicked once.
  await page.waitForSelector('#clicks >> text=1')
  await shows(page, 'Article 1, page 1', '/articles/1')
  expect([
    await isSame(page),
    wire.requests.filter((each) => !each.includes('_live')),
    wire.complaints,
  ]).toEqual([true, [], []])
})

test('follows a form with method GET, and what a handler wants', async () => {
  await using visited = await visit('/articles/1')
  const { page, wire } = visited
  await page.click('#go')
  await shows(page, 'Article 2, page 7', '/articles/2?page=7')
  await page.click('#home')
  await shows(page, 'Home', '/')
  await page.goBack()
  await shows(page, 'Article 2, page 7', '/articles/2?page=7')
  expect(wire.requests).toEqual([])
})

test('loads what is no live page', async () => {
  await using visited = await visit()
  const { page, wire } = visited
  await follow(page, 'File')
  await page.waitForURL('**/file')
  expect(wire.requests).toContain('GET /file')
  await page.goBack()
  await isLive(page)
  await shows(page, 'Home', '/')
})

test('follows a link to a download as often as it is clicked, and the page goes on', async () => {
  await using visited = await visit()
  const { page } = visited
  for (let clicks = 0; clicks < 2; clicks++) {
    // Sooner than what is not answered is loaded again.
    const download = page.waitForEvent('download', { timeout: 3_000 })
    await follow(page, 'Report')
    await download
  }
  await expectEventually(() => page.locator('[data-live-progress]').count()).toBe(0)
  await follow(page, 'One')
  await shows(page, 'Article 1, page 1', '/articles/1')
  expect(await isSame(page)).toBe(true)
})

test.each(['before the server has it', 'before the page is here'])(
  'ends where the user wants to be when the line is cut %s',
  async (when) => {
    await using visited = await visit('/articles/1')
    const { page, network } = visited
    const before = await entries(page)
    const direction = when.includes('server') ? 'up' : 'down'
    network.watch = (piece) => {
      if (piece.direction !== direction) return undefined
      network.watch = null
      return { keep: 0 }
    }
    await follow(page, 'Two')
    await shows(page, 'Article 2, page 1', '/articles/2')
    await isSettled(page)
    expect([await entries(page), await isSame(page)]).toEqual([before + 1, true])
    await page.goBack()
    await shows(page, 'Article 1, page 1', '/articles/1')
  },
)

test.each([
  ['a link', (page: Page) => follow(page, 'Two'), 'Article 2, page 1', '/articles/2'],
  ['Back', (page: Page) => page.evaluate(() => history.back()), 'Home', '/'],
] as const)(
  'ends where the user wants to be when the server starts again during %s',
  async (_, go, heading, path) => {
    await using visited = await visit()
    const { page, network, restart, wire } = visited
    await follow(page, 'One')
    await shows(page, 'Article 1, page 1', '/articles/1')
    await page.fill('#kept', 'typed')
    // What is sent does not arrive.
    network.watch = ({ direction }) => (direction === 'up' ? { keep: 0 } : undefined)
    await go(page)
    await restart()
    network.watch = null
    // The link has led to its page: nobody need look what became of it. A page that was kept is not seen any more by then.
    await isSettled(page)
    expect(await page.locator('[data-live-stale]').count()).toBe(0)
    await shows(page, heading, path)
    expect([await isSame(page), await page.inputValue('#kept')]).toEqual([true, 'typed'])
    expect(wire.complaints.filter((text) => !/WebSocket|net::ERR_/.test(text))).toEqual([])
  },
)

test('keeps what is typed into the layout and the page when the server starts again after a navigation, and once more', async () => {
  await using visited = await visit()
  const { page, restart } = visited
  const count = page.getByRole('button', { name: 'Count' })
  await follow(page, 'One')
  await shows(page, 'Article 1, page 1', '/articles/1')
  await page.fill('#kept', 'in the layout')
  await page.fill('#note', 'in the page')
  for (let restarts = 0; restarts < 2; restarts++) {
    await count.click()
    await expectEventually(() => count.innerText()).toBe('Count 1')
    await restart()
    await expectEventually(() => count.innerText()).toBe('Count 0')
    expect([await page.inputValue('#kept'), await page.inputValue('#note')]).toEqual([
      'in the layout',
      'in the page',
    ])
  }
  expect(await isSame(page)).toBe(true)
})

test('shows the page of the entry after a reload, and goes on from there', async () => {
  await using visited = await visit()
  const { page, wire } = visited
  await follow(page, 'One')
  await shows(page, 'Article 1, page 1', '/articles/1')
  await follow(page, 'Two')
  await shows(page, 'Article 2, page 1', '/articles/2')
  await page.reload()
  await isLive(page)
  await page.goBack()
  await shows(page, 'Article 1, page 1', '/articles/1')
  await page.goBack()
  await shows(page, 'Home', '/')
  expect(wire.complaints).toEqual([])
})
