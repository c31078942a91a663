/**
 * A page with the real client in a real browser, and a server that says and hears what the test wants: the
 * wire itself, word for word.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { WebSocketServer, type WebSocket } from 'ws'
import { bundleClient, LAZY_MODULES, type ClientScripts } from '../../../scripts/client-script.ts'
import { openBrowser } from '../chromium.ts'

/** A browser with the client at hand. */
export interface TestBrowser extends AsyncDisposable {
  /** What the server of a page serves. */
  readonly scripts: ClientScripts
  open(body: string, options?: StageOptions): Promise<Fixture>
}

export interface StageOptions {
  /** Whether the first join is answered: no roots, no templates. Default: true. */
  readonly join?: boolean
  /** Whether lazy modules are there, come when they are released, or are not found. Default: served. */
  readonly modules?: 'served' | 'held' | 'missing'
  /** Of the modules that are held or missing. Default: all of them. */
  readonly which?: RegExp
  /** Headers of the page. */
  readonly headers?: Readonly<Record<string, string>>
  /** An attribute of the script element. */
  readonly nonce?: string
  /** How the page is answered when it is asked for again; `count` is 1 the first time. Default: with another token. */
  readonly again?: (count: number) => PageAnswer
  /** Whether it is a page of an application with routes. Default: no. */
  readonly routes?: boolean
  /** Called before the page is loaded, which is not shared then. */
  readonly prepare?: (page: Page) => Promise<unknown>
  /** Whether the page is one that other tests have had, and get again. Default: yes. */
  readonly shared?: boolean
}

export interface PageAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** What stands before the body. Default: the title of the first response. */
  readonly head?: string
  /** Attributes of the script element, its token and its address among them. */
  readonly script?: string
}

/** One page and its server. */
export interface Fixture extends AsyncDisposable {
  readonly page: Page
  /** The paths that were asked for over HTTP since the page was opened, but for modules that are loaded in idle time. */
  readonly requests: string[]
  /** The next frame of the browser that is neither a heartbeat nor an acknowledgement. */
  heard(): Promise<unknown[]>
  /** Sends a frame. */
  say(...frame: unknown[]): void
  /** Answers the join that was heard, or is about to be. */
  join(roots?: unknown[], templates?: object): Promise<void>
  /** Closes the line. The browser comes back by itself. */
  cut(code?: number): void
  /** Serves the modules that were held, and from now on all at once. */
  release(): void
  /** Answers no heartbeats any more: they are heard. */
  mute(): void
  /** Acknowledgements are heard from now on. */
  hearAcknowledgements(): void
  /** Everything heard until the browser has nothing more to say. */
  quiet(): Promise<unknown[][]>
}

/** When these are loaded depends on what else the browser has to do. */
const IN_IDLE_TIME =
  /^\/(actions|edits|history|kept|busy|navigation|observers|recovery|rows|transitions)\.js$/

/** What a page is told of the server's limits, as by default. */
export const LIMITS = [50, 100, 262_144, 1_048_576, 524_288, 30_000]

let bundling: Promise<ClientScripts> | null = null

/** Bundles the client for the first file of a worker: that takes longer than the tests of most files. */
function bundled(): Promise<ClientScripts> {
  bundling ??= bundleClient()
  return bundling
}

export async function openTestBrowser(): Promise<TestBrowser> {
  const scripts = await bundled()
  const { pages, ...opened } = await openBrowser()
  return {
    scripts,
    async open(body, { join = true, prepare, shared = !prepare, ...options } = {}) {
      const server = await listen(body, scripts, options)
      const { page, ...taken } = await (shared ? pages.shared() : pages.own())
      await prepare?.(page)
      await page.goto(server.address)
      server.requests.length = 0
      const fixture: Fixture = {
        ...server,
        page,
        async [Symbol.asyncDispose]() {
          await taken[Symbol.asyncDispose]()
          await server.close()
        },
      }
      if (join) await fixture.join()
      return fixture
    },
    [Symbol.asyncDispose]: opened[Symbol.asyncDispose],
  }
}

type Server = Omit<Fixture, 'page' | typeof Symbol.asyncDispose> & { address: string; close(): Promise<void> }

async function listen(
  body: string,
  scripts: ClientScripts,
  { modules = 'served', which = /./, headers = {}, nonce = '', again = () => ({}), routes }: StageOptions,
): Promise<Server> {
  let serving = modules
  const held: (() => void)[] = []
  const requests: string[] = []
  const frames: unknown[][] = []
  const waiting: ((frame: unknown[]) => void)[] = []
  let socket: WebSocket | undefined
  let pages = 0
  let muted = false
  let acknowledgements = false
  const files: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(scripts.modules).map(([name, text]) => [`/${name}.js`, text]),
  )
  const attributes = `${nonce}${routes ? ' data-live-routes=""' : ''}`
  const http = createServer(({ url: asked = '/', method }, response) => {
    // A module that did not load is asked for with an empty query.
    const url = asked.replace(/\?+$/, '')
    if (!IN_IDLE_TIME.test(url)) requests.push(`${method} ${url}`)
    if (url === '/client.js') answer(response, 'text/javascript', scripts.client)
    else if (url in files) {
      const serve = (): void => answer(response, 'text/javascript', files[url] ?? '')
      if (serving === 'served' || !which.test(url)) serve()
      else if (serving === 'missing') response.writeHead(404).end()
      else held.push(serve)
    } else if (url !== '/' || pages++ === 0) answer(response, 'text/html', pageOf(body, attributes), headers)
    else {
      const count = pages - 1
      const page = again(count)
      const script = page.script ?? `src="/client.js" data-live-token="t${count}"`
      const type = { 'content-type': 'text/html; charset=utf-8' }
      response.writeHead(page.status ?? 200, { ...type, ...page.headers })
      response.end(pageOf(page.body ?? body, page.script ? '' : attributes, script, page.head))
    }
  })
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (opened) => {
    socket = opened
    opened.on('message', (data: Buffer) => take(JSON.parse(data.toString()) as unknown[], opened))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const fixture = {
    address: `http://127.0.0.1:${port}/`,
    requests,
    heard: () => {
      const frame = frames.shift()
      return frame ? Promise.resolve(frame) : new Promise<unknown[]>((resolve) => waiting.push(resolve))
    },
    say: (...frame: unknown[]) => socket?.send(JSON.stringify(frame)),
    async join(roots: unknown[] = [], templates: object = {}) {
      const [word] = await fixture.heard()
      if (word !== 'join') throw new Error(`Heard ${JSON.stringify(word)} instead of a join.`)
      fixture.say('joined', { circuit: 'c', secret: 's', limits: LIMITS, templates, roots })
    },
    cut: (code?: number) => socket?.close(code),
    release() {
      // What is loaded in idle time may be asked for later than this.
      serving = 'served'
      for (const serve of held.splice(0)) serve()
    },
    mute() {
      muted = true
    },
    hearAcknowledgements() {
      acknowledgements = true
    },
    async quiet() {
      // The answer to this comes behind all that was to be said.
      fixture.say(0, ['remove', 'none-such'])
      const heard: unknown[][] = []
      for (;;) {
        const frame = await fixture.heard()
        if (frame[0] === 'problem' && frame[2] === 'none-such') return heard
        heard.push(frame)
      }
    },
    async close() {
      for (const each of sockets.clients) each.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return fixture

  function take(frame: unknown[], from: WebSocket): void {
    if (frame[0] === 'beat') {
      if (!muted) {
        from.send('["here"]')
        return
      }
    }
    if (frame[0] === 'ack' && !acknowledgements) return
    const next = waiting.shift()
    if (next) next(frame)
    else frames.push(frame)
  }
}

function answer(
  response: ServerResponse,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(text)
}

/** Where the page finds the lazy modules. */
const MODULES = LAZY_MODULES.map((name) => `data-live-${name}="/${name}.js"`).join(' ')

function pageOf(
  body: string,
  attributes: string,
  script: string = 'src="/client.js" data-live-token="t"',
  head: string = '<title>Start</title>',
): string {
  return `<!doctype html>${head}<link rel="icon" href="data:,"><body>${body}</body>
<script defer${attributes} ${script} ${MODULES} data-live-socket="/socket"></script>`
}
