/**
 * One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends.
 * Messages are taken one after the other; one that must load something holds up those behind it.
 */
import { decodeDown, encodeUp } from '../protocol/codec.ts'
import { FRAME_BYTES } from '../protocol/limits.ts'
import {
  PROTOCOL_VERSION,
  type DownMessage,
  type JoinedMessage,
  type RefusalCode,
  type UpMessage,
} from '../protocol/messages.ts'
import type { Report } from './commands.ts'
import { Connection } from './connection.ts'
import { Containers } from './containers.ts'
import type { Firing } from './events.ts'
import { Frames } from './frames.ts'
import { PageHistory } from './history.ts'
import { Morph } from './morph.ts'
import { Operations } from './operations.ts'
import { announce, Outbox } from './outbox.ts'
import { isExcessive } from './payload.ts'
import { Position } from './position.ts'
import { reloadPage } from './reload.ts'
import type { Roots } from './roots.ts'

/** What the page says of its server. */
export interface PageInfo {
  readonly token: string
  /** Where the socket connects. */
  readonly socket: string
  /** Where the library is that `page.morph` needs. */
  readonly morph: string
}

/**
 * `joining`: nothing is sent but the request for a circuit. `live`: the circuit hears this page. `ended`: it
 * never will again.
 */
type State = 'joining' | 'live' | 'ended'

export class Session {
  readonly #page: PageInfo
  readonly #roots: Roots
  readonly #connection: Connection
  readonly #outbox = new Outbox()
  readonly #position: Position
  readonly #containers: Containers
  readonly #history: PageHistory
  readonly #frames: Frames
  #state: State = 'joining'
  #circuit: { readonly circuit: string; readonly secret: string } | undefined
  /** Names this document to the server: a join that is repeated with it is the same. */
  #nonce = randomName()
  /** Whether the page still shows the HTML of the response. */
  #hydrate = true
  /** Counts sockets: what an older one brought is not taken. */
  #line = 0
  #taken: Promise<void> = Promise.resolve()

  constructor(page: PageInfo, roots: Roots) {
    this.#page = page
    this.#roots = roots
    this.#connection = new Connection(page.socket, {
      opened: () => this.#opened(),
      message: (text) => this.#enqueue(text),
      ended: () => this.#ended(),
    })
    this.#position = new Position((seen) => this.#tell({ kind: 'ack', seen }))
    const history = (this.#history = new PageHistory(this.#nonce, {
      again: (action, data) =>
        this.fire({
          type: 'popstate',
          target: action,
          payload: { data },
          elements: [document.documentElement],
        }),
      restored: () => this.#containers.sweep(),
    }))
    this.#containers = new Containers(roots, history, (gone) => this.#tell({ kind: 'left', roots: gone }))
    const { report } = this
    this.#frames = new Frames({
      roots,
      report,
      history,
      containers: this.#containers,
      outbox: this.#outbox,
      position: this.#position,
      operations: new Operations(
        { report, changing: (element) => history.keep(element), spoiling: () => history.forget() },
        new Morph(page.morph),
      ),
      mismatch: () => this.#tellMismatch(),
    })
  }

  start(): void {
    this.#history.start()
    this.#connection.start()
    addEventListener('pagehide', ({ persisted }) => {
      if (!persisted) this.#tell({ kind: 'leave' })
    })
  }

  /** Sends an event, now or when the line is back. Its number, or 0 when it was refused here. */
  fire({ type, target, payload, elements }: Firing): number {
    const event = this.#outbox.next
    // Positions mean nothing without the circuit whose tree they are in.
    const lost = this.#state === 'ended' || (typeof target !== 'string' && !this.#circuit)
    if (!lost && !this.#outbox.full && !isExcessive(payload)) {
      const seen = this.#position.applied
      const message = {
        kind: 'event',
        seen,
        type,
        target,
        payload,
        edits: this.#roots.takeEdits(event),
      } as const
      const text = encodeUp(message)
      if (new Blob([text]).size <= FRAME_BYTES) {
        this.#outbox.add({ message, text, elements })
        if (this.#state === 'live') {
          this.#position.told()
          this.#connection.send(text)
        }
        return event
      }
    }
    announce(elements, 'refused', lost ? 'expired' : 'limited')
    return 0
  }

  /** Tells the server what could not be done. */
  readonly report: Report = (code, detail) => this.#tell({ kind: 'problem', code, detail })

  // --- the line ---

  #opened(): void {
    this.#line++
    this.#state = 'joining'
    this.#ask()
  }

  #ended(): void {
    this.#state = 'ended'
    this.#outbox.expire()
  }

  #ask(): void {
    const version = PROTOCOL_VERSION
    const request: UpMessage = this.#circuit
      ? { kind: 'rejoin', version, ...this.#circuit, received: this.#position.applied }
      : {
          kind: 'join',
          version,
          token: this.#page.token,
          nonce: this.#nonce,
          hydrate: this.#hydrate,
          templates: this.#roots.templateHashes(),
        }
    this.#connection.send(encodeUp(request))
  }

  /** Sends what need not be sent again, or is repeated after a rejoin. */
  #tell(message: UpMessage): void {
    if (this.#state === 'live') this.#connection.send(encodeUp(message))
  }

  #tellMismatch(): void {
    const reason = this.#frames.mismatch
    if (reason !== undefined) this.#tell({ kind: 'mismatch', seen: this.#position.applied, reason })
  }

  // --- what the server sends ---

  #enqueue(text: string): void {
    const line = this.#line
    this.#taken = this.#taken.then(() => {
      if (line === this.#line) return this.#take(decodeDown(text))
    })
  }

  #take(message: DownMessage): void | Promise<void> {
    switch (message.kind) {
      case 'frame':
        this.#position.advance()
        return this.#frames.apply(message)
      case 'joined':
        return this.#joined(message)
      case 'rejoined':
        return this.#rejoined(message.received)
      case 'refused':
        return this.#refused(message.code)
      case 'beat':
    }
  }

  #joined({ circuit, secret, templates, roots }: JoinedMessage): void {
    const isFirst = this.#hydrate
    this.#circuit = { circuit, secret }
    this.#position.restart()
    this.#containers.lost.clear()
    this.#live(0)
    this.#frames.restart()
    this.#frames.establish(templates, roots)
    if (!isFirst) this.#history.repeat()
  }

  #rejoined(received: number): void {
    this.#position.forget()
    this.#live(received)
    if (this.#containers.lost.size) this.#tell({ kind: 'left', roots: [...this.#containers.lost] })
    this.#tellMismatch()
  }

  /** The circuit hears this page, which first sends what has not arrived. */
  #live(received: number): void {
    this.#state = 'live'
    this.#connection.established()
    for (const text of this.#outbox.after(received)) this.#connection.send(text)
  }

  async #refused(code: RefusalCode): Promise<void> {
    if (this.#circuit && code !== 'version') {
      // The circuit is over. Its page is asked for again, without what was done in it.
      this.#circuit = undefined
      this.#outbox.expire()
      this.#nonce = randomName()
      this.#hydrate = false
      this.#ask()
    } else if (code === 'circuit-limit' || (await reloadPage()) === 'wait') this.#connection.retry()
    else this.#connection.end()
  }
}

function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
