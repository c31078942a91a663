import { request, Agent } from 'node:http'
import type { App } from 'overwire'
import { WebSocket } from 'ws'

/** A way to a server: pages, and lines for their sockets. */
export interface Transport {
  get(path: string): Promise<FetchedPage>
  /** Opens a line; `hear` gets each text that comes down. */
  connect(cookie: string, hear: (text: string) => void): Promise<Line>
}

export interface FetchedPage {
  readonly html: string
  readonly cookie: string
}

export interface Line {
  send(text: string): void
  /** Resolves when the line is down. */
  close(): Promise<void>
}

const SOCKET_PATH = '/_live/socket'

/** What Chromium says of itself in each request: a server that keeps headers keeps these. */
const BROWSER = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'accept-language': 'en-GB,en;q=0.9',
}
/** With the request for a page also these. */
const NAVIGATION = {
  ...BROWSER,
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'upgrade-insecure-requests': '1',
  'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'sec-fetch-site': 'none',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

/** To an application in this very process. What is sent arrives in a later turn, as it would over a network. */
export function inProcess(app: App): Transport {
  const origin = 'http://localhost'
  return {
    async get(path) {
      const response = await app.handler.fetch(new Request(origin + path))
      if (!response?.ok) throw new Error(`${path} was answered with ${response?.status}`)
      return { html: await response.text(), cookie: cookieOf(response.headers.getSetCookie()) }
    },
    async connect(cookie, hear) {
      const socket = {
        send: (text: string) => void setImmediate(() => hear(text)),
        close: () => {},
        bufferedAmount: 0,
      }
      const handler = app.handler.connect(
        socket,
        new Request(origin + SOCKET_PATH, { headers: { origin, cookie } }),
      )
      return { send: (text) => handler.message(text), close: async () => handler.close() }
    },
  }
}

/** To a server on this machine. Requests for pages share a few connections. */
export function overNetwork(port: number): Transport {
  const origin = `http://127.0.0.1:${port}`
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return {
    get: async (path) =>
      new Promise((resolve, reject) => {
        const asked = request(origin + path, { agent, headers: NAVIGATION }, (response) => {
          let html = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => (html += chunk))
          response.on('end', () => {
            if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`))
            resolve({ html, cookie: cookieOf(response.headers['set-cookie'] ?? []) })
          })
        })
        asked.on('error', reject).end()
      }),
    connect: async (cookie, hear) =>
      openSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, { origin, cookie }, hear),
  }
}

/** A plain socket, as a browser opens it: no compression is offered, since ours does not take it by default. */
async function openSocket(
  url: string,
  { origin, cookie }: { readonly origin: string; readonly cookie: string },
  hear: (text: string) => void,
): Promise<Line> {
  const socket = new WebSocket(url, { origin, headers: { ...BROWSER, cookie }, perMessageDeflate: false })
  // Binary frames do not exist in the protocol, so what comes is a buffer of text.
  socket.on('message', (data) => hear((data as Buffer).toString()))
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  await new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return {
    send: (text) => socket.send(text),
    close: async () => {
      socket.close()
      await closed
    },
  }
}

function cookieOf(setCookies: readonly string[]): string {
  return setCookies.map((each) => each.split(';', 1)[0]).join('; ')
}
