import { ByteBudget } from '../circuit/byte-budget.ts'
import type { Circuit } from '../circuit/circuit.ts'
import type { JoinAnswer } from '../circuit/circuits.ts'
import { RateLimit } from '../circuit/rate-limit.ts'
import { SendGate } from '../circuit/send-gate.ts'
import type { LiveSocket, ReceivedMessage } from '../circuit/socket.ts'
import { malformedFrame } from '../errors/protocol.ts'
import { OverwireError } from '../errors/overwire-error.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { textBytes } from '../page/text-bytes.ts'
import { decodeUp, encodeDown } from '../protocol/codec.ts'
import { LEAST_FRAME_BYTES, SERVER_WAITS } from '../protocol/limits.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { JoinMessage, RejoinMessage, UpMessage } from '../protocol/messages.ts'
import { COME_BACK_AFTER } from './admission.ts'
import { escapeForeign } from './describe.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import type { Handshake } from './handshake.ts'
import type { Incoming } from './incoming.ts'
import type { Peer } from './peer.ts'

/** What an adapter calls for a socket that it has opened. */
export interface SocketHandler {
  /** A text frame has come. */
  message(text: string): void
  /** The socket is closed, whoever closed it. */
  close(): void
}

/** What all connections of a process share. */
export interface ConnectionHost {
  readonly handshake: Handshake
  readonly clock: Clock
  readonly limits: Limits
  /** What events hold that run or wait, in all circuits. */
  readonly eventBytes: ByteBudget
  readonly warnings: ForeignWarnings
  report(error: unknown, where: string): void
  /** Called once for each connection: it has its circuit, or will never have one. */
  joined(peer: Peer): void
  /** Called once for each connection, when it is over. */
  closed(connection: Connection): void
}

/** Who opened a socket. */
export interface Opener {
  readonly incoming: Incoming
  readonly peer: Peer
}

/** How long a socket may stay without asking for a circuit. */
const HANDSHAKE_TIME = 10_000
/** So many bursts of messages of any kind, or of their bytes, are a flood: of events alone, those beyond one are refused. */
const FLOOD = 2
/** What a message costs beside its text, counted as so many bytes. */
const MESSAGE_COST = 64
/** How a report of what the browser could not do begins. */
const PROBLEM = '["problem"'

const BEAT = encodeDown({ kind: 'beat' })
const HERE = encodeDown({ kind: 'here' })

/**
 * One socket of one browser, from its opening to its end.
 *
 * `open`: it has not asked for anything, and is closed when it takes too long. `joining`: a join or rejoin is
 * under way; what comes meanwhile waits. `joined`: its circuit gets every message. `closed`: nothing is taken.
 *
 * Whatever is wrong with a message ends this socket and touches no other.
 */
export class Connection implements SocketHandler {
  readonly #host: ConnectionHost
  readonly #socket: SendGate
  /** The request that opened it; let go once its circuit has what it needs of it. */
  #incoming: Incoming | null
  /** Whom it is counted for, until it has a circuit. */
  #peer: Peer | null
  #state: 'open' | 'joining' | 'joined' | 'closed' = 'open'
  #circuit: Circuit | null = null
  /** What came while its circuit is sought, and what that holds. */
  #waiting: { readonly messages: ReceivedMessage[]; readonly bytes: ByteBudget } | null = null
  readonly #messageRate: RateLimit
  readonly #byteRate: RateLimit
  /** Of reports of problems, which depend on what the application sends. Most pages have none. */
  #problemRate: RateLimit | undefined
  /** When the last message came, and when the browser was asked whether it is still there; 0 when it was not. */
  #receivedAt: number
  readonly #openedAt: number
  #askedAt = 0

  constructor(host: ConnectionHost, socket: LiveSocket, { incoming, peer }: Opener) {
    const { eventsPerSecond, eventBurst, bytesPerSecond, byteBurst, frameBytes } = host.limits
    this.#host = host
    this.#socket = new SendGate(socket, host.clock, host.limits)
    this.#incoming = incoming
    this.#peer = peer
    this.#messageRate = new RateLimit(eventsPerSecond, eventBurst)
    this.#byteRate = new RateLimit(bytesPerSecond, Math.max(byteBurst, frameBytes))
    this.#openedAt = this.#receivedAt = host.clock.now()
  }

  message(text: string): void {
    if (this.#state === 'closed') return
    const { limits, clock } = this.#host
    const now = clock.now()
    // Of a peer that does not take what it is sent, messages are no sign that it is there.
    if (!this.#socket.stuck) {
      this.#receivedAt = now
      this.#askedAt = 0
    }
    switch (this.#count(text, now)) {
      case 'flood':
        return this.#end(CLOSE_CODES.tooFast, 'too fast')
      case 'left out':
        return
      case 'taken':
    }
    try {
      // Before its circuit is sought it has a join to send, and does not know the limits.
      const most = this.#state === 'open' ? LEAST_FRAME_BYTES : limits.frameBytes
      if (text.length > most) throw malformedFrame({ reason: 'it is too large' })
      this.#take({ message: loggable(decodeUp(text)), length: text.length, bytes: textBytes(text) })
    } catch (error) {
      this.#reject(error)
    }
  }

  /** Counts a message before anything is done for it: reading one may cost more than what it asks for. */
  #count(text: string, now: number): 'taken' | 'left out' | 'flood' {
    if (this.#byteRate.take(text.length + MESSAGE_COST, now) > FLOOD) return 'flood'
    if (!text.startsWith(PROBLEM)) return this.#messageRate.take(1, now) > FLOOD ? 'flood' : 'taken'
    // The application may send any number of operations on what this page does not have. Few of them are logged.
    const { eventsPerSecond, eventBurst } = this.#host.limits
    this.#problemRate ??= new RateLimit(eventsPerSecond, eventBurst)
    return this.#problemRate.take(1, now) > 1 ? 'left out' : 'taken'
  }

  close(): void {
    if (this.#state === 'closed') return
    this.#socket.closed()
    this.#circuit?.disconnected(this.#socket)
    this.#over()
  }

  /** Closes the socket: the process ends, and the browser is to come back. */
  restart(): void {
    this.#end(CLOSE_CODES.restarting, 'restarting')
  }

  /** Called every few seconds: asks a silent browser whether it is still there, and closes what has run out of time. */
  sweep(now: number): void {
    this.#socket.look()
    const silence = now - this.#receivedAt
    if (this.#state === 'open') {
      // Counted from its opening: heartbeats are no join.
      if (now - this.#openedAt > HANDSHAKE_TIME) this.#end(CLOSE_CODES.refused, 'no join')
    } else if (this.#askedAt > 0) {
      if (now - this.#askedAt >= SERVER_WAITS) this.#end(CLOSE_CODES.restarting, 'silent')
    } else if (silence >= this.#host.limits.heartbeat) {
      this.#askedAt = now
      this.#socket.send(BEAT)
    }
  }

  #take(received: ReceivedMessage): void {
    const { message } = received
    if (message.kind === 'here') return
    if (message.kind === 'beat') this.#socket.send(HERE)
    else if (this.#circuit !== null) this.#circuit.receive(this.#socket, received)
    else if (this.#state === 'joining') this.#wait(received)
    else if (message.kind === 'join' || message.kind === 'rejoin') void this.#shakeHands(message)
    else throw malformedFrame({ reason: `a "${message.kind}" came before a join` })
  }

  /** A browser may send on before it is answered, but not without end. */
  #wait(received: ReceivedMessage): void {
    const { limits, eventBytes } = this.#host
    this.#waiting ??= { messages: [], bytes: new ByteBudget(limits.queuedEventBytes, eventBytes) }
    const { messages, bytes } = this.#waiting
    if (messages.length < limits.queuedEvents && bytes.take(received.bytes)) messages.push(received)
    else this.#end(CLOSE_CODES.tooFast, 'too fast')
  }

  async #shakeHands(message: JoinMessage | RejoinMessage): Promise<void> {
    this.#state = 'joining'
    try {
      this.#answer(await this.#ask(message))
    } catch (error) {
      this.#host.report(error, 'a join')
      // What has failed may work soon, and the circuit that is asked for goes on.
      this.#answer('busy')
    }
  }

  async #ask(message: JoinMessage | RejoinMessage): Promise<JoinAnswer> {
    if (this.#incoming === null) return 'gone'
    const isGone = (): boolean => this.#state === 'closed'
    const applicant = { socket: this.#socket, incoming: this.#incoming, isGone }
    this.#incoming = null
    const { handshake } = this.#host
    return message.kind === 'join' ? handshake.join(message, applicant) : handshake.rejoin(message, applicant)
  }

  #answer(answer: JoinAnswer): void {
    if (answer === 'superseded') this.#end(CLOSE_CODES.superseded, 'superseded')
    else if (typeof answer === 'string') {
      if (this.#state === 'closed') return
      const wait = answer === 'busy' ? { seconds: COME_BACK_AFTER } : {}
      this.#socket.send(encodeDown({ kind: 'refused', code: answer, ...wait }))
      this.#end(CLOSE_CODES.refused, answer)
    } else if (this.#state === 'closed') {
      // The socket closed while its circuit was sought: the circuit waits for the next one.
      answer.disconnected(this.#socket)
    } else {
      this.#state = 'joined'
      this.#countOut()
      this.#circuit = answer
      this.#catchUp()
    }
  }

  #catchUp(): void {
    const messages = this.#waiting?.messages ?? []
    this.#letGo()
    try {
      for (const message of messages) this.#take(message)
    } catch (error) {
      this.#reject(error)
    }
  }

  /** The message is malformed or forged. */
  #reject(error: unknown): void {
    if (error instanceof OverwireError) this.#host.warnings.warn(this, error.message)
    else this.#host.report(error, 'a socket')
    this.#end(CLOSE_CODES.malformed, 'malformed')
  }

  #end(code: number, reason: string): void {
    if (this.#state === 'closed') return
    const circuit = this.#circuit
    this.#over()
    this.#socket.close(code, reason)
    circuit?.disconnected(this.#socket)
  }

  /** It counts no longer among those that have no circuit. */
  #countOut(): void {
    if (this.#peer) this.#host.joined(this.#peer)
    this.#peer = null
  }

  /** Nothing waits any more. */
  #letGo(): void {
    this.#waiting?.bytes.clear()
    this.#waiting = null
  }

  #over(): void {
    this.#state = 'closed'
    this.#countOut()
    this.#circuit = null
    this.#letGo()
    this.#incoming = null
    this.#host.closed(this)
  }
}

/** The texts of these messages are only logged: they are escaped here, for every place that logs them. */
function loggable(message: UpMessage): UpMessage {
  if (message.kind === 'mismatch') return { ...message, reason: escapeForeign(message.reason) }
  if (message.kind === 'problem') return { ...message, detail: escapeForeign(message.detail) }
  return message
}
