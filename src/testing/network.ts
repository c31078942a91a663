import { type BrowserEnd, Connection } from './connection.ts'
import { Traffic } from './traffic.ts'
import type { PageNetwork } from './web-socket.ts'
import { ORIGIN, type Visitor } from './visitor.ts'

/** What a tab has of the network: its connections, how long they take, and whether there are any. */
export class Network implements PageNetwork {
  /** Milliseconds that a text takes, each way. */
  latency = 0
  readonly traffic: Traffic = new Traffic()
  readonly #visitor: Visitor
  readonly #connections = new Set<Connection>()
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
    return [...this.#connections].some((connection) => connection.busy)
  }

  /** Opens a socket. */
  connect(url: string, browser: BrowserEnd): Connection {
    const address = url.replace(/^ws/, 'http')
    const connection: Connection = new Connection({
      app: this.#visitor.app,
      request: this.#visitor.request(address, { headers: { origin: ORIGIN } }),
      browser: {
        ...browser,
        closed: (code, reason) => {
          this.#connections.delete(connection)
          browser.closed(code, reason)
        },
      },
      latency: () => this.latency,
      sent: (text) => this.traffic.sent(text),
      crossed: (way, text) => this.traffic.crossed(way, text),
    })
    this.#connections.add(connection)
    if (!this.#up) connection.lose()
    return connection
  }

  /** Answers a request of the page. */
  async fetch(address: string, init?: RequestInit): Promise<Response> {
    if (!this.#up) throw new TypeError('Failed to fetch')
    // As browsers do with all that is not only read.
    const headers = new Headers(init?.headers)
    if (!/^(?:GET|HEAD)$/.test(init?.method ?? 'GET')) headers.set('origin', ORIGIN)
    return this.#visitor.fetch(this.#visitor.request(address, { ...init, headers }))
  }

  /** Cuts every connection, and lets none open. */
  lose(): void {
    this.#up = false
    for (const connection of this.#connections) connection.lose()
  }

  restore(): void {
    this.#up = true
  }

  /** The page is gone. What it has sent arrives. */
  hangUp(): void {
    for (const connection of this.#connections) connection.hangUp()
    this.#connections.clear()
    this.traffic.restart()
  }
}
