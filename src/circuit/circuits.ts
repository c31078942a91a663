import { CLOSE_CODES, type RefusalCode } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { Circuit, type CircuitListener } from './circuit.ts'
import type { Page } from './page.ts'
import { Parking, type Adopted } from './parking.ts'
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

/** What is known of a token that was used: the circuits of its documents, by their nonces. */
interface UsedToken {
  readonly circuits: Map<string, Circuit>
  /** Nonces whose page is being made. */
  readonly joining: Map<string, Promise<RefusalCode | null>>
  readonly expires: number
  /** One of its circuits has ended: no document may join with it any more. */
  over: boolean
}

/** Tokens that are remembered after their circuits ended, at most. */
const REMEMBERED_TOKENS = 100_000

/** All circuits of a process: who may join what, and when they end. */
export class Circuits implements CircuitListener {
  readonly parking: Parking
  readonly #services: CircuitServices
  readonly #byId = new Map<string, Circuit>()
  readonly #bySocket = new WeakMap<LiveSocket, Circuit>()
  readonly #perVisitor = new Map<string, number>()
  readonly #tokens = new Map<string, UsedToken>()
  readonly #groups = new Map<string, Set<Circuit>>()

  constructor(services: CircuitServices) {
    this.#services = services
    this.parking = new Parking(services)
  }

  get size(): number {
    return this.#byId.size
  }

  park(id: string, page: Page): void {
    this.parking.park(id, page)
  }

  get(id: string): Circuit | undefined {
    return this.#byId.get(id)
  }

  /** The circuit that this socket belongs to. */
  of(socket: LiveSocket): Circuit | undefined {
    return this.#bySocket.get(socket)
  }

  all(): Iterable<Circuit> {
    return this.#byId.values()
  }

  group(name: string): Iterable<Circuit> {
    return this.#groups.get(name) ?? []
  }

  /**
   * Gives a document its circuit. Repeated with the same nonce it is the same circuit; another nonce never
   * gets the first one's. Resolves to null when the socket is joined, otherwise to why it is not.
   */
  async join(request: JoinRequest): Promise<RefusalCode | null> {
    const token = this.#token(request)
    const standing = token.circuits.get(request.nonce)
    if (standing && standing.state !== 'ended') return this.#joinAgain(standing, request)
    if (token.over) return 'token-used'
    const joining = token.joining.get(request.nonce)
    if (joining) {
      await joining
      return this.join(request)
    }
    const joined = this.#joinAnew(token, request)
    token.joining.set(request.nonce, joined)
    try {
      return await joined
    } finally {
      token.joining.delete(request.nonce)
    }
  }

  /** Gives a browser whose socket was lost its circuit back. */
  rejoin(request: RejoinRequest): RefusalCode | null {
    const circuit = this.#byId.get(request.circuit)
    if (!circuit || !sameText(circuit.identity.secret, request.secret)) return 'circuit-ended'
    if (circuit.identity.visitor !== request.visitor) return 'circuit-ended'
    if (!circuit.rejoin(request.socket, request.context, request.received)) return 'gone'
    this.#bySocket.set(request.socket, circuit)
    return null
  }

  disconnected(socket: LiveSocket): void {
    this.#bySocket.get(socket)?.disconnected(socket)
  }

  /** Ends what has waited for longer than its grace. Called every few seconds. */
  sweep(): void {
    const now = this.#services.clock.now()
    this.parking.sweep(now)
    for (const circuit of this.#byId.values()) {
      if (circuit.state === 'waiting' && now - circuit.waitingSince >= this.#services.limits.grace)
        circuit.end()
    }
    for (const [id, token] of this.#tokens) {
      if (token.expires < now && token.circuits.size === 0) this.#tokens.delete(id)
    }
  }

  /** Ends everything: browsers are told to come back. */
  close(): void {
    for (const circuit of this.#byId.values()) {
      circuit.drop(CLOSE_CODES.restarting, 'restarting')
      circuit.end()
    }
    this.parking.clear()
  }

  joined(group: string, circuit: Circuit): void {
    const members = this.#groups.get(group) ?? new Set()
    this.#groups.set(group, members.add(circuit))
  }

  left(group: string, circuit: Circuit): void {
    const members = this.#groups.get(group)
    members?.delete(circuit)
    if (members?.size === 0) this.#groups.delete(group)
  }

  ended(circuit: Circuit): void {
    const { id, visitor, page } = circuit.identity
    this.#byId.delete(id)
    this.#release(visitor)
    const token = this.#tokens.get(page)
    if (!token) return
    token.over = true
    for (const [nonce, each] of token.circuits) if (each === circuit) token.circuits.delete(nonce)
    // Oldest first: a map keeps the order of insertion.
    if (this.#tokens.size > REMEMBERED_TOKENS) {
      for (const [oldest, { circuits }] of this.#tokens) {
        if (circuits.size > 0) continue
        this.#tokens.delete(oldest)
        break
      }
    }
  }

  #joinAgain(circuit: Circuit, request: JoinRequest): RefusalCode | null {
    // The browser that repeats a join has not had the answer, so it has acknowledged nothing.
    if (circuit.frames.window.acknowledged > 0) return 'token-used'
    this.#bySocket.set(request.socket, circuit)
    circuit.join(request.socket, request.context, request.hydrate)
    return null
  }

  async #joinAnew(token: UsedToken, request: JoinRequest): Promise<RefusalCode | null> {
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
    if (!adopted) {
      this.#release(request.visitor)
      return 'gone'
    }
    const { random } = this.#services
    const identity = { id: random(12), secret: random(16), visitor: request.visitor, page: request.page }
    const circuit = new Circuit(identity, adopted.page, request.templates, this)
    this.#byId.set(identity.id, circuit)
    token.circuits.set(request.nonce, circuit)
    this.#bySocket.set(request.socket, circuit)
    circuit.join(request.socket, request.context, request.hydrate && adopted.sameHtml)
    return null
  }

  async #adopt(request: JoinRequest): Promise<Adopted | null> {
    const parked = await this.parking.adopt(request.page, request.context)
    if (parked) return parked
    const page = await request.mountAgain()
    return page && { page, sameHtml: page.digest() === request.digest }
  }

  #token({ page, expires }: JoinRequest): UsedToken {
    const known = this.#tokens.get(page)
    if (known) return known
    const token: UsedToken = { circuits: new Map(), joining: new Map(), expires, over: false }
    this.#tokens.set(page, token)
    return token
  }

  #release(visitor: string): void {
    const left = (this.#perVisitor.get(visitor) ?? 1) - 1
    if (left > 0) this.#perVisitor.set(visitor, left)
    else this.#perVisitor.delete(visitor)
  }
}

/** Compares without telling by its time where they differ. */
function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index++)
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  return difference === 0
}
