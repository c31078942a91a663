import type { Clock } from '../page/services.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { CircuitSocket, LiveSocket } from './socket.ts'

/** How often a socket that takes nothing is looked at again, in milliseconds. */
const LOOK_AGAIN_AFTER = 100

/**
 * The one place through which everything is sent on a socket. It knows what has not left this process: beyond
 * a bound frames wait, and beyond twice of it, which replies and heartbeats of a peer that does not read can
 * reach, the socket is closed.
 */
export class SendGate implements CircuitSocket {
  readonly #socket: LiveSocket
  readonly #clock: Clock
  readonly #unsentBytes: number
  #waiting: (() => void) | null = null
  #state: 'open' | 'closed' = 'open'
  /** Bytes that were ever added to what has not left, and how many of them had left at the last look. */
  #added = 0
  #left = 0
  #stuck = false

  constructor(socket: LiveSocket, clock: Clock, { unsentBytes }: { readonly unsentBytes: number }) {
    this.#socket = socket
    this.#clock = clock
    this.#unsentBytes = unsentBytes
  }

  get mayWrite(): boolean {
    return this.#socket.bufferedAmount <= this.#unsentBytes
  }

  /** Whether something waits to leave and nothing had left from one look to the next. */
  get stuck(): boolean {
    return this.#stuck && this.#socket.bufferedAmount > 0
  }

  /** Called every few seconds: sees whether anything has left since the last time. */
  look(): void {
    const buffered = this.#socket.bufferedAmount
    const left = this.#added - buffered
    this.#stuck = buffered > 0 && left === this.#left
    this.#left = left
  }

  whenWritable(run: () => void): void {
    if (this.#state === 'closed') return
    const isFirst = this.#waiting === null
    this.#waiting = run
    if (isFirst) this.#lookAgain()
  }

  send(text: string): void {
    if (this.#state === 'closed') return
    try {
      // A frame that is larger than the bound is sent when nothing else waits.
      const before = this.#socket.bufferedAmount
      if (before > 2 * this.#unsentBytes) return this.close(CLOSE_CODES.tooSlow, 'too slow')
      this.#socket.send(text)
      this.#added += this.#socket.bufferedAmount - before
    } catch {
      // An adapter that throws has lost its connection. The circuit waits for the next one.
      this.close(CLOSE_CODES.restarting, 'cannot send')
    }
  }

  /** The socket is closed, whoever closed it: nothing is sent on it, and nobody waits for it. */
  closed(): void {
    this.#state = 'closed'
    this.#waiting = null
  }

  close(code: number, reason: string): void {
    if (this.#state === 'closed') return
    this.closed()
    try {
      this.#socket.close(code, reason)
    } catch {
      // It is closed all the same: nothing is sent on it any more, and its heartbeat ends it.
    }
  }

  #lookAgain(): void {
    this.#clock.after(LOOK_AGAIN_AFTER, () => {
      const waiting = this.#waiting
      if (waiting === null) return
      if (!this.mayWrite) return this.#lookAgain()
      this.#waiting = null
      waiting()
    })
  }
}
