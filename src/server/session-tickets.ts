import type { Circuit } from '../circuit/circuit.ts'
import { sessionNotTaken } from '../errors/session.ts'
import { PlainEffect } from '../page/plain-effect.ts'
import type { Effect } from '../protocol/messages.ts'
import { webCipher, type CipherFactory } from './cipher.ts'
import { sessionOf } from './context.ts'
import type { Platform } from './platform.ts'
import { SealedTexts } from './sealed-texts.ts'
import type { Session } from './session.ts'
import {
  endsLogin,
  judgeTicket,
  type FieldChange,
  type SessionTicket,
  type TicketRefusal,
  type TicketUse,
} from './session-change.ts'
import type { Sessions } from './sessions.ts'

export interface TicketsOptions {
  readonly sessions: Sessions
  readonly secrets: readonly string[]
  readonly platform: Platform
  /** Whether the login of this session is over. */
  isEnded(id: string): boolean
}

/** A ticket as a browser brings it. */
export interface Presented {
  readonly text: string
  readonly visitor: string | null
  /** The session that the browser has. */
  readonly session: Session
}

/** What comes of a ticket. */
export type Redeemed =
  | { readonly kind: 'changed'; readonly circuit: string; readonly before: Session; readonly after: Session }
  /** The browser has the session that it makes. */
  | { readonly kind: 'stands' }
  | { readonly kind: 'refused'; readonly reason: TicketRefusal }

/** A ticket that a circuit waits for. */
interface Issued {
  readonly ticket: SessionTicket
  /** Only the first call counts. */
  settle(refusal?: TicketRefusal): void
}

/** How long a ticket is good for, and how long the browser then has to come back with what it got, in milliseconds. */
const TICKET_AGE = 15_000
const RETURN_TIME = 5_000
/** What a ticket says of a session fits into a cookie; the rest is names. */
const LONGEST = 16_384

const REASONS: Readonly<Record<TicketRefusal, string>> = {
  expired: 'the browser did not fetch it in time',
  used: 'another page of the visitor has changed the session since',
  foreign: 'the browser is another visitor by now',
  login: 'somebody else has logged in since the page was shown, or everybody out',
}

/**
 * How a page that is live changes the session. No cookie comes by a socket, so the browser gets a sealed ticket, posts it,
 * and comes back on another socket with the cookie that it got. A ticket is good for seconds, for one visitor, and makes
 * one session, however often it is posted.
 */
export class SessionTickets {
  readonly #options: TicketsOptions
  readonly #texts: SealedTexts
  /** The newest of each circuit. */
  readonly #newest = new WeakMap<Circuit, Issued>()
  /** The changes of one circuit come one after the other. */
  readonly #turns = new WeakMap<Circuit, Promise<void>>()
  /** Those that circuits wait for, by their version. */
  readonly #waiting = new Map<string, Issued>()
  /** What became of those that were posted to this process, by their version. */
  readonly #uses = new Map<string, TicketUse>()

  constructor(options: TicketsOptions) {
    this.#options = options
    this.#texts = new SealedTexts(webCipher(options.secrets, 'session ticket'), LONGEST)
  }

  /** Changes the session of a circuit's visitor. Resolves when the circuit goes on with it. */
  change(circuit: Circuit, change: FieldChange): Promise<void> {
    const turn = (this.#turns.get(circuit) ?? Promise.resolve()).then(async () =>
      this.#issue(circuit, change),
    )
    // The next one does not fail with it.
    const over = turn.catch(() => {})
    this.#turns.set(circuit, over)
    return turn
  }

  /** Takes a ticket that a browser has posted. Throws when what it makes cannot be kept. */
  async redeem({ text, visitor, session }: Presented): Promise<Redeemed> {
    const list = await this.#texts.open(text)
    if (list === null) return { kind: 'refused', reason: 'foreign' }
    // What was sealed as a ticket is what `listOf` makes of one.
    const ticket = ticketOf(list as TicketList)
    const { sessions, platform, isEnded } = this.#options
    const use = this.#uses.get(ticket.version) ?? UNKNOWN
    const before = this.#livingSession(session, use)
    const found = { version: before.record?.version ?? '', login: before.login }
    const verdict = judgeTicket(ticket, {
      now: platform.clock.wall(),
      visitor,
      found,
      use,
      isOver: isEnded(ticket.id),
    })
    if (verdict === 'stands') return { kind: 'stands' }
    if (verdict !== 'apply') {
      this.#waiting.get(ticket.version)?.settle(verdict)
      return { kind: 'refused', reason: verdict }
    }
    const after = sessions.changed(before, ticket.change, ticket)
    this.#note(ticket, { state: 'redeemed', replaced: found.version, ended: endsLogin(before, after) })
    return { kind: 'changed', circuit: ticket.circuit, before, after }
  }

  /** Whether a session is the one that this circuit has asked for: then it goes on with another login. */
  isOwn(circuit: Circuit, session: Session): boolean {
    const issued = this.#newest.get(circuit)
    return issued !== undefined && isMadeBy(issued.ticket, session)
  }

  /** A circuit has a socket again, with this session. */
  arrived(circuit: Circuit, session: Session): void {
    const issued = this.#newest.get(circuit)
    if (issued === undefined || !isMadeBy(issued.ticket, session)) return
    this.#note(issued.ticket, { state: 'confirmed' })
    issued.settle()
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    this.#texts.cipher = factory(this.#options.secrets, 'session ticket')
  }

  async #issue(circuit: Circuit, change: FieldChange): Promise<void> {
    const { sessions, platform } = this.#options
    if (circuit.state === 'ended') throw sessionNotTaken({ reason: 'its page has ended' })
    const { session } = sessionOf(circuit.context)
    const ticket: SessionTicket = {
      circuit: circuit.id,
      visitor: circuit.identity.visitor,
      login: session.login,
      change,
      id: platform.random(16),
      version: platform.random(12),
      expires: platform.clock.wall() + TICKET_AGE,
    }
    // What cannot be kept throws here, in the handler that asks for it.
    sessions.changed(session, change, ticket)
    const text = await this.#texts.seal(listOf(ticket))
    const effect: Effect = ['session', text]
    await new Promise<void>((resolve, reject) => {
      const settle = (refusal?: TicketRefusal): void => {
        cancel()
        this.#waiting.delete(ticket.version)
        if (refusal === undefined) resolve()
        else reject(sessionNotTaken({ reason: REASONS[refusal] }))
      }
      const cancel = platform.clock.after(TICKET_AGE + RETURN_TIME, () => settle('expired'))
      const issued = { ticket, settle }
      this.#newest.set(circuit, issued)
      this.#waiting.set(ticket.version, issued)
      circuit.push(new PlainEffect(JSON.stringify(effect), 0, false))
    })
  }

  /** Of a login that is over nothing is left, unless this very ticket has ended it and its answer was lost. */
  #livingSession(session: Session, use: TicketUse): Session {
    const { record } = session
    if (record === null || !this.#options.isEnded(record.id)) return session
    const isItsDoing = use.state === 'redeemed' && use.ended && use.replaced === record.version
    return isItsDoing ? session : this.#options.sessions.empty
  }

  /** Remembers what became of a ticket until it is of no use. */
  #note({ version, expires }: SessionTicket, use: TicketUse): void {
    const { clock } = this.#options.platform
    const isKnown = this.#uses.has(version)
    this.#uses.set(version, use)
    if (!isKnown) clock.after(expires - clock.wall() + 1, () => this.#uses.delete(version))
  }
}

const UNKNOWN: TicketUse = { state: 'unknown' }

/** Whether a session is what the ticket makes, or what other pages of the same login have made of it since. */
function isMadeBy({ change, version, id }: SessionTicket, { record }: Session): boolean {
  if (record === null) return change === null
  return record.version === version || record.id === id
}

type TicketList = readonly [
  circuit: string,
  visitor: string,
  login: string,
  change: FieldChange,
  id: string,
  version: string,
  expires: number,
]

function listOf({ circuit, visitor, login, change, id, version, expires }: SessionTicket): TicketList {
  return [circuit, visitor, login, change, id, version, expires]
}

function ticketOf([circuit, visitor, login, change, id, version, expires]: TicketList): SessionTicket {
  return { circuit, visitor, login, change, id, version, expires }
}
