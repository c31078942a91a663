import { LiveView, type AppOptions, type ViewClass } from 'overwire'
import { decodeDown, encodeUp } from '../../src/protocol/codec.ts'
import type {
  DownMessage,
  Effect,
  EventPayload,
  Frame,
  JoinedMessage,
  UpMessage,
} from '../../src/protocol/messages.ts'
import type { Path } from '../../src/protocol/paths.ts'
import { createApp, type App } from '../../src/server/app.ts'
import type { Platform } from '../../src/server/platform.ts'

/** Time that stands still until it is moved on, and counted randomness. */
export class HeldPlatform implements Platform {
  #now = 1_800_000_000_000
  #made = 0
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>()

  readonly clock = {
    now: () => this.#now,
    wall: () => this.#now,
    after: (milliseconds: number, run: () => void) => {
      const timer = { at: this.#now + milliseconds, run }
      this.#timers.add(timer)
      return () => void this.#timers.delete(timer)
    },
  }

  readonly random = (bytes: number): string => String(++this.#made).padStart(Math.ceil((bytes * 4) / 3), 'r')

  /** Takes so long without letting anything else run. */
  work(milliseconds: number): void {
    this.#now += milliseconds
  }

  /** Moves time on, running what is due on the way. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds
    for (;;) {
      const [next] = [...this.#timers]
        .filter((timer) => timer.at <= until)
        .toSorted((one, other) => one.at - other.at)
      if (!next) break
      this.#timers.delete(next)
      this.#now = next.at
      next.run()
      await settled()
    }
    this.#now = until
    await settled()
  }
}

/** An application with one view at `/`, and what it reported. */
export function appWith(
  type: ViewClass,
  options: AppOptions = {},
): { app: App; platform: HeldPlatform; reports: string[] } {
  const platform = new HeldPlatform()
  const reports: string[] = []
  const note = (...what: unknown[]): void => void reports.push(what.map(String).join(' '))
  const logger = { debug: note, info: note, warn: note, error: note }
  const app = createApp({ development: false, secret: 's'.repeat(32), logger, ...options }, platform)
  app.live('/', type)
  return { app, platform, reports }
}

/** One browser's end of the wire, spoken by hand: what it sends and what it gets, without a DOM. */
export class WireBrowser {
  readonly #app: App
  readonly html: string
  readonly #token: string
  /** All that it sends, in one text. */
  cookie: string
  #handler: ReturnType<App['handler']['connect']> | undefined
  #seen = 0
  #closesLate = false
  #attempt = 0
  received: DownMessage[] = []
  closed: number | undefined

  private constructor(app: App, html: string, cookie: string) {
    this.#app = app
    this.html = html
    this.#token = /data-live-token="([^"]+)"/.exec(html)?.[1] ?? ''
    this.cookie = cookie
  }

  /** Loads the page over HTTP. */
  static async load(
    app: App,
    path: string = '/',
    cookie: string = '',
    ip: string = '',
  ): Promise<WireBrowser> {
    const request = new Request(`http://localhost${path}`, { headers: { cookie } })
    const response = await app.handler.fetch(request, { ip })
    if (!response) throw new Error(`nothing at ${path}`)
    return new WireBrowser(
      app,
      await response.text(),
      cookie || (response.headers.get('set-cookie')?.split(';')[0] ?? ''),
    )
  }

  /** Loads the page and joins it. */
  static async open(app: App, path: string = '/'): Promise<WireBrowser> {
    const browser = await WireBrowser.load(app, path)
    await browser.join()
    return browser
  }

  get joined(): JoinedMessage {
    return this.received.find((message) => message.kind === 'joined') as JoinedMessage
  }

  get frames(): Frame[] {
    return this.received.filter((message) => message.kind === 'frame')
  }

  /** The effects of all frames, in order. */
  get effects(): Effect[] {
    return this.frames.flatMap((frame) => frame.effects)
  }

  /** Opens a socket, without a word. */
  connect(): void {
    const headers = { cookie: this.cookie, origin: 'http://localhost', host: 'localhost' }
    this.closed = undefined
    const handler = this.#app.handler.connect(
      {
        send: (text) => this.#take(decodeDown(text)),
        close: (code) => {
          this.closed ??= code
          if (!this.#closesLate) handler.close()
        },
        bufferedAmount: 0,
      },
      new Request('http://localhost/_live/socket', { headers }),
    )
    this.#handler = handler
  }

  async join(nonce: string = 'nonce', hydrate: boolean = true, location?: string): Promise<void> {
    this.connect()
    await this.#ask({
      kind: 'join',
      version: 1,
      token: this.#token,
      nonce,
      attempt: ++this.#attempt,
      hydrate,
      templates: [],
      ...(location !== undefined && { location }),
    })
  }

  /** Sends the join again on a socket of its own, as one that was on its way for long. */
  async joinWith({ attempt }: { attempt: number }): Promise<void> {
    this.connect()
    const token = this.#token
    await this.#ask({
      kind: 'join',
      version: 1,
      token,
      nonce: 'nonce',
      attempt,
      hydrate: true,
      templates: [],
    })
  }

  async rejoin(received: number): Promise<void> {
    const { circuit, secret } = this.joined
    this.connect()
    await this.#ask({ kind: 'rejoin', version: 1, circuit, secret, received, attempt: ++this.#attempt })
  }

  /** Sends a handshake and waits for its answer: opening a token takes the platform a moment. */
  async #ask(message: UpMessage): Promise<void> {
    const before = this.received.length
    this.#send(message)
    for (let turn = 0; turn < 1000 && this.received.length === before && this.closed === undefined; turn++)
      await settled()
    await settled()
  }

  /** The socket of now, on which something may still be on its way when another has taken its place. */
  keepSocket(): { message(text: string): void } {
    const handler = this.#handler
    // A real socket hears of its end later than it is asked to close.
    this.#closesLate = true
    return { message: (text) => handler?.message(text) }
  }

  /** The browser is cut: neither side says goodbye. */
  cut(): void {
    this.#handler?.close()
  }

  /** Sends an event without waiting for what comes of it. `seen` defaults to all that has come. */
  sendEvent(
    target: Path | string,
    type: string = 'click',
    payload: EventPayload = {},
    seen: number = this.#seen,
  ): void {
    this.#send({ kind: 'event', seen, type, target, payload })
  }

  async click(target: Path | string, seen?: number): Promise<void> {
    this.sendEvent(target, 'click', {}, seen)
    await settled()
  }

  /** Clicks an element that has these values. */
  async clickWith(target: Path, data: Readonly<Record<string, string>>): Promise<void> {
    this.sendEvent(target, 'click', { data })
    await settled()
  }

  async send(message: UpMessage): Promise<void> {
    this.#send(message)
    await settled()
  }

  #send(message: UpMessage): void {
    this.#handler?.message(encodeUp(message))
  }

  #take(message: DownMessage): void {
    this.received.push(message)
    if (message.kind === 'frame') this.#seen++
  }
}

/** Lets everything happen that needs no time. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}

/** A promise and what settles it. */
export function deferred<Value = void>(): {
  promise: Promise<Value>
  resolve(value: Value): void
  reject(error: unknown): void
} {
  let resolve: (value: Value) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

export { LiveView }
