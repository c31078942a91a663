import {
  browserMismatch,
  forgedAcknowledgement,
  operationProblem,
  tooManyEffects,
} from '../errors/circuit.ts'
import { encodeDown } from '../protocol/codec.ts'
import { CLOSE_CODES, type Effect, type EventMessage, type UpMessage } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { Events, type EventHost } from './events.ts'
import { Frames } from './frames.ts'
import type { CircuitIdentity, CircuitListener } from './identity.ts'
import type { MountableClass } from '../page/component-instance.ts'
import type { Page } from '../page/page.ts'
import { PendingMount } from '../page/queued-effects.ts'
import type { ReceivedEvent } from './received-event.ts'
import type { ActionCall, CircuitServices, Settled } from './services.ts'
import type { LiveSocket } from './socket.ts'
import { browserLimits } from '../page/limits.ts'

/** How long a browser waits to hear that an event was received when nothing else is due. */
const TELL_RECEIVED_AFTER = 1000
/** Within this time mismatches are reported once, and one more than this many ends the circuit. */
const MISMATCH_TIME = 60_000
const MISMATCHES = 3

/**
 * One tab's running page: its views, the line to its browser, and what is under way between them.
 *
 * `live`: a socket follows. `waiting`: the socket is lost, handlers and subscriptions go on, renders wait;
 * the browser may take it up again until its time is over. `ended`: everything is released.
 */
export class Circuit implements EventHost {
  readonly identity: CircuitIdentity
  readonly page: Page
  readonly frames: Frames
  readonly services: CircuitServices
  state: 'live' | 'waiting' | 'ended' = 'waiting'
  /** When its socket was lost, while it waits. */
  waitingSince: number
  readonly #listener: CircuitListener
  /** Made with the first event: most pages of a busy server do nothing. */
  #events: Events | undefined
  #groups: Set<string> | undefined
  #socket: LiveSocket | null = null
  #flushing = false
  #telling = false
  #mismatches = 0
  #firstMismatch = 0

  constructor(
    identity: CircuitIdentity,
    page: Page,
    services: CircuitServices,
    { known, listener }: { readonly known: readonly string[]; readonly listener: CircuitListener },
  ) {
    this.identity = identity
    this.page = page
    this.services = services
    this.waitingSince = page.services.clock.now()
    this.#listener = listener
    this.frames = new Frames(page, known)
  }

  get id(): string {
    return this.identity.id
  }

  /** The request of the socket that follows. */
  get context(): Context {
    return this.page.port.context
  }

  // --- the line ---

  /** Answers a join on this socket: by shape where the HTML in the page is what the trees show. */
  join(socket: LiveSocket, context: Context, hydrate: boolean): void {
    this.#take(socket, context)
    const { id, secret } = this.identity
    const { roots, templates } = this.frames.established(hydrate)
    socket.send(
      encodeDown({
        kind: 'joined',
        circuit: id,
        secret,
        limits: browserLimits(this.services.limits),
        templates,
        roots,
      }),
    )
    for (const text of this.frames.window.after(0) ?? []) socket.send(text)
    if (!this.page.port.following) this.page.follow(this)
    this.work()
  }

  /** Answers a rejoin on this socket: what the browser has not received is sent again. False when it is not held. */
  rejoin(socket: LiveSocket, context: Context, received: number): boolean {
    const missed = this.frames.window.after(received)
    if (!missed) return false
    this.#take(socket, context)
    socket.send(encodeDown({ kind: 'rejoined', received: this.#received }))
    for (const text of missed) socket.send(text)
    this.work()
    return true
  }

  /** The socket is lost. Another may already have taken its place. */
  disconnected(socket: LiveSocket): void {
    if (socket !== this.#socket) return
    this.#socket = null
    this.state = 'waiting'
    this.waitingSince = this.services.clock.now()
  }

  /** Closes its socket: the browser is told why, and may come back where the code says so. */
  drop(code: number, reason: string): void {
    const socket = this.#socket
    if (!socket) return
    this.disconnected(socket)
    socket.close(code, reason)
  }

  /** Ends it: `stop` runs, everything is released. */
  end(): void {
    if (this.state === 'ended') return
    this.drop(CLOSE_CODES.ended, 'ended')
    this.state = 'ended'
    for (const group of this.#groups ?? []) this.#listener.left(group, this)
    this.#events?.abort()
    this.page.stop()
    this.#listener.ended(this)
  }

  /** Ends it for what cannot go on: the browser finds its circuit gone and loads the page anew. */
  startOver(why: string): void {
    this.services.warn(why)
    this.drop(CLOSE_CODES.restarting, 'start over')
    this.end()
  }

  /**
   * Takes a message that came on a socket. `limited` refuses an event: too many came. Throws
   * `forged-acknowledgement` for a message that cannot be true: its socket must be closed.
   */
  receive(socket: LiveSocket, message: UpMessage, limited: boolean): void {
    // What is still on its way on a superseded socket is sent again on the one that took its place.
    if (socket !== this.#socket) return
    switch (message.kind) {
      case 'event':
        this.#acknowledge(message.seen)
        return this.#hear(message, limited)
      case 'ack':
        this.#acknowledge(message.seen)
        return this.work()
      case 'mismatch':
        this.#acknowledge(message.seen)
        return this.#establish(message.reason)
      case 'left':
        for (const root of message.roots) this.page.removeRoot(root)
        return
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

  // --- for actions ---

  /** Queues an effect behind all before it. */
  effect(effect: Effect): void {
    this.page.port.effect(effect)
  }

  /** Starts a component in the target. Effects behind it wait until it can be shown, so that all come in one frame. */
  mount(selector: string, type: MountableClass, props: Readonly<Record<string, unknown>>): void {
    const { root, ready } = this.page.addRoot(type, props)
    this.frames.announce(root)
    const pending = new PendingMount(selector, root, ready, (failed) => {
      cancelLimit()
      if (failed) this.page.removeRoot(root)
      this.work()
    })
    const { clock, limits } = this.services
    const cancelLimit = clock.after(limits.handlerTime, () => pending.end('failed'))
    this.page.port.effect(pending)
  }

  /** What is queued by this comes in one frame, also what stands before a component that must mount first. */
  together(queue: () => void): void {
    this.page.port.together(queue)
  }

  joinGroup(group: string): void {
    // An action may outlast its page, which would never leave.
    if (this.state === 'ended') return
    this.#groups = (this.#groups ?? new Set()).add(group)
    this.#listener.joined(group, this)
  }

  leaveGroup(group: string): void {
    if (this.#groups?.delete(group)) this.#listener.left(group, this)
  }

  /** Runs a named action for an event. */
  action(name: string, event: ReceivedEvent, atEnd: ActionCall['atEnd']): Settled | Promise<Settled> {
    return this.services.action({ circuit: this, name, event, atEnd })
  }

  // --- frames ---

  /**
   * Takes an event and sends what comes of its synchronous part at once: what it changed must be rendered
   * before the next event is looked up, which may have come in the same packet.
   */
  #hear(message: EventMessage, limited: boolean): void {
    const waited = this.#flushing
    this.#flushing = true
    if (waited) this.#flush()
    this.#events ??= new Events(this)
    this.#events.take(message, limited)
    this.#flush()
    this.#flushing = waited
    // What a hook did that ran at the end of that.
    if (this.page.dirty || this.page.port.hasDue) this.work()
  }

  /** More effects wait than are kept for a browser that does not take them. */
  overflow(): void {
    this.startOver(tooManyEffects({ effects: this.page.port.effects.length }).message)
  }

  /** Something is dirty, queued or acknowledged: sends what there is at the end of this turn. */
  work(): void {
    if (this.#flushing || this.state !== 'live') return
    this.#flushing = true
    queueMicrotask(() => {
      this.#flushing = false
      this.#flush()
    })
  }

  #flush(): void {
    if (!this.#socket) return
    const text = this.frames.next(this.#received)
    if (text !== null) this.#socket.send(text)
    if (this.#received > this.frames.told) this.#tellSoon()
    if (text !== null && this.page.port.hasDue) this.work()
  }

  /** With no frame due, the browser hears within a second that its event has arrived. */
  #tellSoon(): void {
    if (this.#telling) return
    this.#telling = true
    this.services.clock.after(TELL_RECEIVED_AFTER, () => {
      this.#telling = false
      const received = this.#received
      if (!this.#socket || received <= this.frames.told) return
      this.frames.told = received
      this.#socket.send(encodeDown({ kind: 'received', received }))
    })
  }

  // --- what the browser has ---

  /** How many events have come. */
  get #received(): number {
    return this.#events?.received ?? 0
  }

  #take(socket: LiveSocket, context: Context): void {
    const before = this.#socket
    this.#socket = socket
    this.state = 'live'
    this.page.port.context = context
    if (before !== socket) before?.close(CLOSE_CODES.superseded, 'superseded')
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
    this.#socket?.send(this.frames.establish(this.#received))
  }
}
