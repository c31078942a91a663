import { type BrowserEnd, Line } from './line.ts'
import { Traffic } from './traffic.ts'
import type { PageNetwork } from './web-socket.ts'
import { ORIGIN, type Visitor } from './visitor.ts'

/** What a tab has of the network: its lines, how long they take, and whether there are any. */
export class Network implements PageNetwork {
  /** Milliseconds that a text takes, each way. */
  latency = 0
  readonly traffic: Traffic = new Traffic()
  readonly #visitor: Visitor
  readonly #lines = new Set<Line>()
  #up = true

  constructor(visitor: Visitor) {
    this.#visitor = visitor
  }

  /** Whether the network is there. */
  get up(): boolean {
    return this.#up
  }

  /** Whether anything is under way. */
  get busy(): boolean {
    return [...this.#lines].some((line) => line.busy)
  }

  /** Opens a socket. */
  connect(url: string, browser: BrowserEnd): Line {
    const address = url.replace(/^ws/, 'http')
    const line: Line = new Line({
      app: this.#visitor.app,
      request: this.#visitor.request(address, { headers: { origin: ORIGIN } }),
      browser: {
        ...browser,
        closed: (code, reason) => {
          this.#lines.delete(line)
          browser.closed(code, reason)
        },
      },
      latency: () => this.latency,
      sent: (text) => this.traffic.sent(text),
      crossed: (way, text) => this.traffic.crossed(way, text),
    })
    this.#lines.add(line)
    if (!this.#up) line.lose()
    return line
  }

  /** Answers a request of the page. */
  async fetch(address: string, init?: RequestInit): Promise<Response> {
    if (!this.#up) throw new TypeError('Failed to fetch')
    return this.#visitor.fetch(this.#visitor.request(address, init))
  }

  /** Cuts every line, and lets none open. */
  lose(): void {
    this.#up = false
    for (const line of this.#lines) line.lose()
  }

  restore(): void {
    this.#up = true
  }

  /** The page is gone. What it has sent arrives. */
  hangUp(): void {
    for (const line of this.#lines) line.hangUp()
    this.#lines.clear()
    this.traffic.restart()
  }
}
