import { browserLimits } from '../page/limits.ts'
import type { Page } from '../page/page.ts'
import { encodeDown } from '../protocol/codec.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { Arrival } from './circuit-options.ts'
import { Frames } from './frames.ts'
import type { CircuitIdentity } from './identity.ts'
import type { CircuitServices } from './services.ts'
import type { CircuitSocket } from './socket.ts'

/** How long a browser waits to learn that an event was received when no outcome is due, in milliseconds. */
const CONFIRM_RECEIVED_AFTER = 1000

/** What delivery needs of its circuit. */
export interface DeliveryHost {
  readonly page: Page
  readonly services: CircuitServices
  /** How many events have come: the number of the last. */
  readonly received: number
  /** Runs work, and what it has changed is delivered. */
  turn(work: () => void): void
  /** Delivers again, soon. */
  schedule(): void
}

/** What goes to the browser: frames, when its window and its socket take them, and confirmations of its events. */
export class Delivery {
  readonly frames: Frames
  /** The socket that follows; null while there is none. */
  socket: CircuitSocket | null = null
  readonly #host: DeliveryHost
  /** The greatest attempt of a socket that has joined. */
  #attempt = 0
  /** Whether a confirmation is due. */
  #confirming = false

  constructor(host: DeliveryHost, knownTemplates: readonly string[]) {
    this.#host = host
    this.frames = new Frames(host.page, knownTemplates)
  }

  /** Whether a newer socket of the document has been here. */
  isSuperseded({ attempt }: Pick<Arrival, 'attempt'>): boolean {
    return attempt <= this.#attempt
  }

  /** From now on this socket follows, and the one before is closed. False for a superseded one. */
  take({ socket, attempt }: Pick<Arrival, 'socket' | 'attempt'>): boolean {
    if (this.isSuperseded({ attempt })) return false
    this.#attempt = attempt
    const before = this.socket
    this.socket = socket
    if (before !== socket) before?.close(CLOSE_CODES.superseded, 'superseded')
    return true
  }

  /** Sends a text that is no frame. */
  send(text: string): void {
    this.socket?.send(text)
  }

  /** Answers a join: how all roots looked then, by shape where the browser shows them, and what came since. */
  joined({ id: circuit, secret }: Pick<CircuitIdentity, 'id' | 'secret'>, hydrate: boolean): void {
    const limits = browserLimits(this.#host.services.limits)
    const { roots, templates } = this.frames.established(hydrate)
    this.send(encodeDown({ kind: 'joined', circuit, secret, limits, templates, roots }))
    for (const text of this.frames.window.after(0) ?? []) this.send(text)
  }

  /** Answers a rejoin: the frames that the browser has not received. */
  rejoined(missed: readonly string[]): void {
    this.send(encodeDown({ kind: 'rejoined', received: this.#host.received }))
    for (const text of missed) this.send(text)
  }

  /** Renders and sends what there is. */
  flush(): void {
    this.#sendFrame()
    this.#confirmReceived()
  }

  #sendFrame(): void {
    const { socket, frames } = this
    const { page } = this.#host
    if (!socket || frames.window.full) return
    if (!socket.mayWrite) return socket.whenWritable(() => this.#host.schedule())
    const text = frames.next()
    // Rendering may have ended the circuit.
    if (text !== null && socket === this.socket) socket.send(text)
    if (page.dirty || page.runtime.effects.due) this.#host.schedule()
  }

  /** With no outcome due, the browser learns within a second that its event has arrived; sooner when many have come. */
  #confirmReceived(): void {
    const unconfirmed = this.#host.received - this.frames.confirmed
    if (unconfirmed <= 0) return
    const { limits, clock } = this.#host.services
    if (unconfirmed >= limits.eventBurst / 4) return this.#sendReceived()
    if (this.#confirming) return
    this.#confirming = true
    clock.after(CONFIRM_RECEIVED_AFTER, () =>
      this.#host.turn(() => {
        this.#confirming = false
        if (this.#host.received > this.frames.confirmed) this.#sendReceived()
      }),
    )
  }

  #sendReceived(): void {
    if (!this.socket) return
    const { received } = this.#host
    this.frames.confirmed = received
    this.send(encodeDown({ kind: 'received', received }))
  }
}
