import type { PageWindow } from './page-window.ts'
import type { BrowserEnd } from './connection.ts'

/** What a window has of the network. */
export interface PageNetwork {
  /** Whether there is one. */
  readonly up: boolean
  connect(url: string, browser: BrowserEnd): OpenConnection
  fetch(address: string, init?: RequestInit): Promise<Response>
}

/** A connection as the browser holds it. */
export interface OpenConnection {
  sendUp(text: string): void
  closeUp(code?: number, reason?: string): void
}

/** The `WebSocket` of a window, whose other end is the application in this process. */
export function createWebSocket(window: PageWindow, network: PageNetwork): typeof WebSocket {
  class InProcessSocket extends window.EventTarget {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readonly url: string
    readonly protocol = ''
    readonly extensions = ''
    readonly bufferedAmount = 0
    binaryType: BinaryType = 'blob'
    readyState: 0 | 1 | 2 | 3 = 0
    onopen: ((event: Event) => unknown) | null = null
    onmessage: ((event: MessageEvent) => unknown) | null = null
    onerror: ((event: Event) => unknown) | null = null
    onclose: ((event: CloseEvent) => unknown) | null = null
    readonly #connection: OpenConnection

    constructor(url: string | URL) {
      super()
      this.url = String(url)
      this.#connection = network.connect(this.url, {
        opened: () => {
          this.readyState = 1
          this.#tell(new window.Event('open'))
        },
        message: (data) => this.#tell(new window.MessageEvent('message', { data })),
        closed: (code, reason) => {
          const clean = code !== 1006
          this.readyState = 3
          if (!clean) this.#tell(new window.Event('error'))
          this.#tell(new window.CloseEvent('close', { code, reason, wasClean: clean }))
        },
      })
    }

    send(text: string): void {
      if (this.readyState === 0) {
        throw new window.DOMException('The socket is not open yet.', 'InvalidStateError')
      }
      if (this.readyState !== 1) return
      this.#connection.sendUp(text)
    }

    close(code?: number, reason?: string): void {
      if (this.readyState > 1) return
      this.readyState = 2
      this.#connection.closeUp(code, reason)
    }

    #tell(event: Event): void {
      if (this.readyState === 2 && event.type !== 'close') return
      const { type } = event
      if (type === 'open') this.onopen?.(event)
      else if (type === 'error') this.onerror?.(event)
      // The type of an event says which class it is of.
      else if (type === 'message') this.onmessage?.(event as MessageEvent)
      // It is the only one that is left.
      else this.onclose?.(event as CloseEvent)
      this.dispatchEvent(event)
    }
  }
  return InProcessSocket
}
