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

  constructor(socket: LiveSocket, clock: Clock, { unsentBytes }: { readonly unsentBytes: number }) {
    this.#socket = socket
    this.#clock = clock
    this.#unsentBytes = unsentBytes
  }

  get mayWrite(): boolean {
    return this.#socket.bufferedAmount <= this.#unsentBytes
  }

  whenWritable(run: () => void): void {
    const isFirst = this.#waiting === null
    this.#waiting = run
    if (isFirst) this.#look()
  }

  send(text: string): void {
    if (this.#state === 'closed') return
    // A frame that is larger than the bound is sent when nothing else waits.
    const before = this.#socket.bufferedAmount
    if (before > 2 * this.#unsentBytes) this.close(CLOSE_CODES.tooSlow, 'too slow')
    else this.#socket.send(text)
  }

  close(code: number, reason: string): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#waiting = null
    this.#socket.close(code, reason)
  }

  #look(): void {
    this.#clock.after(LOOK_AGAIN_AFTER, () => {
      const waiting = this.#waiting
      if (waiting === null) return
      if (!this.mayWrite) return this.#look()
      this.#waiting = null
      waiting()
    })
  }
}
