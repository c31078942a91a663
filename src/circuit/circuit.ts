import {
  forgedAcknowledgement,
  operationProblem,
  tooManyEffects,
  unhandledEvents,
} from '../errors/circuit.ts'
import type { QueuedEffect } from '../page/effect-queue.ts'
import type { CodeNavigation } from '../page/code-navigation.ts'
import type { PageFollower } from '../page/page-follower.ts'
import type { Page } from '../page/page.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import type { Arrival, CircuitOptions } from './circuit-options.ts'
import { Delivery, type DeliveryHost } from './delivery.ts'
import { Events, type EventHost } from './events.ts'
import type { Frames } from './frames.ts'
import { GateTime } from './gate-time.ts'
import type { Groups } from './groups.ts'
import type { CircuitIdentity } from './identity.ts'
import { Mismatches } from './mismatches.ts'
import { Navigation, type NavigationHost } from './navigation.ts'
import { releaseAll } from './release.ts'
import { Scheduler } from './scheduler.ts'
import type { CircuitServices } from './services.ts'
import type { CircuitSocket, ReceivedMessage } from './socket.ts'
import type { WaitingCircuit } from './waiting-circuits.ts'

/**
 * One tab's running page: its views, the socket to its browser, and what is under way between them. It is long because all
 * that the parts of a circuit need of each other is here.
 *
 * `live`: a socket follows. `waiting`: the socket is lost, handlers and subscriptions go on, renders wait;
 * the browser may come back until its time is over. `left`: the document is gone, and the events that had arrived are
 * handled first. `ended`: everything is released.
 */
export class Circuit implements DeliveryHost, EventHost, NavigationHost, PageFollower, WaitingCircuit {
  readonly identity: CircuitIdentity
  readonly page: Page
  readonly services: CircuitServices
  state: 'live' | 'waiting' | 'left' | 'ended' = 'waiting'
  /** When its socket was lost, while it has none. */
  waitingSince: number
  /** Counts what may have changed what it holds. */
  changes = 0
  readonly #options: CircuitOptions
  readonly #scheduler: Scheduler
  readonly #delivery: Delivery
  /** Made with the first event: most pages of a busy server do nothing. */
  #events: Events | undefined
  #navigation: Navigation | undefined
  #mismatches: Mismatches | undefined
  /** Of gates that hold until a time, or are asked again. */
  #gateTime: GateTime | undefined
  /** Calls off the end of the time that handlers have once it is left. */
  #cancelLimit: (() => void) | undefined

  constructor(options: CircuitOptions) {
    const { identity, page, services } = (this.#options = options)
    this.identity = identity
    this.page = page
    this.services = services
    this.waitingSince = services.clock.now()
    this.#delivery = new Delivery(this, options.knownTemplates)
    this.#scheduler = new Scheduler(services.clock, this)
  }

  get id(): string {
    return this.identity.id
  }

  get frames(): Frames {
    return this.#delivery.frames
  }

  get groups(): Groups {
    return this.#options.groups
  }

  get events(): Events {
    return (this.#events ??= new Events(this))
  }

  get navigation(): Navigation {
    return (this.#navigation ??= new Navigation(this))
  }

  get gateTime(): GateTime {
    return (this.#gateTime ??= new GateTime(this))
  }

  /** The request of the socket that follows. */
  get context(): Context {
    return this.page.runtime.context
  }

  /** Whether a handler runs or waits, or a page is made. */
  get busy(): boolean {
    return (this.#events?.busy || this.#navigation?.busy) ?? false
  }

  /** What it holds while it waits for its browser, roughly, in bytes. */
  estimateBytes(): number {
    return this.page.estimateBytes() + this.frames.window.estimateBytes() + (this.#navigation?.held ?? 0)
  }

  // --- the socket ---

  /** Whether a newer socket of the document has been here. */
  isSuperseded(arrival: Pick<Arrival, 'attempt'>): boolean {
    return this.#delivery.isSuperseded(arrival)
  }

  /** Answers a join: by shape where the HTML in the page is what the trees show. False for a superseded socket. */
  join(arrival: Arrival, hydrate: boolean): boolean {
    if (!this.#take(arrival)) return false
    this.#answer(() => this.#delivery.joined(this.identity, hydrate && this.#options.sameHtml))
    this.turn(() => {
      if (!this.page.runtime.following) this.page.follow(this)
    })
    this.schedule()
    return true
  }

  /** Answers a rejoin: what the browser has not received is sent again. */
  rejoin(arrival: Arrival, received: number): 'rejoined' | 'gone' | 'superseded' {
    if (this.isSuperseded(arrival)) return 'superseded'
    const missed = this.frames.window.after(received)
    if (!missed) return 'gone'
    this.#take(arrival)
    this.#answer(() => this.#delivery.rejoined(missed))
    this.schedule()
    return 'rejoined'
  }

  /** The socket is lost. Another may already have taken its place. */
  disconnected(socket: CircuitSocket): void {
    if (socket !== this.#delivery.socket) return
    this.#delivery.socket = null
    this.#wait('waiting')
  }

  /** Has the browser come back with another socket: the gates of the page are asked for that. */
  askToRejoin(): void {
    this.#gateTime?.end()
    const { socket } = this.#delivery
    if (!socket) return
    socket.close(CLOSE_CODES.restarting, 'asked again')
    this.disconnected(socket)
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
    const { socket } = this.#delivery
    this.#delivery.socket = null
    releaseAll(this.services, [
      () => socket?.close(code, reason),
      () => this.#cancelLimit?.(),
      () => this.#gateTime?.end(),
      () => this.#navigation?.end(),
      () => this.#events?.abort(),
      () => this.page.stop(),
      () => this.#options.ended(this.identity),
    ])
  }

  /** Ends it for what cannot go on: the browser finds its circuit gone and loads the page anew. */
  startOver(why: string): void {
    this.services.warnOf(this, why)
    this.end(CLOSE_CODES.restarting, 'start over')
  }

  /** Takes a message of a socket. Throws `forged-acknowledgement` for one that cannot be true: that socket must be closed. */
  receive(socket: CircuitSocket, { message, ...size }: ReceivedMessage): void {
    // What is still on its way on a superseded socket is sent again on the one that took its place.
    if (socket !== this.#delivery.socket) return
    this.#scheduler.rested()
    switch (message.kind) {
      case 'event':
        this.#acknowledge(message.seen)
        // What its synchronous part changes is rendered before the next one is looked up, which may come in the same packet.
        return this.#scheduler.turn(() => this.events.take(message, size), 'now')
      case 'ack':
        this.#acknowledge(message.seen)
        return this.schedule()
      case 'mismatch':
        this.#acknowledge(message.seen)
        return this.#scheduler.turn(() => this.#establish(message.reason))
      case 'prefetch':
        return this.navigation.prefetch(message.href)
      case 'left':
        return this.turn(() => {
          for (const root of message.roots) this.page.removeRoot(root)
        })
      case 'problem':
        return this.services.warnOf(this, operationProblem(message).message)
      case 'zone':
        return this.turn(() => this.page.runtime.language.takeZone(message.zone))
      case 'leave':
        return this.#leave(socket)
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

  // --- for its events ---

  handled(): void {
    // What runs now belongs to a handler that is still in the page.
    if (this.state === 'left') queueMicrotask(() => this.end())
  }

  // --- for groups ---

  push(effect: QueuedEffect): void {
    this.turn(() => this.page.runtime.effects.push(effect))
  }

  // --- for its scheduler ---

  flush(): void {
    this.#delivery.flush()
  }

  /** Something threw that nobody had caught. Its state cannot be trusted: the browser begins a new circuit. */
  failed(error: unknown): void {
    this.services.report(error, 'a page')
    this.startOver('A page could not go on after the error above. Its browser loads it anew.')
  }

  // --- for the page ---

  turn(work: () => void): void {
    this.#scheduler.turn(work)
  }

  schedule(): void {
    this.changes++
    if (this.state === 'live') this.#scheduler.schedule()
  }

  navigate(asked: CodeNavigation): void {
    this.navigation.byCode(asked)
  }

  contextChanged(): void {
    if (this.services.heldUntil(this.context) < Infinity) this.gateTime.follow()
    else this.#gateTime?.follow()
  }

  rested(): void {
    this.#scheduler.rested()
  }

  yieldIfBusy(): Promise<void> | undefined {
    return this.#scheduler.yieldIfBusy()
  }

  queued(): void {
    this.schedule()
  }

  overflow(count: number): void {
    this.startOver(tooManyEffects({ effects: count }).message)
  }

  // --- what the browser does and has ---

  /** The document is gone. What its user did before that is handled, in order, for as long as one handler may take. */
  #leave(socket: CircuitSocket): void {
    if (!this.#events?.busy) return this.end()
    const { clock, limits } = this.services
    this.#delivery.socket = null
    // Nobody will see another page, which would cut off what waits.
    this.navigation.end()
    this.#cancelLimit = clock.after(limits.handlerTime, () => {
      const events = this.#events?.waiting ?? 0
      if (events > 0) this.services.warnOf(this, unhandledEvents({ events }).message)
      this.end()
    })
    this.#wait('left')
    socket.close(CLOSE_CODES.ended, 'ended')
  }

  /** It has no socket. Of those without one, some may have to end at once. */
  #wait(state: 'waiting' | 'left'): void {
    this.state = state
    this.waitingSince = this.services.clock.now()
    this.#options.waiting.add(this)
  }

  #take(arrival: Arrival): boolean {
    if (!this.#delivery.take(arrival)) return false
    this.state = 'live'
    this.#options.waiting.remove(this)
    this.#events?.arrived()
    // While the request was read the page may have gone on to another address.
    if (this.#navigation?.isAt(arrival.context) ?? true) this.page.runtime.moveTo(arrival.context)
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
    this.#mismatches ??= new Mismatches()
    if (!this.#mismatches.take(reason, this)) return
    this.#delivery.send(this.frames.establish())
    this.page.runtime.streamsLost()
  }
}
