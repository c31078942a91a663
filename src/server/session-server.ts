import type { Circuit } from '../circuit/circuit.ts'
import type { Circuits } from '../circuit/circuits.ts'
import { foreignSessionRequest } from '../errors/session.ts'
import type { Topics } from '../pubsub/topics.ts'
import type { SessionDefinition } from '../view/session.ts'
import { isThenable } from '../view/thenable.ts'
import type { CipherFactory } from './cipher.ts'
import { sessionOf } from './context.ts'
import { ContextSession } from './context-session.ts'
import { parseCookies } from './cookies.ts'
import { escapeForeign } from './describe.ts'
import { EndedSessions } from './ended-sessions.ts'
import type { Incoming } from './incoming.ts'
import { isAllowedOrigin } from './origin.ts'
import { packedHeader } from './packed-headers.ts'
import type { Platform } from './platform.ts'
import type { Session } from './session.ts'
import { endsLogin, type FieldChange } from './session-change.ts'
import { SessionTickets, type Redeemed } from './session-tickets.ts'
import { Sessions } from './sessions.ts'
import { knownVisitor } from './visitor.ts'

export interface SessionServerOptions {
  readonly definition: SessionDefinition
  readonly secrets: readonly string[]
  readonly hosts: readonly string[] | undefined
  readonly platform: Platform
  readonly circuits: Circuits
  readonly topics: Topics
}

/** Of a request what its session depends on. */
export type SessionRequest = Pick<Incoming, 'headers' | 'secure'>

/** The headers that give a browser its session. */
export interface SessionHeaders {
  /** What gives one visitor a session is kept by no cache. */
  readonly 'cache-control': 'no-store'
  readonly 'set-cookie': string
  /** Where a login ends: browsers forget the pages that they have kept for it. */
  readonly 'clear-site-data'?: string
}

/**
 * How long the pages of a login go on that a plain request has ended, in milliseconds: the page that sent it is one of them,
 * and would cut off the answer if it were loaded again.
 */
const ANSWER_TIME = 2_000

/** The sessions of an application: of its requests, and of its pages that are live. */
export class SessionServer {
  readonly #sessions: Sessions
  readonly #tickets: SessionTickets
  readonly #ended: EndedSessions
  readonly #random: Platform['random']
  readonly #hosts: readonly string[] | undefined

  constructor({ definition, secrets, hosts, platform, circuits, topics }: SessionServerOptions) {
    const { clock } = platform
    this.#sessions = new Sessions({ definition, secrets, clock })
    this.#ended = new EndedSessions({ circuits, topics, clock })
    this.#tickets = new SessionTickets({
      sessions: this.#sessions,
      secrets,
      platform,
      isEnded: (id) => this.#ended.has(id),
    })
    this.#random = platform.random
    this.#hosts = hosts
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    this.#sessions.sealWith(factory)
    this.#tickets.sealWith(factory)
  }

  /** The session that a request came with: at once, where the cipher answers at once. */
  open(request: SessionRequest): ContextSession | Promise<ContextSession> {
    const session = this.#read(request)
    if (isThenable(session)) return session.then((each) => this.#held(each))
    return this.#held(session)
  }

  /** The header of a page's response that makes its session last longer; null while it lasts long enough. */
  async renewal({ session }: ContextSession, secure: boolean): Promise<string | null> {
    const renewed = this.#sessions.renewed(session)
    return renewed && this.#sessions.header(renewed, secure)
  }

  /** Whether no other site has made it: browsers name the origin of all that is posted, and of no link. */
  isOfOurs({ headers }: SessionRequest): boolean {
    const origin = packedHeader(headers, 'origin')
    return origin === '' || isAllowedOrigin(origin, packedHeader(headers, 'host'), this.#hosts)
  }

  // --- of pages that are live ---

  /** Whether the session of a new socket is the one that its circuit has asked for. */
  isOwn(circuit: Circuit, held: ContextSession): boolean {
    return this.#tickets.isOwn(circuit, held.session)
  }

  /** A circuit has a socket: from now on it can change the session that this came with. */
  follow(circuit: Circuit): void {
    const held = sessionOf(circuit.context)
    held.change = (change) => this.#tickets.change(circuit, change)
    this.#tickets.arrived(circuit, held.session)
  }

  /** Redeems the ticket that a page has posted. The headers are for the answer; null where the browser has them already. */
  async redeem(text: string, request: SessionRequest): Promise<SessionHeaders | null | RefusedTicket> {
    const session = await this.#read(request)
    const visitor = knownVisitor(request)
    const redeemed = await this.#tickets.redeem({ text, visitor, session })
    if (redeemed.kind === 'refused') return { refused: redeemed.reason }
    if (redeemed.kind === 'stands') return null
    const { before, after, circuit } = redeemed
    this.#end(before, after, { visitor: visitor ?? '', except: circuit, after: 0 })
    return this.#headers(before, after, request.secure)
  }

  // --- of other requests ---

  /** Lets the answer to a request change its session; what it returns gives the headers, null where nothing changed. */
  answer(held: ContextSession, request: SessionRequest): () => SessionHeaders | null {
    const before = held.session
    let headers: SessionHeaders | null = null
    held.change = async (change: FieldChange) => {
      if (!this.isOfOurs(request)) {
        throw foreignSessionRequest({ origin: escapeForeign(packedHeader(request.headers, 'origin')) })
      }
      const named = { id: this.#random(16), version: this.#random(12) }
      const after = this.#sessions.changed(held.session, change, named)
      headers = await this.#headers(before, after, request.secure)
      held.session = after
      this.#end(before, after, {
        visitor: knownVisitor(request) ?? '',
        except: null,
        after: ANSWER_TIME,
      })
    }
    return () => headers
  }

  #read({ headers, secure }: SessionRequest): Session | Promise<Session> {
    return this.#sessions.read({ cookies: parseCookies(packedHeader(headers, 'cookie')), secure })
  }

  #held(session: Session): ContextSession {
    const isEnded = session.record !== null && this.#ended.has(session.record.id)
    return new ContextSession(isEnded ? this.#sessions.empty : session)
  }

  async #headers(before: Session, after: Session, secure: boolean): Promise<SessionHeaders> {
    const cookie = await this.#sessions.header(after, secure)
    const headers = { 'cache-control': 'no-store', 'set-cookie': cookie } as const
    return { ...headers, ...(endsLogin(before, after) && { 'clear-site-data': '"cache"' }) }
  }

  #end(
    before: Session,
    after: Session,
    how: { readonly visitor: string; readonly except: string | null; readonly after: number },
  ): void {
    if (before.record !== null && endsLogin(before, after)) this.#ended.end({ id: before.record.id, ...how })
  }
}

export interface RefusedTicket {
  readonly refused: Extract<Redeemed, { kind: 'refused' }>['reason']
}
