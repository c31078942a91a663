/**
 * The socket and its returns. It is opened again for ever, after a random time that grows with the tries,
 * at once when the network or the tab comes back. A line that is silent for too long is asked for a sign of
 * life and given up when none comes: a half-open connection reports no error by itself.
 */
import { encodeUp } from '../protocol/codec.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'

const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000
const SILENCE = 25_000
const PATIENCE = 10_000

/** What stands in `html[data-live-status]`. */
export type Status = 'connecting' | 'live' | 'offline' | 'reconnecting' | 'ended'

/** What happens on the line. */
export interface Line {
  opened(): void
  message(text: string): void
  /** It will not come back. */
  ended(): void
}

/** After these the browser does not come back by itself: another tab has the circuit, or nobody wants it. */
const FINAL: readonly number[] = [CLOSE_CODES.malformed, CLOSE_CODES.superseded, CLOSE_CODES.ended]

export class Connection {
  readonly #path: string
  readonly #line: Line
  #socket: WebSocket | undefined
  #tries = 0
  #ended = false
  /** The next thing that happens by itself: a try, a question, or giving up. */
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(path: string, line: Line) {
    this.#path = path
    this.#line = line
  }

  start(): void {
    this.#status('connecting')
    this.#open()
    const check = (): void => this.#check()
    addEventListener('online', check)
    addEventListener('offline', check)
    addEventListener('pageshow', check)
    document.addEventListener('visibilitychange', check)
  }

  /** Sends, or drops what cannot be sent now. */
  send(text: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text)
  }

  /** The page is live over this socket. */
  established(): void {
    this.#tries = 0
    this.#status('live')
  }

  /** Gives this socket up and comes back later. */
  retry(): void {
    this.#drop()
    if (this.#ended) return
    this.#status(navigator.onLine ? 'reconnecting' : 'offline')
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#tries++)
    this.#after(Math.random() * longest, () => this.#open())
  }

  /** Gives the line up for good. */
  end(): void {
    this.#ended = true
    this.#drop()
    this.#status('ended')
    this.#line.ended()
  }

  #open(): void {
    this.#drop()
    const url = new URL(this.#path, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    const socket = (this.#socket = new WebSocket(url))
    this.#after(PATIENCE, () => this.retry())
    socket.onopen = () => {
      this.#heard()
      this.#line.opened()
    }
    socket.onmessage = ({ data }) => {
      this.#heard()
      this.#line.message(String(data))
    }
    socket.onclose = ({ code }) => (FINAL.includes(code) ? this.end() : this.retry())
  }

  #drop(): void {
    clearTimeout(this.#timer)
    const socket = this.#socket
    if (!socket) return
    this.#socket = undefined
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  #heard(): void {
    this.#after(SILENCE, () => this.#ask())
  }

  #ask(): void {
    this.send(encodeUp({ kind: 'beat' }))
    this.#after(PATIENCE, () => this.retry())
  }

  /** The network or the tab came back, or the network went: the socket may have died unnoticed. */
  #check(): void {
    if (this.#ended || document.hidden) return
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask()
    else if (navigator.onLine && this.#socket?.readyState !== WebSocket.CONNECTING) this.#open()
  }

  #after(delay: number, run: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(run, delay)
  }

  #status(status: Status): void {
    document.documentElement.dataset['liveStatus'] = status
  }
}
