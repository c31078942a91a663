/** What becomes of a page that is on its way while its visitor logs in or out. */
import { gate, html, LiveView, redirect, route, type App } from 'overwire'
import { CLOSE_CODES } from '../../src/protocol/messages.ts'
import { expect, test } from 'vitest'
import { Browser, type Line } from './browser.ts'
import { session } from './session-views.ts'
import { startSite, type Site } from './site.ts'

const [ADA, LOG_OUT] = [
  [0, 1],
  [0, 2],
] as const

/** Shows who is logged in. */
class Desk extends LiveView {
  render() {
    return html`<h1>${nameIn(this)}</h1>
      <button @click=${() => this.live.setSession({ user: { name: 'Ada' } })}>Ada</button>
      <button @click=${() => this.live.clearSession()}>Log out</button>`
  }
}

function nameIn({ live }: LiveView): string {
  return live.session.user?.name ?? 'nobody'
}

/** What is held up until a test lets it go on. */
class Held {
  /** Whether the next context that is asked for is held up. */
  holdsNext = false
  /** Who was logged in for each that was made. */
  readonly made: string[] = []
  readonly #waiting: (() => void)[] = []

  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** That of a visitor. */
  async context(): Promise<object> {
    if (this.holdsNext) {
      this.holdsNext = false
      await this.wait()
    }
    return {}
  }

  goOn(): void {
    for (const each of this.#waiting.splice(0)) each()
  }
}

function start(add: (app: App) => unknown, held: Held, limits: object = {}): Promise<Site> {
  return startSite(
    (app) => {
      app.live('/', Desk)
      app.handle('POST', '/enter', async (_, visitor) => {
        await visitor.setSession({ user: { name: 'Ada' } })
        return new Response(null, { status: 204 })
      })
      add(app)
    },
    { session, limits, context: () => held.context() },
  )
}

/** A page that is joined, and how its circuit is taken up again. */
async function open(
  browser: Browser,
  url: string,
): Promise<{ line: Line; rejoin: (seen: number) => Promise<Line> }> {
  const page = await browser.load(url)
  const line = await browser.connect(url)
  line.join(page.token)
  const { circuit, secret } = await line.next('joined')
  const rejoin = async (received: number): Promise<Line> => {
    const next = await browser.connect(url)
    next.send({ kind: 'rejoin', version: 1, circuit, secret, received, attempt: 2 })
    return next
  }
  return { line, rejoin }
}

/** Clicks a button that changes the session, and has the browser fetch its cookie. Returns how many frames came. */
async function changeSession(
  browser: Browser,
  url: string,
  line: Line,
  button: readonly number[],
): Promise<number> {
  line.event(button)
  for (let seen = 1; ; seen++) {
    const { effects } = await line.next('frame')
    const ticket = effects.find((effect) => Array.isArray(effect) && effect[0] === 'session')
    if (!Array.isArray(ticket)) continue
    expect((await browser.post(`${url}/_live/session`, String(ticket[1]))).status).toBe(204)
    return seen
  }
}

/** What frames show until one of them says this. */
async function shownUntil(line: Line, text: string): Promise<string> {
  for (let shown = ''; ;) {
    const frame = await line.next('frame')
    shown += JSON.stringify([frame.difference, ...frame.effects])
    if (shown.includes(text)) return shown
  }
}

test('a page that is on its way when its visitor logs out is made again, and shows nothing of who was there', async () => {
  const held = new Held()
  class Slow extends LiveView {
    override async mount() {
      held.made.push(nameIn(this))
      await held.wait()
    }
    render() {
      return html`<h1>${`of ${nameIn(this)}`}</h1>`
    }
  }
  await using site = await start((app) => app.live('/slow', Slow), held)
  const browser = new Browser()
  await browser.post(`${site.url}/enter`, '')
  const { line, rejoin } = await open(browser, site.url)
  line.event('/slow', { data: { how: 'push' } }, 'navigate')
  await expect.poll(() => held.made).toEqual(['Ada'])
  const seen = await changeSession(browser, site.url, line, LOG_OUT)
  await using next = await rejoin(seen)
  await next.next('rejoined')
  await expect.poll(() => held.made).toEqual(['Ada', 'nobody'])
  held.goOn()
  expect(await shownUntil(next, '"/slow"')).not.toContain('of Ada')
})

test('a search that is on its way when its visitor logs in is read again, for who has logged in', async () => {
  const held = new Held()
  class List extends Desk {
    override navigated() {
      held.made.push(nameIn(this))
    }
    override render() {
      return html`<h1>${nameIn(this)}</h1>
        <button @click=${() => this.live.setSession({ user: { name: 'Ada' } })}>Ada</button>
        <button @click=${() => this.live.setSearch({ page: 2 })}>Next</button>`
    }
  }
  await using site = await start((app) => app.live('/list', List), held)
  const browser = new Browser()
  const { line, rejoin } = await open(browser, `${site.url}/list`)
  held.holdsNext = true
  line.event([0, 2])
  await expect.poll(() => held.holdsNext).toBe(false)
  const seen = await changeSession(browser, site.url, line, ADA)
  await using next = await rejoin(seen)
  await next.next('rejoined')
  held.goOn()
  await shownUntil(next, '/list?page=2')
  expect(held.made).toEqual(['Ada'])
})

test('a page that goes on to another one while its socket comes back belongs to who has logged in', async () => {
  const held = new Held()
  class Next extends Desk {}
  await using site = await start((app) => app.live('/next', Next), held)
  const browser = new Browser()
  const { line, rejoin } = await open(browser, site.url)
  const seen = await changeSession(browser, site.url, line, ADA)
  held.holdsNext = true
  await using next = await rejoin(seen)
  await expect.poll(() => held.holdsNext).toBe(false)
  line.event('/next', { data: { how: 'push' } }, 'navigate', seen)
  expect(await shownUntil(line, '"/next"')).toContain('nobody')
  held.goOn()
  await next.next('rejoined')
  expect(await shownUntil(next, 'Ada')).toContain('Ada')
})

test('a browser that stays on a page whose gate its own logout has closed loses its circuit', async () => {
  const users = gate(({ login }) => (login === '' ? redirect('https://example.com/') : { member: login }))
  await using site = await start((app) => app.live(route('/desk', { gate: users }), Desk), new Held(), {
    handlerTime: 300,
  })
  const browser = new Browser()
  await browser.post(`${site.url}/enter`, '')
  const { line, rejoin } = await open(browser, `${site.url}/desk`)
  const seen = await changeSession(browser, site.url, line, LOG_OUT)
  await using next = await rejoin(seen)
  await next.next('rejoined')
  // It is told to load another page, and goes on to use this one.
  await shownUntil(next, 'https://example.com/')
  expect(await next.closed).toBe(CLOSE_CODES.restarting)
})
