import { browserMismatch, forgedAcknowledgement, operationProblem } from '../errors/circuit.ts'
import type { ChildDifference, NewInstance } from '../protocol/differences.ts'
import { CLOSE_CODES, type Effect, type RootEstablished, type UpMessage } from '../protocol/messages.ts'
import { encodeDown } from '../protocol/codec.ts'
import { diffChild } from '../template/diff.ts'
import { Dictionary } from '../template/dictionary.ts'
import { renumbered } from '../template/renumber.ts'
import type { ComponentNode } from '../template/tree.ts'
import { toShape } from '../template/shape.ts'
import { toChildValue } from '../template/values.ts'
import { weigh } from '../template/weigh.ts'
import type { Context } from '../view/context.ts'
import { Events, type EventHost } from './events.ts'
import type { MountableClass } from './mounted.ts'
import type { Page } from './page.ts'
import { PendingMount, PendingStream } from './pending.ts'
import type { ReceivedEvent } from './received-event.ts'
import type { ActionCall, CircuitServices, Settled } from './services.ts'
import type { LiveSocket } from './socket.ts'
import { Window } from './window.ts'

/** How long a browser waits to hear that an event was received when nothing else is due. */
const TELL_RECEIVED_AFTER = 1000
const MINUTE = 60_000

/** Who a circuit belongs to and what it hears of its own end. */
export interface CircuitIdentity {
  readonly id: string
  readonly secret: string
  readonly visitor: string
  /** The id in the page token. */
  readonly page: string
}

/**
 * One tab's running page: its views, the line to its browser, and what is under way between them.
 *
 * `live`: a socket follows. `waiting`: the socket is lost, handlers and subscriptions go on, renders wait;
 * the browser may take it up again until its time is over. `ended`: everything is released.
 */
export class Circuit implements EventHost {
  readonly identity: CircuitIdentity
  readonly page: Page
  readonly window: Window
  readonly services: CircuitServices
  state: 'live' | 'waiting' | 'ended' = 'waiting'
  /** When its socket was lost, while it waits. */
  waitingSince = 0
  epoch = 0
  #groups: Set<string> | undefined
  readonly #listener: CircuitListener
  readonly #events: Events
  #dictionary: Dictionary
  #socket: LiveSocket | null = null
  /** Roots that the browser does not have yet. */
  #coming: Set<number> | undefined
  #flushing = false
  #telling = false
  #lastMismatch = -MINUTE
  #reportedMismatch = false

  constructor(
    identity: CircuitIdentity,
    page: Page,
    knownTemplates: readonly string[],
    listener: CircuitListener,
  ) {
    this.identity = identity
    this.page = page
    this.services = page.services
    this.#listener = listener
    this.#dictionary = new Dictionary(knownTemplates)
    this.window = new Window(page.services.limits, page.port.trees)
    this.#events = new Events(this)
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
    const roots = (this.window.treesAt(0) ?? []).map(({ root, node }) =>
      this.#established(root, node, hydrate),
    )
    this.#dictionary.take()
    const { id, secret } = this.identity
    socket.send(
      encodeDown({ kind: 'joined', circuit: id, secret, templates: this.#dictionary.table(), roots }),
    )
    for (const text of this.window.after(0) ?? []) socket.send(text)
    if (!this.page.port.following) this.page.follow(this)
    this.work()
  }

  /** Answers a rejoin on this socket: what the browser has not received is sent again. False when it is not held. */
  rejoin(socket: LiveSocket, context: Context, received: number): boolean {
    const missed = this.window.after(received)
    if (!missed) return false
    this.#take(socket, context)
    socket.send(encodeDown({ kind: 'rejoined', received: this.#events.received }))
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
    this.#events.abort()
    this.page.stop()
    this.#listener.ended(this)
  }

  /**
   * Takes a message of the browser. `limited` refuses an event: too many came. Throws
   * `forged-acknowledgement` for a message that cannot be true: its socket must be closed.
   */
  receive(message: UpMessage, limited: boolean = false): void {
    if (this.state === 'ended') return
    switch (message.kind) {
      case 'event':
        this.#acknowledge(message.seen)
        // Events that came in one packet: what the one before changed is rendered before the next is looked up.
        if (this.page.dirty) this.#flush()
        this.#events.take(message, limited)
        return this.work()
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

  /** Starts a component in the target. Effects behind it wait until its `mount` is over, so both come in one frame. */
  mount(selector: string, type: MountableClass, props: Readonly<Record<string, unknown>>): void {
    const { root, ready } = this.page.addRoot(type, props)
    const pending = new PendingMount(selector, root)
    this.#coming = (this.#coming ?? new Set()).add(root)
    this.page.port.effect(pending)
    const over = (state: 'ready' | 'failed'): void => {
      if (pending.state !== 'mounting') return
      cancelLimit()
      pending.state = state
      if (state === 'failed') this.page.removeRoot(root)
      this.work()
    }
    const cancelLimit = this.services.clock.after(this.services.limits.handlerTime, () => over('failed'))
    ready.then(
      () => over('ready'),
      () => over('failed'),
    )
  }

  joinGroup(group: string): void {
    this.#groups = (this.#groups ?? new Set()).add(group)
    this.#listener.joined(group, this)
  }

  leaveGroup(group: string): void {
    if (this.#groups?.delete(group)) this.#listener.left(group, this)
  }

  action(name: string, event: ReceivedEvent, atEnd: ActionCall['atEnd']): Settled | Promise<Settled> {
    return this.services.action({ circuit: this, name, event, atEnd })
  }

  // --- frames ---

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
    if (!this.#socket || this.window.full) return
    const difference: (number | ChildDifference)[] = []
    let values = 0
    const well = this.page.render((root, before, after) => {
      // A root that the browser does not have yet comes whole, with the effect that mounts it.
      if (!before || this.#coming?.has(root)) return
      const change = diffChild(before, after, this.#dictionary)
      if (change !== undefined) difference.push(root, change)
      values += weigh(after)
    })
    const effects = this.#words(well)
    if (difference.length > 0 || effects.length > 0)
      this.#send(difference.length > 0 ? difference : 0, effects, values)
    else this.window.renew(this.page.port.trees)
    if (this.#events.untold) this.#tellSoon()
  }

  #send(difference: readonly (number | ChildDifference)[] | 0, effects: Effect[], values: number): void {
    const told = effects.reduce<number>(
      (highest, effect) => Math.max(highest, eventOf(effect)),
      this.#events.told,
    )
    if (this.#events.received > told) effects.unshift(['received', this.#events.received])
    this.#events.told = Math.max(told, this.#events.received)
    if (this.window.askNow()) effects.push(['ack'])
    const templates = this.#dictionary.take()
    const text = encodeDown({ kind: 'frame', ...(templates && { templates }), difference, effects })
    this.window.push(text, this.page.port.trees, values)
    this.#socket?.send(text)
  }

  /** The effects that are due, in order: those behind a component that still mounts wait with it. */
  #words(well: boolean): Effect[] {
    const queue = this.page.port.effects
    const held = queue.findIndex((each) => each instanceof PendingMount && each.state === 'mounting')
    const due = held < 0 ? queue : queue.slice(0, held)
    this.page.port.effects = held < 0 ? [] : queue.slice(held)
    const effects: Effect[] = []
    for (const each of due) {
      if (each instanceof PendingMount) this.#coming?.delete(each.root)
      const effect =
        each instanceof PendingMount || each instanceof PendingStream
          ? each.word(this.page.port.trees, this.#dictionary)
          : each
      // The handler did its work, but what it did cannot be shown.
      if (effect !== null) effects.push(!well && typeof effect === 'number' ? ['failed', effect] : effect)
    }
    return effects
  }

  /** With no frame due, the browser hears within a second that its event has arrived. */
  #tellSoon(): void {
    if (this.#telling) return
    this.#telling = true
    this.services.clock.after(TELL_RECEIVED_AFTER, () => {
      this.#telling = false
      if (this.state === 'live' && this.#events.untold && !this.window.full) this.#send(0, [], 0)
    })
  }

  // --- what the browser has ---

  #take(socket: LiveSocket, context: Context): void {
    const before = this.#socket
    this.#socket = socket
    this.state = 'live'
    this.page.port.context = context
    if (before !== socket) before?.close(CLOSE_CODES.superseded, 'superseded')
  }

  #acknowledge(seen: number): void {
    const { sent, acknowledged } = this.window
    if (!this.window.acknowledge(seen)) throw forgedAcknowledgement({ seen, sent, acknowledged })
    this.#events.acknowledged(seen)
  }

  #established(root: number, node: ComponentNode, hydrate: boolean): RootEstablished {
    const shape = hydrate ? toShape(node, this.#dictionary) : null
    return shape === null ? [root, 'values', this.#inFull(node)] : [root, 'shape', shape]
  }

  /** What a root shows is an instance, or nothing: `render` and `pending` give templates. */
  #inFull(node: ComponentNode): NewInstance | null {
    return toChildValue(node, this.#dictionary) as NewInstance | null
  }

  /** The browser could not apply what it was sent: a new epoch begins with all roots in full. */
  #establish(reason: string): void {
    const now = this.services.clock.now()
    const again = now - this.#lastMismatch < MINUTE
    this.#lastMismatch = now
    if (!this.#reportedMismatch || !again) this.services.warn(browserMismatch({ reason, again }).message)
    this.#reportedMismatch = true
    for (const { root, node } of this.page.port.trees) this.page.replaceTree(root, renumbered(node))
    this.#dictionary = new Dictionary(this.#dictionary.hashes())
    // The trees that follow have rows and templates of the new epoch; this frame is where it begins.
    this.epoch = this.window.sent + 1
    const roots = this.page.port.trees.map(({ root, node }) => [root, this.#inFull(node)] as const)
    this.#send(0, [['epoch', ...roots]], 0)
  }
}

/** Who keeps all circuits and their groups. */
export interface CircuitListener {
  joined(group: string, circuit: Circuit): void
  left(group: string, circuit: Circuit): void
  ended(circuit: Circuit): void
}

function eventOf(effect: Effect): number {
  if (typeof effect === 'number') return effect
  switch (effect[0]) {
    case 'failed':
    case 'refused':
    case 'interrupted':
    case 'unknown':
      return effect[1]
    default:
      return 0
  }
}
