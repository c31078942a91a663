import type { Page } from '../page/page.ts'
import { CLOSE_CODES, type RefusalCode } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { Circuit } from './circuit.ts'
import { EVERYONE, Groups } from './groups.ts'
import type { CircuitIdentity } from './identity.ts'
import { Parking, type Adopted, type ParkedFor } from './parking.ts'
import type { CircuitServices } from './services.ts'
import type { CircuitSocket } from './socket.ts'
import { VisitorCircuits } from './visitor-circuits.ts'
import { WaitingCircuits, type WaitingCircuit } from './waiting-circuits.ts'

/** A join whose token has been opened and checked. */
export interface JoinRequest {
  /** The id of the page in its token. */
  readonly page: string
  /** When the token ends, in milliseconds since the epoch: its page cannot come back after that. */
  readonly expires: number
  readonly nonce: string
  readonly attempt: number
  readonly hydrate: boolean
  readonly templates: readonly string[]
  /** The digest of the HTML in the browser, where the token knows it. */
  readonly digest: string | null
  readonly visitor: string
  readonly address: string | null
  readonly context: Context
  readonly socket: CircuitSocket
  /** Where its user wants to go; undefined for the page of the token. */
  readonly location: string | undefined
  /** Mounts the page again when it is not parked here; null when this process cannot. */
  mountAgain(): Promise<Page | null>
}

export interface RejoinRequest {
  readonly circuit: string
  readonly secret: string
  readonly received: number
  readonly attempt: number
  readonly visitor: string
  readonly context: Context
  readonly socket: CircuitSocket
}

/** What a socket gets: a circuit, a refusal, or `superseded` when a newer socket of its document was there before. */
export type JoinAnswer = Circuit | RefusalCode | 'superseded'

/** Tokens that are remembered after their circuits ended, at most: the oldest are forgotten first. */
const REMEMBERED_TOKENS = 100_000

/** How often a process that is about to end looks whether its handlers are done, in milliseconds. */
const LOOK_AGAIN_AFTER = 50

/** All circuits of a process: who may join what, and when they end. */
export class Circuits {
  readonly parking: Parking
  readonly groups: Groups
  readonly #services: CircuitServices
  readonly #waiting: WaitingCircuits<WaitingCircuit>
  readonly #byId = new Map<string, Circuit>()
  readonly #byVisitor = new VisitorCircuits()
  /** Circuits of each visitor and of each address, those included that are being made. */
  readonly #perOwner = new Map<string, number>()
  /** By the page, for the first document that joined with it; by page and nonce for others. */
  readonly #byDocument = new Map<string, Circuit>()
  /** Documents whose page is being made. */
  readonly #joining = new Map<string, Promise<JoinAnswer>>()
  /** Pages of which a circuit has ended, until their tokens expire: no document may join with those any more. */
  readonly #over = new Map<string, number>()
  #state: 'open' | 'draining' | 'closed' = 'open'

  constructor(services: CircuitServices) {
    this.#services = services
    this.#waiting = new WaitingCircuits(services.limits)
    this.parking = new Parking(services)
    this.groups = new Groups(services.topics)
  }

  /** Circuits, and joins under way. */
  get size(): number {
    return this.#byId.size + this.#joining.size
  }

  park(id: string, page: Page, owner: ParkedFor): void {
    this.parking.park(id, page, owner)
  }

  get(id: string): Circuit | undefined {
    return this.#byId.get(id)
  }

  ofVisitor(visitor: string): readonly Circuit[] {
    return this.#byVisitor.of(visitor)
  }

  /**
   * Gives a document its circuit. Repeated with the same nonce it is the same circuit; another nonce never
   * gets the first one's.
   */
  async join(request: JoinRequest): Promise<JoinAnswer> {
    const existing = this.#existing(request)
    if (existing) return this.#joinAgain(existing, request)
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

  /** Whether a join would be refused because there are too many: asked before anything is done for it. */
  isFull(request: Pick<JoinRequest, 'page' | 'nonce' | 'visitor' | 'address'>): boolean {
    if (this.#existing(request) || this.#joining.has(documentOf(request))) return false
    const { circuits, circuitsPerAddress } = this.#services.limits
    const { visitor, address } = request
    if (this.size >= circuits || (address !== null && this.#of(address) >= circuitsPerAddress)) return true
    return this.#hasMost(visitor) && !this.#waiting.hasOf(visitor)
  }

  /** Whether a visitor has as many circuits as one may have. */
  #hasMost(visitor: string): boolean {
    return this.#of(visitor) >= this.#services.limits.circuitsPerVisitor
  }

  /** Gives a browser whose socket was lost its circuit back. */
  rejoin(request: RejoinRequest): JoinAnswer {
    const circuit = this.#byId.get(request.circuit)
    if (!circuit || circuit.state === 'left' || !sameText(circuit.identity.secret, request.secret))
      return 'circuit-ended'
    if (circuit.identity.visitor !== request.visitor) return 'circuit-ended'
    const answer = circuit.rejoin(request, request.received)
    return answer === 'rejoined' ? circuit : answer
  }

  /** Ends what has waited for longer than its grace, or holds too much. Called every few seconds. */
  sweep(): void {
    const { clock } = this.#services
    this.parking.sweep(clock.now())
    this.#waiting.sweep(clock.now())
    const now = clock.wall()
    for (const [page, expires] of this.#over) if (expires < now) this.#over.delete(page)
  }

  /**
   * Lets handlers end, for as long as the deadline allows, then ends everything: browsers are told what was cut
   * short and to come back. The deadline is in milliseconds from now.
   */
  async drain(deadline: number): Promise<void> {
    this.#state = 'draining'
    const { clock } = this.#services
    const until = clock.now() + deadline
    while (clock.now() < until && [...this.#byId.values()].some(({ busy }) => busy)) {
      await new Promise<void>((resolve) => void clock.after(LOOK_AGAIN_AFTER, resolve))
    }
    for (const circuit of this.#byId.values()) circuit.interrupt()
    this.close()
  }

  /** Ends everything: browsers are told to come back. */
  close(): void {
    this.#state = 'closed'
    for (const circuit of [...this.#byId.values()]) {
      circuit.end(CLOSE_CODES.restarting, 'restarting')
    }
    this.parking.clear()
  }

  #existing(request: Pick<JoinRequest, 'page' | 'nonce'>): Circuit | undefined {
    const first = this.#byDocument.get(request.page)
    return first?.identity.nonce === request.nonce ? first : this.#byDocument.get(documentOf(request))
  }

  #joinAgain(circuit: Circuit, request: JoinRequest): JoinAnswer {
    if (circuit.state === 'left') return 'token-used'
    if (circuit.isSuperseded(request)) return 'superseded'
    // The browser that repeats a join has not had the answer, so it has acknowledged nothing.
    if (circuit.frames.window.acknowledged > 0) return 'token-used'
    return circuit.join(request, request.hydrate) ? this.#led(circuit, request) : 'superseded'
  }

  #led(circuit: Circuit, { location }: JoinRequest): Circuit {
    if (location !== undefined) circuit.navigation.joinedAt(location)
    return circuit
  }

  async #joinAnew(request: JoinRequest): Promise<JoinAnswer> {
    if (this.#state !== 'open') return 'gone'
    if (this.isFull(request)) return 'circuit-limit'
    // Who goes from page to page leaves circuits behind, which browsers keep for their Back button.
    if (this.#hasMost(request.visitor)) this.#waiting.endOldestOf(request.visitor)
    this.#count(request, 1)
    let adopted: Adopted | null = null
    let circuit: Circuit | undefined
    try {
      adopted = await this.#adopt(request)
      // It may have been closed meanwhile.
      if (!adopted || !this.#isOpen) return 'gone'
      circuit = this.#create(request, adopted)
      this.#register(circuit)
      if (circuit.join(request, request.hydrate)) return this.#led(circuit, request)
      circuit.end()
      return 'superseded'
    } catch (error) {
      circuit?.end()
      throw error
    } finally {
      // What is refused or throws leaves nothing behind.
      if (!circuit) {
        adopted?.page.stop()
        this.#count(request, -1)
      }
    }
  }

  get #isOpen(): boolean {
    return this.#state === 'open'
  }

  #create(request: JoinRequest, { page, sameHtml }: Adopted): Circuit {
    const { random } = this.#services
    const { visitor, address, page: pageId, expires, nonce, templates } = request
    const identity = { id: random(12), secret: random(16), visitor, address, page: pageId, expires, nonce }
    return new Circuit({
      identity,
      page,
      sameHtml,
      services: this.#services,
      groups: this.groups,
      waiting: this.#waiting,
      knownTemplates: templates,
      ended: this.#ended,
    })
  }

  #register(circuit: Circuit): void {
    const { identity } = circuit
    this.#byId.set(identity.id, circuit)
    this.#byVisitor.add(circuit)
    this.#byDocument.set(this.#byDocument.has(identity.page) ? documentOf(identity) : identity.page, circuit)
    this.groups.join(EVERYONE, circuit)
  }

  /** One for all of them: each would keep its own. */
  readonly #ended = (identity: CircuitIdentity): void => {
    const { id, page, expires } = identity
    const circuit = this.#byId.get(id)
    if (circuit) {
      this.groups.leave(EVERYONE, circuit)
      this.#byId.delete(id)
      this.#byVisitor.remove(circuit)
      this.#byDocument.delete(this.#byDocument.get(page) === circuit ? page : documentOf(identity))
    }
    this.#count(identity, -1)
    this.#over.set(page, expires)
    // A map keeps the order of insertion.
    const [oldest] = this.#over.size > REMEMBERED_TOKENS ? this.#over.keys() : []
    if (oldest !== undefined) this.#over.delete(oldest)
  }

  async #adopt(request: JoinRequest): Promise<Adopted | null> {
    const parked = await this.parking.adopt(request.page, request.context)
    if (parked) return parked
    const page = await request.mountAgain()
    return page && { page, sameHtml: page.digest() === request.digest }
  }

  #of(owner: string): number {
    return this.#perOwner.get(owner) ?? 0
  }

  #count({ visitor, address }: Pick<JoinRequest, 'visitor' | 'address'>, change: 1 | -1): void {
    for (const owner of [visitor, address]) {
      if (owner === null) continue
      const count = this.#of(owner) + change
      if (count > 0) this.#perOwner.set(owner, count)
      else this.#perOwner.delete(owner)
    }
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
