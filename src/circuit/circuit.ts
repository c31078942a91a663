/** It is long because a socket, its turns and its frames change the same state together. */
import {
  browserMismatch,
  forgedAcknowledgement,
  operationProblem,
  tooManyEffects,
} from '../errors/circuit.ts'
import type { MountableClass } from '../page/component-instance.ts'
import type { QueuedEffect } from '../page/effect-queue.ts'
import { browserLimits } from '../page/limits.ts'
import type { PageFollower } from '../page/page-runtime.ts'
import type { Page } from '../page/page.ts'
import { encodeDown } from '../protocol/codec.ts'
import { CLOSE_CODES, type Effect, type EventMessage, type UpMessage } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { Events, type EventHost } from './events.ts'
import { Frames } from './frames.ts'
import type { Groups, Member } from './groups.ts'
import type { CircuitIdentity } from './identity.ts'
import { Scheduler } from './scheduler.ts'
import type { ActionTarget, CircuitServices, RunAction } from './services.ts'
import type { CircuitSocket } from './socket.ts'
import type { WaitingCircuit, WaitingCircuits } from './waiting-circuits.ts'

/** How long a browser waits to learn that an event was received when no outcome is due, in milliseconds. */
const TELL_RECEIVED_AFTER = 1000
/** Within this time mismatches are reported once, and one more than this many ends the circuit. */
const MISMATCH_TIME = 60_000
const MISMATCHES = 3

/** What a circuit needs of those who keep it. */
export interface CircuitOptions {
  readonly identity: CircuitIdentity
  readonly page: Page
  /** Whether its trees show what the HTML in the browser shows. */
  readonly sameHtml: boolean
  readonly services: CircuitServices
  readonly groups: Groups
  /** Hashes of templates that the browser has. */
  readonly knownTemplates: readonly string[]
  /** Those that have lost their socket: it adds and removes itself. */
  readonly waiting: WaitingCircuits<Circuit>
  /** Called once, when it has ended. */
  ended(): void
}

/** A socket that joins or rejoins. */
export interface Arrival {
  readonly socket: CircuitSocket
  /** The request that opened it. */
  readonly context: Context
  /** The count of sockets on which the document has spoken. */
  readonly attempt: number
}

/**
 * One tab's running page: its views, the socket to its browser, and what is under way between them.
 *
 * `live`: a socket follows. `waiting`: the socket is lost, handlers and subscriptions go on, renders wait;
 * the browser may come back until its time is over. `ended`: everything is released.
 */
export class Circuit implements EventHost, PageFollower, ActionTarget, Member, WaitingCircuit {
  readonly identity: CircuitIdentity
  readonly page: Page
  readonly frames: Frames
  readonly services: CircuitServices
  state: 'live' | 'waiting' | 'ended' = 'waiting'
  /** When its socket was lost, while it waits. */
  waitingSince: number
  /** Counts what may have changed what it holds. */
  changes = 0
  readonly #options: CircuitOptions
  readonly #scheduler: Scheduler
  /** Made with the first event: most pages of a busy server do nothing. */
  #events: Events | undefined
  #groups: Set<string> | undefined
  #socket: CircuitSocket | null = null
  /** The greatest attempt of a socket that has joined. */
  #attempt = 0
  #telling = false
  #mismatches = 0
  #firstMismatch = 0

  constructor(options: CircuitOptions) {
    const { identity, page, services } = (this.#options = options)
    this.identity = identity
    this.page = page
    this.services = services
    this.waitingSince = services.clock.now()
    this.frames = new Frames(page, options.knownTemplates)
    this.#scheduler = new Scheduler(services.clock, {
      flush: () => this.#flush(),
      failed: (error) => this.#failed(error),
    })
  }

  get id(): string {
    return this.identity.id
  }

  /** The request of the socket that follows. */
  get context(): Context {
    return this.page.runtime.context
  }

  /** Whether a handler runs or waits. */
  get busy(): boolean {
    return this.#events?.busy ?? false
  }

  /** What it holds while it waits for its browser, roughly, in bytes. */
  estimateBytes(): number {
    return this.page.estimateBytes() + this.frames.window.estimateBytes()
  }

  // --- the socket ---

  /** Whether a newer socket of the document has been here. */
  isLate({ attempt }: Pick<Arrival, 'attempt'>): boolean {
    return attempt <= this.#attempt
  }

  /** Answers a join: by shape where the HTML in the page is what the trees show. False for a socket that comes too late. */
  join(arrival: Arrival, hydrate: boolean): boolean {
    if (!this.#take(arrival)) return false
    this.#answer(() => {
      const { id, secret } = this.identity
      const limits = browserLimits(this.services.limits)
      const { roots, templates } = this.frames.established(hydrate && this.#options.sameHtml)
      const { socket } = arrival
      socket.send(encodeDown({ kind: 'joined', circuit: id, secret, limits, templates, roots }))
      for (const text of this.frames.window.after(0) ?? []) socket.send(text)
    })
    this.turn(() => {
      if (!this.page.runtime.following) this.page.follow(this)
    })
    this.schedule()
    return true
  }

  /** Answers a rejoin: what the browser has not received is sent again. */
  rejoin(arrival: Arrival, received: number): 'rejoined' | 'gone' | 'late' {
    if (this.isLate(arrival)) return 'late'
    const missed = this.frames.window.after(received)
    if (!missed) return 'gone'
    this.#take(arrival)
    this.#answer(() => {
      const { socket } = arrival
      socket.send(encodeDown({ kind: 'rejoined', received: this.received }))
      for (const text of missed) socket.send(text)
    })
    this.schedule()
    return 'rejoined'
  }

  /** The socket is lost. Another may already have taken its place. */
  disconnected(socket: CircuitSocket): void {
    if (socket !== this.#socket) return
    this.#socket = null
    this.state = 'waiting'
    this.waitingSince = this.services.clock.now()
    this.#options.waiting.add(this)
  }

  /** Tells the browser what is cut short, before the process ends. */
  interrupt(): void {
    this.#scheduler.turn(() => this.#events?.interrupt(), 'now')
  }

  /** Ends it: `stop` runs, everything is released. The code tells the browser whether to come back. */
  end(code: number = CLOSE_CODES.ended, reason: string = 'ended'): void {
    if (this.state === 'ended') return
    this.state = 'ended'
    this.#options.waiting.remove(this)
    const socket = this.#socket
    this.#socket = null
    this.#release(() => socket?.close(code, reason))
    this.#release(() => {
      for (const group of this.#groups ?? []) this.#options.groups.leave(group, this)
    })
    this.#release(() => this.#events?.abort())
    this.#release(() => this.page.stop())
    this.#release(() => this.#options.ended())
  }

  /** What throws keeps nothing else from being released, and no other circuit from ending. */
  #release(release: () => void): void {
    try {
      release()
    } catch (error) {
      this.services.report(error, 'the end of a page')
    }
  }

  /** Ends it for what cannot go on: the browser finds its circuit gone and loads the page anew. */
  startOver(why: string): void {
    this.services.warn(why)
    this.end(CLOSE_CODES.restarting, 'start over')
  }

  /**
   * Takes a message that came on a socket. `limited` refuses an event: too many came. Throws
   * `forged-acknowledgement` for a message that cannot be true: its socket must be closed.
   */
  receive(socket: CircuitSocket, message: UpMessage, limited: boolean): void {
    // What is still on its way on a superseded socket is sent again on the one that took its place.
    if (socket !== this.#socket) return
    this.#scheduler.rested()
    switch (message.kind) {
      case 'event':
        this.#acknowledge(message.seen)
        return this.#takeEvent(message, limited)
      case 'ack':
        this.#acknowledge(message.seen)
        return this.schedule()
      case 'mismatch':
        this.#acknowledge(message.seen)
        return this.#scheduler.turn(() => this.#establish(message.reason))
      case 'left':
        return this.turn(() => {
          for (const root of message.roots) this.page.removeRoot(root)
        })
      case 'problem':
        return this.services.warn(operationProblem(message).message)
      case 'leave':
        return this.end()
      case 'join':
      case 'rejoin':
      case 'beat':
      case 'here':
        // The connection answers these: a socket that is joined has no business with the first two.
        return
      default:
        message satisfies never
    }
  }

  /** How many events have come: the number of the last. */
  get received(): number {
    return this.#events?.received ?? 0
  }

  // --- for actions and groups ---

  push(effect: QueuedEffect): void {
    this.turn(() => this.page.runtime.effects.push(effect))
  }

  effect(effect: Effect): void {
    this.page.runtime.effect(effect)
  }

  mount(selector: string, type: MountableClass, props: Readonly<Record<string, unknown>>): void {
    if (this.state === 'ended') return
    this.page.runtime.effects.push(this.page.mountIn(selector, { type, props }))
  }

  batch(queue: () => void): void {
    this.page.runtime.effects.batch(queue)
  }

  joinGroup(group: string): void {
    // An action may outlast its page, which would never leave.
    if (this.state === 'ended') return
    this.#groups = (this.#groups ?? new Set()).add(group)
    this.#options.groups.join(group, this)
  }

  leaveGroup(group: string): void {
    if (this.#groups?.delete(group)) this.#options.groups.leave(group, this)
  }

  readonly action: RunAction = (name, run) => this.services.action({ target: this, name, run })

  // --- for the page ---

  turn(work: () => void): void {
    this.#scheduler.turn(work)
  }

  schedule(): void {
    this.changes++
    if (this.state === 'live') this.#scheduler.schedule()
  }

  rested(): void {
    this.#scheduler.rested()
  }

  breathe(): Promise<void> | undefined {
    return this.#scheduler.breathe()
  }

  queued(): void {
    this.schedule()
  }

  overflow(count: number): void {
    this.startOver(tooManyEffects({ effects: count }).message)
  }

  // --- frames ---

  /**
   * Takes an event and sends what comes of its synchronous part at once: what it changed must be rendered
   * before the next event is looked up, which may have come in the same packet.
   */
  #takeEvent(message: EventMessage, limited: boolean): void {
    const events = (this.#events ??= new Events(this))
    this.#scheduler.turn(() => events.take(message, limited), 'now')
  }

  #flush(): void {
    const socket = this.#socket
    if (!socket || this.frames.window.full) return this.#tellReceived()
    if (!socket.mayWrite) {
      socket.whenWritable(() => this.schedule())
      return this.#tellReceived()
    }
    const text = this.frames.next()
    // Rendering may have ended the circuit.
    if (text !== null && socket === this.#socket) socket.send(text)
    this.#tellReceived()
    if (this.page.dirty || this.page.runtime.effects.due) this.schedule()
  }

  /** With no outcome due, the browser learns within a second that its event has arrived; sooner when many have come. */
  #tellReceived(): void {
    const untold = this.received - this.frames.told
    if (untold <= 0) return
    if (untold >= this.services.limits.eventBurst / 4) return this.#sendReceived()
    if (this.#telling) return
    this.#telling = true
    this.services.clock.after(TELL_RECEIVED_AFTER, () =>
      this.turn(() => {
        this.#telling = false
        if (this.received > this.frames.told) this.#sendReceived()
      }),
    )
  }

  #sendReceived(): void {
    if (!this.#socket) return
    this.frames.told = this.received
    this.#socket.send(encodeDown({ kind: 'received', received: this.received }))
  }

  // --- what the browser has ---

  #take(arrival: Arrival): boolean {
    if (this.isLate(arrival)) return false
    const { socket, context } = arrival
    this.#attempt = arrival.attempt
    const before = this.#socket
    this.#socket = socket
    this.state = 'live'
    this.#options.waiting.remove(this)
    this.page.runtime.context = context
    if (before !== socket) before?.close(CLOSE_CODES.superseded, 'superseded')
    return true
  }

  /** A circuit that cannot answer its browser ends: nobody would ever take it from the socket that asked. */
  #answer(answer: () => void): void {
    try {
      answer()
    } catch (error) {
      this.end(CLOSE_CODES.restarting, 'no answer')
      throw error
    }
  }

  #acknowledge(seen: number): void {
    const { window } = this.frames
    const { sent, acknowledged } = window
    if (!window.acknowledge(seen)) throw forgedAcknowledgement({ seen, sent, acknowledged })
    this.#events?.acknowledged(seen)
  }

  /** The browser could not apply what it was sent: a new epoch begins with all roots in full. */
  #establish(reason: string): void {
    const now = this.services.clock.now()
    if (this.#mismatches === 0 || now - this.#firstMismatch >= MISMATCH_TIME) {
      this.#mismatches = 0
      this.#firstMismatch = now
      this.services.warn(browserMismatch({ reason }).message)
    }
    // What does not fit again and again is not mended by sending it again: the page is loaded anew.
    if (++this.#mismatches > MISMATCHES) return this.startOver(browserMismatch({ reason }).message)
    this.#socket?.send(this.frames.establish())
    this.page.runtime.streamsLost()
  }

  /** Something threw that nobody had caught. Its state cannot be trusted: the browser begins a new circuit. */
  #failed(error: unknown): void {
    this.services.report(error, 'a page')
    this.startOver(
      'A page could not go on after an error that was reported above. Its browser loads it anew.',
    )
  }
}
