/** As much of a browser as the protocol needs: cookies, a page with its token, a socket. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { decodeDown, encodeUp } from '../../src/protocol/codec.ts'
import { PROTOCOL_VERSION, type DownMessage, type UpMessage } from '../../src/protocol/messages.ts'

/** A page as it was loaded. */
export interface LoadedPage {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly token: string
}

/** One browser of one person: pages that it loads share its cookies. */
export class Browser {
  cookie = ''

  /** Requests something, and keeps the cookies of the answer. */
  async fetch(url: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
    const cookie = { cookie: this.cookie }
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { ...cookie, ...headers } })
    for (const set of response.headers.getSetCookie()) this.#keep(set)
    return response
  }

  /** As a page of this URL posts. */
  async post(url: string, body: string | URLSearchParams, origin = new URL(url).origin): Promise<Response> {
    return this.fetch(url, { method: 'POST', body, headers: { origin } })
  }

  #keep(set: string): void {
    const [pair = ''] = set.split(';', 1)
    const [name = ''] = pair.split('=', 1)
    const others = this.cookie.split('; ').filter((each) => each !== '' && !each.startsWith(`${name}=`))
    this.cookie = [...others, ...(/; Max-Age=0\b/.test(set) ? [] : [pair])].join('; ')
  }

  async load(url: string): Promise<LoadedPage> {
    const response = await this.fetch(url)
    const html = await response.text()
    const token = /data-live-token="([^"]*)"/.exec(html)?.[1] ?? ''
    return { url, status: response.status, headers: response.headers, html, token }
  }

  /** Opens a socket as a page of this URL would. `origin` null sends none. */
  async connect(url: string, options: { origin?: string | null } = {}): Promise<Line> {
    const { origin = new URL(url).origin } = options
    const socket = new WebSocket(new URL('/_live/socket', url.replace('http', 'ws')), {
      headers: { cookie: this.cookie, ...(origin !== null && { origin }) },
    })
    const line = new Line(socket)
    await once(socket, 'open')
    return line
  }

  /** Loads a page and joins it. */
  async visit(url: string): Promise<Line> {
    const page = await this.load(url)
    const line = await this.connect(url)
    line.join(page.token)
    await line.next('joined')
    return line
  }
}

/** A socket and what came on it. */
export class Line implements AsyncDisposable {
  readonly socket: WebSocket
  /** The close code, once it is closed. */
  readonly closed: Promise<number>
  readonly #messages: DownMessage[] = []
  #heard: (() => void) | null = null

  constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = new Promise((done) => socket.once('close', done))
    socket.on('error', () => {})
    socket.on('message', (data: Buffer) => {
      this.#messages.push(decodeDown(data.toString()))
      this.#heard?.()
    })
    socket.on('close', () => this.#heard?.())
  }

  send(message: UpMessage): void {
    this.socket.send(encodeUp(message))
  }

  join(token: string, change: Partial<UpMessage & { kind: 'join' }> = {}): void {
    const join = {
      kind: 'join',
      version: PROTOCOL_VERSION,
      token,
      nonce: 'n1',
      attempt: 1,
      hydrate: true,
      templates: [],
    } as const
    this.send({ ...join, ...change })
  }

  /** An event of an action, or of the part at a path. */
  event(target: string | readonly number[], payload: object = {}, type = 'click', seen = 0): void {
    this.send({ kind: 'event', seen, type, target, payload })
  }

  /** The next message of this kind; others before it are passed over. */
  async next<Kind extends DownMessage['kind']>(kind: Kind): Promise<DownMessage & { kind: Kind }> {
    for (;;) {
      const message = this.#messages.shift()
      // The discriminant has been compared.
      if (message?.kind === kind) return message as DownMessage & { kind: Kind }
      if (message !== undefined) continue
      if (this.socket.readyState !== WebSocket.OPEN) throw new Error(`The line closed before "${kind}" came.`)
      await new Promise<void>((done) => (this.#heard = done))
    }
  }

  /** Effects of frames until there is an outcome. */
  async effects(): Promise<unknown[]> {
    const effects: unknown[] = []
    for (;;) {
      const frame = await this.next('frame')
      effects.push(...frame.effects)
      if (frame.effects.some(isOutcome)) return effects
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate()
    await this.closed
  }
}

function isOutcome(effect: unknown): boolean {
  return (
    typeof effect === 'number' || (Array.isArray(effect) && ['failed', 'refused'].includes(String(effect[0])))
  )
}
