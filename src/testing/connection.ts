import type { LiveSocket } from '../circuit/socket.ts'
import type { App } from '../server/app.ts'
import type { SocketHandler } from '../server/connection.ts'
import { realLater } from './real-time.ts'

/** The end of a connection that is in the browser. */
export interface BrowserEnd {
  opened(): void
  message(text: string): void
  closed(code: number, reason: string): void
}

/** What a connection belongs to. */
export interface ConnectionSetting {
  readonly app: App
  readonly request: Request
  readonly browser: BrowserEnd
  /** Milliseconds that a text takes, asked for each. */
  latency(): number
  /** The browser has sent a text. It may be lost. */
  sent(text: string): void
  /** A text has arrived. */
  crossed(way: 'up' | 'down', text: string): void
}

/** How a browser names a close without a code, and one without a closing handshake. */
const NO_CODE = 1005
const LOST = 1006

/**
 * One socket without a network: what either end sends arrives at the other in order, a little later.
 *
 * `opening`: the server has not been asked yet. `open`: texts go both ways. `closed`: whatever was under way
 * is lost, unless the end that closed had sent it before.
 */
export class Connection implements LiveSocket {
  readonly #setting: ConnectionSetting
  readonly #up: Way
  readonly #down: Way
  #state: 'opening' | 'open' | 'closed' = 'opening'
  #server: SocketHandler | null = null

  constructor(setting: ConnectionSetting) {
    this.#setting = setting
    this.#up = new Way(setting.latency)
    this.#down = new Way(setting.latency)
    this.#up.post(0, () => this.#open())
  }

  /** Whether anything is under way. */
  get busy(): boolean {
    return this.#up.busy || this.#down.busy
  }

  // --- the server's end ---

  get bufferedAmount(): number {
    return this.#down.size
  }

  send(text: string): void {
    if (this.#state !== 'open') return
    this.#down.post(text.length, () => {
      this.#setting.crossed('down', text)
      this.#setting.browser.message(text)
    })
  }

  close(code: number, reason: string): void {
    this.#down.post(0, () => this.#close(code, reason))
  }

  // --- the browser's end ---

  /** The browser sends a text. */
  sendUp(text: string): void {
    if (this.#state !== 'open') return
    this.#setting.sent(text)
    this.#up.post(text.length, () => {
      this.#setting.crossed('up', text)
      this.#server?.message(text)
    })
  }

  /** The browser closes. What it has sent arrives. */
  closeUp(code: number = NO_CODE, reason: string = ''): void {
    this.#up.post(0, () => this.#close(code, reason))
  }

  /** The browser is gone: what it has sent arrives, and nothing comes back. */
  hangUp(): void {
    this.#up.flush()
    this.lose(false)
  }

  /** The network is gone, and with it what was under way. */
  lose(tellBrowser: boolean = true): void {
    if (this.#state === 'closed') return
    this.#cut()
    if (tellBrowser) realLater(0, () => this.#setting.browser.closed(LOST, ''))
  }

  // --- opening and closing ---

  #open(): void {
    const { app, request, browser } = this.#setting
    if (app.handler.upgrade(request).kind === 'refused') return this.#close(LOST, '')
    this.#state = 'open'
    this.#server = app.handler.connect(this, request, { ip: '127.0.0.1' })
    this.#down.post(0, () => browser.opened())
  }

  #close(code: number, reason: string): void {
    if (this.#state === 'closed') return
    this.#cut()
    this.#setting.browser.closed(code, reason)
  }

  #cut(): void {
    this.#state = 'closed'
    this.#up.clear()
    this.#down.clear()
    this.#server?.close()
  }
}

/** One direction. Each delay that ends delivers the oldest text, so none overtakes another. */
class Way {
  readonly #latency: () => number
  #queue: { readonly size: number; deliver(): void }[] = []
  size = 0

  constructor(latency: () => number) {
    this.#latency = latency
  }

  get busy(): boolean {
    return this.#queue.length > 0
  }

  post(size: number, deliver: () => void): void {
    this.#queue.push({ size, deliver })
    this.size += size
    realLater(this.#latency(), () => this.#arrive())
  }

  flush(): void {
    while (this.busy) this.#arrive()
  }

  clear(): void {
    this.#queue = []
    this.size = 0
  }

  #arrive(): void {
    const oldest = this.#queue.shift()
    if (!oldest) return
    this.size -= oldest.size
    oldest.deliver()
  }
}
