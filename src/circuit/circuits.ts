import { CLOSE_CODES, type RefusalCode } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { Circuit } from './circuit.ts'
import { EVERYONE, Groups } from './groups.ts'
import type { CircuitListener } from './identity.ts'
import type { Page } from '../page/page.ts'
import { Parking, type Adopted, type ParkedFor } from './parking.ts'
import type { CircuitServices } from './services.ts'
import type { LiveSocket } from './socket.ts'

/** A join whose token has been opened and checked. */
export interface JoinRequest {
  /** The id of the page in its token. */
  readonly page: string
  /** When the token ends, in milliseconds since the epoch: its page cannot come back after that. */
  readonly expires: number
  readonly nonce: string
  readonly hydrate: boolean
  readonly templates: readonly string[]
  /** The digest of the HTML in the browser, where the token knows it. */
  readonly digest: string | null
  readonly visitor: string
  readonly context: Context
  readonly socket: LiveSocket
  /** Mounts the page again when it is not parked here; null when this process cannot. */
  mountAgain(): Promise<Page | null>
}

export interface RejoinRequest {
  readonly circuit: string
  readonly secret: string
  readonly received: number
  readonly visitor: string
  readonly context: Context
  readonly socket: LiveSocket
}

/** Tokens that are remembered after their circuits ended, at most: the oldest are forgotten first. */
const REMEMBERED_TOKENS = 100_000

/** All circuits of a process: who may join what, and when they end. */
export class Circuits implements CircuitListener {
  readonly parking: Parking
  readonly #services: CircuitServices
  readonly #byId = new Map<string, Circuit>()
  readonly #perVisitor = new Map<string, number>()
  /** By the page, for the first document that joined with it; by page and nonce for others. */
  readonly #byDocument = new Map<string, Circuit>()
  /** Documents whose page is being made. */
  readonly #joining = new Map<string, Promise<Circuit | RefusalCode>>()
  /** Pages of which a circuit has ended, until their tokens expire: no document may join with those any more. */
  readonly #over = new Map<string, number>()
  readonly groups: Groups
  #closed = false

  constructor(services: CircuitServices) {
    this.#services = services
    this.parking = new Parking(services)
    this.groups = new Groups(services.topics)
  }

  get size(): number {
    return this.#byId.size
  }

  park(id: string, page: Page, whom: ParkedFor): void {
    this.parking.park(id, page, whom)
  }

  get(id: string): Circuit | undefined {
    return this.#byId.get(id)
  }

  /**
   * Gives a document its circuit. Repeated with the same nonce it is the same circuit; another nonce never
   * gets the first one's. Resolves to the circuit that the socket has joined, or to why it has not.
   */
  async join(request: JoinRequest): Promise<Circuit | RefusalCode> {
    const standing = this.#standing(request)
    if (standing) return this.#joinAgain(standing, request)
    const document = documentOf(request)
    if (this.#over.has(request.page)) return 'token-used'
    const joining = this.#joining.get(document)
    if (joining) {
      await joining
      return this.join(request)
    }
    const joined = this.#joinAnew(request)
    this.#joining.set(document, joined)
    try {
      return await joined
    } finally {
      this.#joining.delete(document)
    }
  }

  /** Gives a browser whose socket was lost its circuit back. */
  rejoin(request: RejoinRequest): Circuit | RefusalCode {
    const circuit = this.#byId.get(request.circuit)
    if (!circuit || !sameText(circuit.identity.secret, request.secret)) return 'circuit-ended'
    if (circuit.identity.visitor !== request.visitor) return 'circuit-ended'
    if (!circuit.rejoin(request.socket, request.context, request.received)) return 'gone'
    return circuit
  }

  /** Ends what has waited for longer than its grace. Called every few seconds. */
  sweep(): void {
    const now = this.#services.clock.now()
    this.parking.sweep(now)
    for (const circuit of this.#byId.values()) {
      if (circuit.state === 'waiting' && now - circuit.waitingSince >= this.#services.limits.grace)
        circuit.end()
    }
    for (const [page, expires] of this.#over) if (expires < now) this.#over.delete(page)
  }

  /** Ends everything: browsers are told to come back. */
  close(): void {
    this.#closed = true
    for (const circuit of this.#byId.values()) {
      circuit.drop(CLOSE_CODES.restarting, 'restarting')
      circuit.end()
    }
    this.parking.clear()
  }

  joined(group: string, circuit: Circuit): void {
    this.groups.join(group, circuit)
  }

  left(group: string, circuit: Circuit): void {
    this.groups.leave(group, circuit)
  }

  ended(circuit: Circuit): void {
    const { id, page, expires, visitor } = circuit.identity
    this.#byId.delete(id)
    this.groups.leave(EVERYONE, circuit)
    this.#byDocument.delete(this.#byDocument.get(page) === circuit ? page : documentOf(circuit.identity))
    this.#release(visitor)
    this.#over.set(page, expires)
    // A map keeps the order of insertion.
    const [oldest] = this.#over.size > REMEMBERED_TOKENS ? this.#over.keys() : []
    if (oldest !== undefined) this.#over.delete(oldest)
  }

  #standing(request: JoinRequest): Circuit | undefined {
    const first = this.#byDocument.get(request.page)
    return first?.identity.nonce === request.nonce ? first : this.#byDocument.get(documentOf(request))
  }

  #joinAgain(circuit: Circuit, request: JoinRequest): Circuit | RefusalCode {
    // The browser that repeats a join has not had the answer, so it has acknowledged nothing.
    if (circuit.frames.window.acknowledged > 0) return 'token-used'
    circuit.join(request.socket, request.context, request.hydrate)
    return circuit
  }

  async #joinAnew(request: JoinRequest): Promise<Circuit | RefusalCode> {
    const { limits } = this.#services
    const mine = this.#perVisitor.get(request.visitor) ?? 0
    if (this.#byId.size >= limits.circuits || mine >= limits.circuitsPerVisitor) return 'circuit-limit'
    this.#perVisitor.set(request.visitor, mine + 1)
    let adopted: Adopted | null
    try {
      adopted = await this.#adopt(request)
    } catch (error) {
      this.#release(request.visitor)
      throw error
    }
    if (!adopted || this.#closed) {
      adopted?.page.stop()
      this.#release(request.visitor)
      return 'gone'
    }
    const { random } = this.#services
    const { visitor, page, expires, nonce } = request
    const identity = { id: random(12), secret: random(16), visitor, page, expires, nonce }
    const circuit = new Circuit(identity, adopted.page, this.#services, {
      known: request.templates,
      listener: this,
    })
    this.#byId.set(identity.id, circuit)
    this.groups.join(EVERYONE, circuit)
    this.#byDocument.set(this.#byDocument.has(page) ? documentOf(request) : page, circuit)
    circuit.join(request.socket, request.context, request.hydrate && adopted.sameHtml)
    return circuit
  }

  async #adopt(request: JoinRequest): Promise<Adopted | null> {
    const parked = await this.parking.adopt(request.page, request.context)
    if (parked) return parked
    const page = await request.mountAgain()
    return page && { page, sameHtml: page.digest() === request.digest }
  }

  #release(visitor: string): void {
    const left = (this.#perVisitor.get(visitor) ?? 1) - 1
    if (left > 0) this.#perVisitor.set(visitor, left)
    else this.#perVisitor.delete(visitor)
  }
}

/** Names one document that was loaded: neither part has a space. */
function documentOf({ page, nonce }: Pick<JoinRequest, 'page' | 'nonce'>): string {
  return `${page} ${nonce}`
}

/** Compares without telling by its time where they differ. */
function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index++)
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  return difference === 0
}
