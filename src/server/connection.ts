import type { Circuit } from '../circuit/circuit.ts'
import type { Limits } from '../page/limits.ts'
import type { JoinAnswer } from '../circuit/circuits.ts'
import { SendGate } from '../circuit/send-gate.ts'
import type { LiveSocket } from '../circuit/socket.ts'
import { malformedFrame } from '../errors/protocol.ts'
import { OverwireError } from '../errors/overwire-error.ts'
import { decodeUp, encodeDown } from '../protocol/codec.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { JoinMessage, RejoinMessage, UpMessage } from '../protocol/messages.ts'
import { join, rejoin, type HandshakeParts } from './handshake.ts'
import type { Incoming } from './incoming.ts'
import type { Logger } from './logger.ts'
import { isAhead, nextDue } from './rate-limit.ts'

/** What an adapter tells us of a socket that it has opened. */
export interface SocketHandler {
  /** A text frame has come. */
  message(text: string): void
  /** The line is down, whoever closed it. */
  close(): void
}

/** What connections need of the application. */
export interface ConnectionParts extends HandshakeParts {
  readonly limits: Limits
  readonly logger: Logger
  /** Hears that a connection is over. */
  closed(connection: Connection): void
}

/** How long a socket may stay without asking for a circuit. */
const HANDSHAKE_TIME = 10_000

const HERE = encodeDown({ kind: 'here' })

/**
 * One socket of one browser, from its opening to its end.
 *
 * `open`: it has not asked for anything, and is closed when it takes too long. `joining`: a join or rejoin is
 * under way; what comes meanwhile waits. `joined`: its circuit hears every message. `closed`: nothing is heard.
 *
 * Whatever is wrong with what it sends ends this socket and touches no other.
 */
export class Connection implements SocketHandler {
  readonly #parts: ConnectionParts
  readonly #socket: SendGate
  /** The request that opened it; let go once its circuit has what it needs of it. */
  #incoming: Incoming | null
  #state: 'open' | 'joining' | 'joined' | 'closed' = 'open'
  #circuit: Circuit | null = null
  #waiting: [message: UpMessage, limited: boolean][] | null = null
  /** When the next message, and the next event, would be due: not before the last one came. See `rate-limit.ts`. */
  #due: number
  #eventDue = 0

  constructor(parts: ConnectionParts, socket: LiveSocket, incoming: Incoming) {
    this.#parts = parts
    this.#socket = new SendGate(socket, parts.services.clock, parts.limits)
    this.#incoming = incoming
    this.#due = parts.services.clock.now()
  }

  message(text: string): void {
    if (this.#state === 'closed') return
    const { limits, services } = this.#parts
    const now = services.clock.now()
    this.#due = nextDue(this.#due, now, limits)
    // Two bursts ahead is a flood, whatever it is made of.
    if (isAhead(this.#due, now, limits, 2)) return this.#end(CLOSE_CODES.tooFast, 'too fast')
    try {
      if (text.length > limits.frameBytes) throw malformedFrame({ reason: 'it is too large' })
      const message = decodeUp(text)
      this.#take(message, message.kind === 'event' && this.#isLimited(now))
    } catch (error) {
      this.#reject(error)
    }
  }

  close(): void {
    if (this.#state === 'closed') return
    this.#circuit?.disconnected(this.#socket)
    this.#over()
  }

  /** Closes the line: the process ends, and the browser is to come back. */
  restart(): void {
    this.#end(CLOSE_CODES.restarting, 'restarting')
  }

  /** Closes the line when nothing was heard for too long. A browser that lives sends a beat. */
  sweep(now: number): void {
    const patience = this.#state === 'joined' ? this.#parts.limits.heartbeat * 2 : HANDSHAKE_TIME
    if (now - this.#due <= patience) return
    if (this.#state === 'joined') this.#end(CLOSE_CODES.restarting, 'silent')
    else this.#end(CLOSE_CODES.refused, 'no join')
  }

  /** Events alone are counted: a browser that comes back sends all that it kept behind its rejoin. */
  #isLimited(now: number): boolean {
    const { limits } = this.#parts
    this.#eventDue = nextDue(this.#eventDue, now, limits)
    return isAhead(this.#eventDue, now, limits, 1)
  }

  #take(message: UpMessage, limited: boolean): void {
    if (message.kind === 'beat') this.#socket.send(HERE)
    else if (this.#circuit !== null) this.#circuit.receive(this.#socket, message, limited)
    else if (this.#state === 'joining') this.#wait(message, limited)
    else if (message.kind === 'join' || message.kind === 'rejoin') void this.#handshake(message)
    else throw malformedFrame({ reason: `a "${message.kind}" came before a join` })
  }

  /** A browser may send on before it is answered, but not without end. */
  #wait(message: UpMessage, limited: boolean): void {
    this.#waiting ??= []
    if (this.#waiting.length < this.#parts.limits.queuedEvents) this.#waiting.push([message, limited])
    else this.#end(CLOSE_CODES.tooFast, 'too fast')
  }

  async #handshake(message: JoinMessage | RejoinMessage): Promise<void> {
    this.#state = 'joining'
    try {
      this.#answer(await this.#ask(message))
    } catch (error) {
      this.#parts.services.report(error, 'a join')
      this.#answer('gone')
    }
  }

  async #ask(message: JoinMessage | RejoinMessage): Promise<JoinAnswer> {
    if (this.#incoming === null) return 'gone'
    const applicant = { socket: this.#socket, incoming: this.#incoming }
    this.#incoming = null
    return message.kind === 'join'
      ? join(this.#parts, message, applicant)
      : rejoin(this.#parts, message, applicant)
  }

  #answer(answer: JoinAnswer): void {
    if (answer === 'late') this.#end(CLOSE_CODES.superseded, 'late')
    else if (typeof answer === 'string') {
      if (this.#state === 'closed') return
      this.#socket.send(encodeDown({ kind: 'refused', code: answer }))
      this.#end(CLOSE_CODES.refused, answer)
    } else if (this.#state === 'closed') {
      // The line went down while its circuit was sought: the circuit waits for the next one.
      answer.disconnected(this.#socket)
    } else {
      this.#state = 'joined'
      this.#circuit = answer
      this.#catchUp()
    }
  }

  #catchUp(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    try {
      for (const [message, limited] of waiting) this.#take(message, limited)
    } catch (error) {
      this.#reject(error)
    }
  }

  /** What it sent was no message, or a lie. */
  #reject(error: unknown): void {
    if (error instanceof OverwireError) this.#parts.logger.warn(error.message)
    else this.#parts.services.report(error, 'a socket')
    this.#end(CLOSE_CODES.malformed, 'malformed')
  }

  #end(code: number, reason: string): void {
    if (this.#state === 'closed') return
    const circuit = this.#circuit
    this.#over()
    this.#socket.close(code, reason)
    circuit?.disconnected(this.#socket)
  }

  #over(): void {
    this.#state = 'closed'
    this.#circuit = null
    this.#waiting = null
    this.#incoming = null
    this.#parts.closed(this)
  }
}
