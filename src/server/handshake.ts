import type { Circuit } from '../circuit/circuit.ts'
import type { Circuits, JoinAnswer } from '../circuit/circuits.ts'
import type { CircuitSocket } from '../circuit/socket.ts'
import { tooManyPages } from '../errors/server.ts'
import type { Limits } from '../page/limits.ts'
import { MOST_TEMPLATES } from '../protocol/limits.ts'
import {
  PROTOCOL_VERSION,
  type JoinMessage,
  type RefusalCode,
  type RejoinMessage,
} from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { loginOf, sessionOf } from './context.ts'
import type { Admission } from './admission.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import type { Incoming } from './incoming.ts'
import type { PageReturns } from './page-returns.ts'
import type { PageToken, PageTokens } from './page-token.ts'
import { goOnAs } from './other-login.ts'
import { peerOf } from './peer.ts'
import type { SessionServer } from './session-server.ts'
import { knownVisitor } from './visitor.ts'

export interface HandshakeOptions {
  readonly circuits: Circuits
  readonly tokens: PageTokens
  readonly returns: PageReturns
  /** Null in an application without sessions. */
  readonly sessions: SessionServer | null
  readonly admission: Admission
  readonly limits: Limits
  readonly warnings: ForeignWarnings
}

/** A socket that asks for a circuit, and the request that it came with. */
export interface Applicant {
  readonly socket: CircuitSocket
  readonly incoming: Incoming
  /** Whether it was closed meanwhile. */
  isGone(): boolean
}

/** Gives circuits to the sockets that may have them. */
export class Handshake {
  readonly #options: HandshakeOptions

  constructor(options: HandshakeOptions) {
    this.#options = options
  }

  /** Gives the page of a token its circuit, or returns why not. */
  async join(message: JoinMessage, applicant: Applicant): Promise<JoinAnswer> {
    if (message.version !== PROTOCOL_VERSION) return 'version'
    const { circuits, tokens, admission, limits, warnings } = this.#options
    const token = await tokens.open(message.token)
    if (typeof token === 'string') return token
    const { visitor } = token
    if (knownVisitor(applicant.incoming) !== visitor) return 'token-invalid'
    const { address } = peerOf(applicant.incoming)
    if (circuits.isFull({ page: token.page, nonce: message.nonce, visitor, address })) {
      warnings.warn(this, tooManyPages({ limit: limits.circuitsPerVisitor }).message)
      return 'circuit-limit'
    }
    if (!admission.begin('join')) return 'busy'
    try {
      return await this.#join(message, token, applicant)
    } finally {
      admission.end()
    }
  }

  async #join(
    message: JoinMessage,
    token: PageToken,
    { socket, incoming, isGone }: Applicant,
  ): Promise<JoinAnswer> {
    const { circuits, returns, sessions, limits } = this.#options
    const { visitor } = token
    const returned = await returns.byToken(token, incoming)
    // Nobody waits for it any more: its browser asks again.
    if (isGone()) return 'gone'
    if (typeof returned === 'string') return returned
    const { context, mountAgain } = returned
    if (loginOf(context) !== token.login) return 'token-invalid'
    const answer = await circuits.join({
      page: token.page,
      expires: token.issued + limits.tokenAge,
      nonce: message.nonce,
      attempt: message.attempt,
      hydrate: message.hydrate,
      templates: knownTemplates(message.templates),
      digest: token.digest,
      visitor,
      address: peerOf(incoming).address,
      context,
      socket,
      location: message.location,
      mountAgain,
    })
    if (typeof answer !== 'string') sessions?.follow(answer)
    return answer
  }

  /** Gives a circuit back to the browser that lost its socket, or returns why not. */
  async rejoin(message: RejoinMessage, { socket, incoming }: Applicant): Promise<JoinAnswer> {
    if (message.version !== PROTOCOL_VERSION) return 'version'
    const { circuits, sessions, tokens } = this.#options
    const visitor = knownVisitor(incoming)
    const circuit = circuits.get(message.circuit)
    if (visitor === null || circuit === undefined) return 'circuit-ended'
    const found = await this.#contextFor(circuit, incoming)
    if (typeof found === 'string') return found
    const { context, before } = found
    const isSameLogin = loginOf(context) === loginOf(before)
    // Who logged in or out meanwhile is somebody else, and what was rendered is not for them: unless this page did it.
    const isOwnLogin = sessions?.isOwn(circuit, sessionOf(context)) ?? false
    if (!isSameLogin && !isOwnLogin) return 'circuit-ended'
    const { secret, received, attempt } = message
    const answer = circuits.rejoin({
      circuit: circuit.id,
      secret,
      received,
      attempt,
      visitor,
      context,
      socket,
    })
    if (typeof answer === 'string') return answer
    if (!isSameSession(context, before)) answer.navigation.again()
    if (!isSameLogin) await goOnAs(answer, before, tokens)
    sessions?.follow(answer)
    return answer
  }

  /**
   * The context of a circuit for its next socket, and the one that it has until then. While the gates are asked the page
   * may go on to another one: then those of that are asked.
   */
  async #contextFor(
    circuit: Circuit,
    incoming: Incoming,
  ): Promise<{ readonly context: Context; readonly before: Context } | RefusalCode> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = circuit.context
      const context = await this.#ask(circuit, incoming)
      if (circuit.context === before) return typeof context === 'string' ? context : { context, before }
    }
    return 'busy'
  }

  /** Where its own handler has logged somebody in or out, the gates come later. */
  async #ask(circuit: Circuit, incoming: Incoming): Promise<Context | RefusalCode> {
    const { returns, sessions } = this.#options
    const { context, page } = circuit
    const held = await sessions?.open(incoming)
    const isOther = held !== undefined && held.session.login !== sessionOf(context).session.login
    const isOwn = isOther && sessions?.isOwn(circuit, held) === true
    return returns.byCircuit({ context, visit: isOwn ? null : page.visit }, incoming)
  }
}

/** A page that goes on more often while it is asked for is asked for again later. */
const MOST_TRIES = 3

/** Whether two requests had the same session: not even what it holds is another. */
function isSameSession(one: Context, other: Context): boolean {
  return sessionOf(one).session.record?.version === sessionOf(other).session.record?.version
}

/** The templates that a browser claims to have. Each circuit keeps them, so their number is bounded; the others are sent again. */
function knownTemplates(hashes: readonly string[]): readonly string[] {
  return hashes.filter((hash) => hash.length <= HASH_LENGTH).slice(0, MOST_TEMPLATES)
}

const HASH_LENGTH = 16
