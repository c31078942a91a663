import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, defineSession, html, LiveView, redirect, type App, type AppOptions } from 'overwire'
import { attach, nodeHandler } from 'overwire/node'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CLOSE_CODES } from '../../src/protocol/messages.ts'
import { Browser, type Line } from './browser.ts'
import { deskApp, type DeskLog } from './session-views.ts'

const [ADA, BOB, DARK, LOG_OUT, LARGE, ADD] = [
  [0, 3],
  [0, 4],
  [0, 5],
  [0, 6],
  [0, 7],
  [0, 8],
] as const

const running: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each[Symbol.asyncDispose]()
})

/** The desk on a server of its own, with forms that work without a script. */
async function serveDesk(options: AppOptions = {}): Promise<{ url: string; app: App; log: DeskLog }> {
  const { app, log } = deskApp(options)
  const pages = nodeHandler(app)
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url?.startsWith('/log')) void answerForm(app, request, response)
    else pages(request, response)
  })
  const attachment = attach(server, app)
  await new Promise<void>((done) => server.listen(0, done))
  running.push({
    async [Symbol.asyncDispose]() {
      const closed = new Promise((done) => server.close(done))
      await attachment.close()
      server.closeAllConnections()
      await closed
    },
  })
  // A server that listens on a port has an address of this form.
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, app, log }
}

/** `/login/Ada` logs Ada in, `/logout` everybody out. */
async function answerForm(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const session = await app.session(request)
    const name = request.url?.split('/')[2]
    if (name === undefined) await session.clear()
    else await session.set({ user: { name: decodeURIComponent(name) } })
    if (name === 'Cleo') {
      await session.flash('Welcome', 'good')
      await session.flash('You have mail')
    }
    session.setHeaders(response)
    response.writeHead(303, { location: '/' }).end(session.data.user?.name ?? 'nobody')
  } catch (error) {
    response.writeHead(403).end(String(error))
  }
}

interface Tab {
  line: Line
  readonly circuit: string
  readonly secret: string
  attempt: number
  seen: number
}

/** Loads the page and joins it. */
async function open(browser: Browser, url: string): Promise<Tab> {
  const page = await browser.load(url)
  const line = await browser.connect(url)
  running.push(line)
  line.join(page.token)
  const { circuit, secret } = await line.next('joined')
  return { line, circuit, secret, attempt: 1, seen: 0 }
}

/** Clicks a button whose handler changes the session, and takes the ticket. */
async function ticketOf(tab: Tab, button: readonly number[]): Promise<string> {
  tab.line.event(button, {}, 'click', tab.seen)
  for (;;) {
    const { effects } = await tab.line.next('frame')
    tab.seen++
    const ticket = effects.find((effect) => Array.isArray(effect) && effect[0] === 'session')
    if (Array.isArray(ticket)) return String(ticket[1])
  }
}

/** Comes back on another socket. */
async function rejoin(browser: Browser, url: string, tab: Tab): Promise<void> {
  tab.line = await browser.connect(url)
  running.push(tab.line)
  const { circuit, secret, seen: received } = tab
  tab.line.send({ kind: 'rejoin', version: 1, circuit, secret, received, attempt: ++tab.attempt })
}

async function changeSession(
  browser: Browser,
  url: string,
  tab: Tab,
  button: readonly number[],
): Promise<Response> {
  const ticket = await ticketOf(tab, button)
  const answer = await browser.post(`${url}/_live/session`, ticket)
  await rejoin(browser, url, tab)
  await tab.line.next('rejoined')
  return answer
}

/** Of the frames until there is an outcome of an event that follows. */
async function differences(line: Line): Promise<unknown[]> {
  const all: unknown[] = []
  while (!all.some((each) => each !== 0)) all.push((await line.next('frame')).difference)
  return all
}

async function whoIs(browser: Browser, url: string): Promise<string> {
  return /<h1>(.*?)<\/h1>/.exec((await browser.load(url)).html)?.[1]?.replace(/<!--.*?-->/g, '') ?? ''
}

describe('a handler that sets the session', () => {
  test('gives the browser a cookie, and goes on as the user who has logged in', async () => {
    const { url, log } = await serveDesk()
    const browser = new Browser()
    const tab = await open(browser, url)
    tab.line.event(ADD)
    await tab.line.effects()
    tab.seen++
    const answer = await changeSession(browser, url, tab, ADA)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([204, 'no-store'])
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^live_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/),
    ])
    const frame = await tab.line.next('frame')
    expect(JSON.stringify(frame.difference)).toContain('Ada')
    expect(frame.effects).toContainEqual(['session', expect.stringMatching(/^[\w-]+$/), 1])
    await expect.poll(() => log.lines).toEqual(['Ada, light'])
    expect(await whoIs(browser, url)).toBe('Ada, light')
    tab.line.event(ADD, {}, 'click', ++tab.seen)
    expect(await differences(tab.line)).toContainEqual([0, [0, 2, 2]])
  })

  test('keeps what else the session holds', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    const tab = await open(browser, url)
    await changeSession(browser, url, tab, DARK)
    await tab.line.next('frame')
    tab.seen++
    await changeSession(browser, url, tab, ADA)
    expect(await whoIs(browser, url)).toBe('Ada, dark')
  })

  test('fails where the session would be too large, and the page goes on', async () => {
    const { url, log } = await serveDesk()
    const tab = await open(new Browser(), url)
    tab.line.event(LARGE)
    await tab.line.effects()
    expect(log.lines).toEqual([
      expect.stringMatching(/^The session was not changed: it would take \d+ bytes/),
    ])
    tab.line.event(ADD, {}, 'click', 1)
    expect(await tab.line.effects()).toContain(2)
  })

  test('works in two pages that were open before anybody had logged in', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    const first = await open(browser, url)
    const second = await open(browser, url)
    await changeSession(browser, url, first, ADA)
    await changeSession(browser, url, second, BOB)
    expect(await whoIs(browser, url)).toBe('Bob, light')
    expect(await first.line.closed).toBe(CLOSE_CODES.login)
  })
})

describe('a ticket', () => {
  test('makes the same session when its answer was lost and it comes again, and is used up then', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    const tab = await open(browser, url)
    const ticket = await ticketOf(tab, ADA)
    const { cookie } = browser
    await browser.post(`${url}/_live/session`, ticket)
    browser.cookie = cookie
    expect((await browser.post(`${url}/_live/session`, ticket)).status).toBe(204)
    expect(await whoIs(browser, url)).toBe('Ada, light')
    const repeated = await browser.post(`${url}/_live/session`, ticket)
    expect([repeated.status, repeated.headers.getSetCookie()]).toEqual([204, []])
    await rejoin(browser, url, tab)
    await tab.line.next('rejoined')
    browser.cookie = cookie
    const late = await browser.post(`${url}/_live/session`, ticket)
    expect([late.status, await late.text()]).toEqual([409, 'used'])
  })

  test('is good for no other visitor, for no other site and for nothing else', async () => {
    const { url } = await serveDesk()
    const [browser, other] = [new Browser(), new Browser()]
    const tab = await open(browser, url)
    await other.load(url)
    const ticket = await ticketOf(tab, ADA)
    const address = `${url}/_live/session`
    expect((await other.post(address, ticket)).status).toBe(409)
    expect((await browser.post(address, ticket, 'https://evil.example')).status).toBe(403)
    expect((await browser.fetch(address, { method: 'POST', body: ticket })).status).toBe(403)
    expect((await browser.fetch(address)).status).toBe(405)
    expect((await browser.post(address, 'nonsense')).status).toBe(409)
    expect((await browser.post(address, 'x'.repeat(20_000))).status).toBe(413)
    expect((await browser.post(address, (await browser.load(url)).token)).status).toBe(409)
    expect(await whoIs(browser, url)).toBe('nobody, light')
  })

  test('of somebody who has logged out since in another tab brings nobody back', async () => {
    const { url, log } = await serveDesk()
    const browser = new Browser()
    await browser.post(`${url}/login/Ada`, '')
    const tab = await open(browser, url)
    const ticket = await ticketOf(tab, DARK)
    await browser.post(`${url}/logout`, '')
    const answer = await browser.post(`${url}/_live/session`, ticket)
    expect([answer.status, await answer.text()]).toEqual([409, 'login'])
    await expect.poll(() => log.lines).toEqual([expect.stringMatching(/somebody else has logged in since/)])
    expect(await whoIs(browser, url)).toBe('nobody, light')
  })
})

describe('a logout', () => {
  test('ends the other pages of the visitor, clears what browsers keep, and no page of the login comes back', async () => {
    const { url, log } = await serveDesk()
    const browser = new Browser()
    await browser.post(`${url}/login/Ada`, '')
    const { cookie } = browser
    const [tab, other] = [await open(browser, url), await open(browser, url)]
    const answer = await changeSession(browser, url, tab, LOG_OUT)
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^live_session=; .*Max-Age=0$/)])
    expect(await other.line.closed).toBe(CLOSE_CODES.login)
    await expect.poll(() => log.lines).toEqual(['nobody, light'])
    const stolen = new Browser()
    stolen.cookie = cookie
    expect(await whoIs(stolen, url)).toBe('nobody, light')
  })

  test('by a form without a script ends the pages of the login, once the browser has the answer', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    await browser.post(`${url}/login/Ada`, '')
    const tab = await open(browser, url)
    const answer = await browser.post(`${url}/logout`, '')
    expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([303, '"cache"'])
    expect(await whoIs(browser, url)).toBe('nobody, light')
    expect(await tab.line.closed).toBe(CLOSE_CODES.login)
  })

  test('leaves the pages of other visitors alone', async () => {
    const { url } = await serveDesk()
    const [browser, other] = [new Browser(), new Browser()]
    for (const each of [browser, other]) await each.post(`${url}/login/Ada`, '')
    const [tab, elsewhere] = [await open(browser, url), await open(other, url)]
    await changeSession(browser, url, tab, LOG_OUT)
    elsewhere.line.event(ADD)
    expect(await elsewhere.line.effects()).toContain(1)
    expect(await whoIs(other, url)).toBe('Ada, light')
  })
})

describe('a form without a script', () => {
  test('logs in, in each of two login pages', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    await browser.load(url)
    const first = await browser.post(`${url}/login/Ada`, '')
    expect([first.status, first.headers.get('location'), await first.text()]).toEqual([303, '/', 'Ada'])
    expect(await whoIs(browser, url)).toBe('Ada, light')
    await browser.post(`${url}/login/Bob`, '')
    expect(await whoIs(browser, url)).toBe('Bob, light')
  })

  test('that a server of your own answers leaves messages to the page that it leads to', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    const answer = await browser.post(`${url}/login/Cleo`, '')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store'])
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^live_session=/),
      expect.stringMatching(/^live_flash=/),
    ])
    const { html, token } = await browser.load(url)
    expect(html.replaceAll('<!---->', '')).toContain(
      '<p data-kind="good">Welcome</p><p data-kind="info">You have mail</p>',
    )
    expect((await browser.load(url)).html).not.toContain('Welcome')
    const line = await browser.connect(url)
    running.push(line)
    line.join(token)
    expect((await line.next('joined')).kind).toBe('joined')
    expect(await whoIs(browser, url)).toBe('Cleo, light')
  })

  test('or another request whose answer brings a session is kept by no cache, whatever its handler says', async () => {
    const { app, url } = await serveDesk()
    const headers = { 'cache-control': 'public, max-age=600' }
    app.handle('GET', '/theme', async (_, context) => {
      await context.setSession({ theme: 'dark' })
      return new Response('', { headers })
    })
    app.handle('GET', '/said', (_, context) => {
      context.flash('Said')
      return new Response('', { headers })
    })
    app.handle('GET', '/plain', () => new Response('', { headers }))
    const browser = new Browser()
    for (const [path, caching, cookies] of [
      ['/theme', 'no-store', 1],
      ['/said', 'no-store', 1],
      ['/plain', 'public, max-age=600', 0],
    ] as const) {
      const answer = await browser.fetch(url + path)
      expect([path, answer.headers.get('cache-control'), answer.headers.getSetCookie().length]).toEqual([
        path,
        caching,
        cookies,
      ])
    }
  })

  test('is answered by a handler of plain requests, with a redirect or with a response that cannot be changed', async () => {
    const { app, url } = await serveDesk()
    app.handle('POST', '/enter', async (_, context) => {
      await context.setSession({ user: { name: 'Ada' } })
      redirect('/')
    })
    app.handle('POST', '/leave', async (_, context) => {
      await context.clearSession()
      return Response.redirect(`${url}/`, 303)
    })
    app.handle('GET', '/who', (_, { session }) => new Response(session.user?.name ?? 'nobody'))
    const browser = new Browser()
    const entered = await browser.post(`${url}/enter`, '')
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/'])
    expect(await (await browser.fetch(`${url}/who`)).text()).toBe('Ada')
    const foreign = await browser.post(`${url}/leave`, '', 'https://evil.example')
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([500, []])
    const left = await browser.post(`${url}/leave`, '')
    expect([left.status, left.headers.get('clear-site-data')]).toEqual([303, '"cache"'])
    expect(await (await browser.fetch(`${url}/who`)).text()).toBe('nobody')
  })

  test('of another site logs nobody in', async () => {
    const { url } = await serveDesk()
    const browser = new Browser()
    const answer = await browser.post(`${url}/login/Ada`, '', 'https://evil.example')
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
    expect(await answer.text()).toMatch(/the request comes from a page of https:\/\/evil\.example/)
  })
})

describe('the session', () => {
  test('is that of the request in gates of the application, actions, middleware and documents', async () => {
    const seen: string[] = []
    const { app, url } = await serveDesk({
      context: ({ session }) => ({ login: `${seen.push(`context ${session.theme}`)}` && '' }),
    })
    app.use(async ({ session }, _, next) => {
      seen.push(`middleware ${session.theme}`)
      await next()
    })
    app.action('look', (_, { context }) => void seen.push(`action ${context.session.theme}`))
    app.page('/document', ({ session }) => html`<h1>${session.theme}</h1>`)
    const browser = new Browser()
    const tab = await open(browser, url)
    await changeSession(browser, url, tab, DARK)
    tab.line.event('look', {}, 'click', tab.seen)
    await expect.poll(() => seen).toContain('action dark')
    expect(seen).toContain('middleware dark')
    expect(seen).toContain('context dark')
    expect(await whoIs(browser, `${url}/document`)).toBe('dark')
  })

  test('cannot be set while a page is requested, and there is none where none is defined', async () => {
    const failures: unknown[] = []
    class Early extends LiveView {
      override async mount(): Promise<void> {
        await this.live.setSession({ theme: 'dark' }).catch((error: unknown) => failures.push(error))
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, url } = await serveDesk()
    app.live('/early', Early)
    expect((await new Browser().load(`${url}/early`)).status).toBe(200)
    const plain = createApp()
    plain.live('/', Early)
    await plain.handler.fetch(new Request('http://localhost/'))
    await expect(plain.session(new Request('http://localhost/'))).rejects.toMatchObject({
      code: 'no-session',
    })
    expect(failures).toMatchObject([{ code: 'session-out-of-reach' }, { code: 'no-session' }])
  })

  test('lasts longer with each page that is loaded', async () => {
    const schema = z.object({ theme: z.string().optional() })
    const { url } = await serveDesk({ session: defineSession({ schema, login: () => null, maxAge: 10 }) })
    const browser = new Browser()
    const tab = await open(browser, url)
    await changeSession(browser, url, tab, DARK)
    const plain = await browser.load(url)
    expect([plain.headers.getSetCookie(), plain.headers.get('cache-control')]).toEqual([
      [],
      'private, no-cache, no-transform',
    ])
    await new Promise((done) => setTimeout(done, 1_100))
    const { headers } = await browser.load(url)
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^live_session=.*Max-Age=10$/)])
    expect(headers.get('cache-control')).toBe('private, no-store, no-transform')
  })
})
