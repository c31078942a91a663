import { excessiveEvent } from '../errors/circuit.ts'
import type { ComponentInstance } from '../page/component-instance.ts'
import { OutcomeEffect } from '../page/outcome-effect.ts'
import { isInLeftVisit, isLeft } from '../page/left-runtime.ts'
import type { Page } from '../page/page.ts'
import { treeOf } from '../page/root-tree.ts'
import { isEdit } from '../protocol/event-types.ts'
import type { EventMessage, EventRefusal, Outcome } from '../protocol/messages.ts'
import { isAddress, navigationDetails } from '../protocol/navigation-messages.ts'
import type { Path } from '../protocol/paths.ts'
import { inSameForm, resolve, standsIn, type ResolvedEvent } from '../template/tree/resolve.ts'
import type { ServerOptions } from '../view/handler-options.ts'
import { actionKey } from './action-key.ts'
import { ByteBudget } from './byte-budget.ts'
import { defaultOverlap, EventQueues } from './event-queues.ts'
import { EventRates } from './event-rates.ts'
import { EventRun, type RunHost, type Work } from './event-run.ts'
import type { Frames } from './frames.ts'
import type { Groups, Member } from './groups.ts'
import type { Navigation } from './navigation.ts'
import { PageTarget } from './page-target.ts'
import { isUnread, ReceivedEvent } from './received-event.ts'
import type { CircuitServices, RunAction } from './services.ts'
import type { MessageSize } from './socket.ts'

/** What events need of their circuit. */
export interface EventHost extends Member {
  readonly id: string
  readonly identity: { readonly visitor: string }
  readonly page: Page
  readonly frames: Frames
  readonly services: CircuitServices
  readonly navigation: Pick<Navigation, 'byUser' | 'interrupt'>
  readonly groups: Groups
  /** No event runs or waits any more. */
  handled(): void
}

/** What an event takes beside its text, in bytes. */
const EVENT_BYTES = 512

/** A text of a control that is shorter is sent back as it is. */
const ECHO_COSTS = 16

/**
 * The events of one circuit, from the browser's message to their outcome. An event runs what the user saw, if
 * it still stands; each ends in exactly one outcome, which is queued as an effect behind what its handler did.
 */
export class Events implements RunHost {
  /** How many were received: the number of the last. */
  received = 0
  /** Changes with each start and end of a handler. */
  mark = 0
  readonly visitor: string
  readonly #host: EventHost
  /** Made with the first action. */
  #target: PageTarget | undefined
  readonly #queues = new EventQueues()
  /** What those hold that run or wait. */
  readonly #bytes: ByteBudget
  readonly #rates: EventRates
  /** Those that have no outcome yet. */
  #active: readonly EventRun[] = NONE
  /** Those of controls of which the synchronous part of the handler has not run. */
  #entering: readonly EventRun[] = NONE

  constructor(host: EventHost) {
    this.#host = host
    this.visitor = host.identity.visitor
    const { limits, eventBytes } = host.services
    this.#bytes = new ByteBudget(limits.queuedEventBytes, eventBytes)
    this.#rates = new EventRates(limits)
  }

  get page(): Page {
    return this.#host.page
  }

  get services(): CircuitServices {
    return this.#host.services
  }

  action(name: string, run: EventRun): ReturnType<RunAction> {
    this.#target ??= new PageTarget(this.page, this.#host.groups, this.#host)
    return this.services.action({ target: this.#target, name, run })
  }

  /** Whether a handler runs or waits. */
  get busy(): boolean {
    return this.#active.length > 0
  }

  /** How many have not begun. */
  get waiting(): number {
    return this.#active.filter(({ state }) => state !== 'running').length
  }

  readonly #reportAbort = (error: unknown): void =>
    this.services.report(error, 'a listener of an abort signal')

  acknowledged(seen: number): void {
    this.#queues.acknowledged(seen)
  }

  /** Takes an event whose `seen` has been checked. */
  take(message: EventMessage, { length, bytes }: MessageSize): void {
    const number = ++this.received
    const isWithinRates = this.#rates.take(length, this.services.clock.now())
    // The browser has settled it already.
    if (message.type === '') return
    if (isAddress(message.target) && isWithinRates && !message.excess) return this.#navigate(message, number)
    const work = isWithinRates ? this.#workOf(message) : 'limited'
    if (typeof work === 'string') return this.#refuse(number, work)
    const { key, overlap } = work
    if (overlap === 'drop' && this.#queues.spent(key, message.seen)) return this.#refuse(number, 'spent')
    if (this.#full || !this.#bytes.take(EVENT_BYTES + bytes)) return this.#refuse(number, 'limited')
    const run = this.#runOf(work, message, { number, bytes: EVENT_BYTES + bytes })
    this.#active = this.#active.concat(run)
    if (isEdit(message.type)) this.#entering = this.#entering.concat(run)
    if (!this.#queues.enter(key, overlap, run)) run.end(['refused', number, 'dropped'])
  }

  /** A socket has come, perhaps with the cookies of somebody else. */
  arrived(): void {
    this.mark++
  }

  /** The circuit ends: what runs is aborted, and what waits never runs. */
  abort(): void {
    this.#target ??= new PageTarget(this.page, this.#host.groups, this.#host)
    this.#target.end()
    const active = this.#active
    this.#active = NONE
    this.#queues.clear()
    this.#bytes.clear()
    for (const run of active) run.drop()
  }

  /** The page shows another visit: what runs or waits for the one before is cut off, and so are its actions. */
  leave(): void {
    for (const run of this.#active) if (!run.owner || isInLeftVisit(run.owner)) run.leave()
  }

  /** The process is about to end: what runs is told to be interrupted, and what waits to be refused. */
  interrupt(): void {
    this.#host.navigation.interrupt()
    const active = this.#active
    this.#queues.clear()
    // What ends here releases nothing that was held for it.
    this.#entering = NONE
    for (const run of active) {
      if (run.state === 'running') run.end(['interrupted', run.number])
      else run.end(['refused', run.number, 'expired'])
      run.abort()
    }
  }

  /**
   * Whether too much is under way. A browser may name as many queues as it likes, so those that run count as those that
   * wait, and so do queues that are kept until the browser has seen how their last run ended.
   */
  get #full(): boolean {
    return Math.max(this.#active.length, this.#queues.size) > this.services.limits.queuedEvents
  }

  #navigate({ target, payload }: EventMessage, number: number): void {
    this.#host.navigation.byUser({ number, href: String(target), details: navigationDetails(payload) })
  }

  // --- what it asks for ---

  #workOf(message: EventMessage): Work | EventRefusal {
    if (message.excess) return this.#excessive(message.excess)
    return isUnread(message) ? 'unread' : this.#find(message)
  }

  /** An honest page may send more than is taken: its author should know. */
  #excessive(excess: string): EventRefusal {
    this.services.warnOf(this.#host, excessiveEvent({ excess }).message)
    return 'invalid'
  }

  #find(message: EventMessage): Work | EventRefusal {
    const { type, target, seen } = message
    if (typeof target === 'string') return this.#named(target, message)
    const part = this.#standing(target, seen)
    if (!part?.handler || part.type !== type) return 'gone'
    const { key, overlap }: ServerOptions = part.options ?? {}
    return {
      key: key === undefined ? part.identity : `key ${key}`,
      overlap: overlap ?? defaultOverlap(type),
      asks: part,
    }
  }

  /** No template names the row that an action is asked for in: the `data-*` attributes of its element do. */
  #named(name: string, { type, payload }: EventMessage): Work {
    const { key, overlap } = this.services.actionQueue(name)
    return {
      key: key === undefined ? actionKey(name, type, payload.data) : `key ${key}`,
      overlap: overlap ?? defaultOverlap(type),
      asks: name,
    }
  }

  /** The part as it was seen, if it still stands and was enabled then and is now. */
  #standing([root, ...below]: Path, seen: number): ResolvedEvent | null {
    const then = treeOf(this.#host.frames.window.treesAt(seen) ?? [], root)
    const now = treeOf(this.page.runtime.trees, root)
    if (!then || !now) return null
    const part = resolve(then, below)
    if (!part?.enabled || isLeft(part.owner)) return null
    if (then === now) return part
    return standsIn(now, below, part)?.enabled ? part : null
  }

  #runOf(
    work: Work,
    message: EventMessage,
    { number, bytes }: { readonly number: number; readonly bytes: number },
  ): EventRun {
    const { runtime } = this.page
    const event = new ReceivedEvent(
      message,
      { circuit: this.#host.id, number, report: this.#reportAbort },
      (effect) => {
        if (!run.isLeft) runtime.during(number, () => runtime.effect(effect))
      },
    )
    const { value } = message.payload
    if (isEdit(message.type) && typeof value === 'string' && value.length > ECHO_COSTS) {
      this.#host.frames.echo = { event: number, value }
    }
    const run = new EventRun(this, { work, event, bytes }, this.#before(work, message.type))
    return run
  }

  /** What was typed before a click, a submit or a key is handled first, where it is typed in the same component or form. */
  #before({ overlap, asks }: Work, type: string): readonly EventRun[] {
    if (this.#entering.length === 0 || overlap === 'allow' || isEdit(type)) return NONE
    if (typeof asks === 'string') return this.#entering
    return this.#entering.filter((run) => isTogether(run.work.asks, asks))
  }

  // --- what comes of it ---

  entered(run: EventRun): void {
    this.mark++
    if (this.#entering.length === 0) return
    // An action that reads a form first is called between turns.
    this.page.runtime.turn(() => {
      this.#entering = this.#entering.filter((each) => each !== run)
      for (const each of this.#active) each.release(run)
    })
  }

  over(run: EventRun, outcome: Outcome): void {
    this.mark++
    const { queue, owner } = run
    this.#active = this.#active.length === 1 ? NONE : this.#active.filter((each) => each !== run)
    this.#bytes.release(run.bytes)
    // The hook that waits for a reply gets none.
    const isLost = run.isLeft && run.event.hasReplied && outcome === run.number
    this.#settle(run.number, isLost ? ['interrupted', run.number] : outcome, owner, (position) => {
      if (queue) this.#queues.told(queue, position)
    })
    if (queue) this.#queues.ended(queue, run)
    if (!this.busy) this.#host.handled()
  }

  #refuse(number: number, code: EventRefusal): void {
    this.#settle(number, ['refused', number, code], null, () => {})
  }

  #settle(
    number: number,
    outcome: Outcome,
    owner: ComponentInstance | null,
    sentIn: (position: number) => void,
  ): void {
    this.page.runtime.effects.push(
      new OutcomeEffect(number, outcome, owner, (position) => {
        sentIn(position)
        const { frames } = this.#host
        if (frames.echo?.event === number) frames.echo = null
      }),
    )
  }
}

const NONE: readonly EventRun[] = []

/** Whether two handlers are of one component, or in one form. */
function isTogether(one: ResolvedEvent | string, other: ResolvedEvent): boolean {
  if (typeof one === 'string') return true
  return one.owner === other.owner || inSameForm(one, other)
}
