import { excessiveEvent } from '../errors/circuit.ts'
import type { EventMessage, EventRefusal, Outcome } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { resolve, standsIn, type ResolvedEvent } from '../template/tree/resolve.ts'
import type { ServerOptions } from '../view/on.ts'
import type { Frames } from './frames.ts'
import { defaultOverlap, EventQueues } from './event-queues.ts'
import type { RootTree } from '../page/page-runtime.ts'
import type { Page } from '../page/page.ts'
import { PendingOutcome } from '../page/queued-effects.ts'
import { ReceivedEvent } from './received-event.ts'
import { Run, type RunHost, type Work } from './event-run.ts'
import type { ActionCall, CircuitServices, Settled } from './services.ts'

/** What events need of their circuit. */
export interface EventHost {
  readonly id: string
  readonly page: Page
  readonly frames: Frames
  readonly services: CircuitServices
  /** Runs a named action. */
  action(name: string, event: ReceivedEvent, atEnd: ActionCall['atEnd']): Settled | Promise<Settled>
}

/**
 * The events of one circuit, from the browser's word to their outcome. An event runs what the user saw, if
 * it still stands; each ends in exactly one outcome, which is queued as an effect behind what its handler did.
 */
export class Events implements RunHost {
  /** How many were received: the number of the last. */
  received = 0
  readonly #host: EventHost
  readonly #lanes = new EventQueues()
  #lasting: Set<Run> | undefined

  constructor(host: EventHost) {
    this.#host = host
  }

  get page(): Page {
    return this.#host.page
  }

  get services(): CircuitServices {
    return this.#host.services
  }

  acknowledged(seen: number): void {
    this.#lanes.acknowledged(seen)
  }

  /** Takes an event whose `seen` has been checked. `limited` refuses it: too many came. */
  take(message: EventMessage, limited: boolean): void {
    const number = ++this.received
    // The browser has settled it already.
    if (message.type === '') return
    const work = limited ? 'limited' : message.excess ? this.#tooMuch(message.excess) : this.#find(message)
    if (typeof work === 'string') return this.#settle(['refused', number, work])
    const { lane, overlap } = work
    if (overlap === 'drop' && this.#lanes.spent(lane, message.seen)) {
      return this.#settle(['refused', number, 'spent'])
    }
    if (this.#lanes.waiting >= this.services.limits.queuedEvents) {
      return this.#settle(['refused', number, 'limited'])
    }
    const event = new ReceivedEvent(message.type, this.#host.id, number, message.payload)
    this.#lanes.enter(lane, overlap, new Run(this, work, number, event))
  }

  /** Aborts what runs: the circuit ends. */
  abort(): void {
    for (const { event } of this.#lasting ?? []) event.abort()
  }

  // --- what it asks for ---

  /** An honest page may tell more than is taken: its author should know. */
  #tooMuch(excess: string): EventRefusal {
    this.services.warn(excessiveEvent({ excess }).message)
    return 'invalid'
  }

  #find({ type, target, seen }: EventMessage): Work | EventRefusal {
    if (typeof target === 'string') {
      return { lane: `action ${target}`, overlap: defaultOverlap(type), asks: target }
    }
    const part = this.#standing(target, seen)
    if (!part?.handler || part.type !== type) return 'gone'
    const { key, overlap }: ServerOptions = part.options ?? {}
    const lane = key === undefined ? target.join('.') : `key ${key}`
    return { lane, overlap: overlap ?? defaultOverlap(type), asks: part }
  }

  /** The part as it was seen, if it still stands and was enabled then and is now. */
  #standing(path: Path, seen: number): ResolvedEvent | null {
    const { window } = this.#host.frames
    const then = treeOf(window.treesAt(seen), path)
    const now = treeOf(this.page.port.trees, path)
    if (!then || !now) return null
    const below = path.slice(1)
    const part = resolve(then.node, below)
    if (!part?.enabled) return null
    if (then.node === now.node) return part
    return standsIn(now.node, below, part)?.enabled ? part : null
  }

  // --- what comes of it ---

  action(name: string, event: ReceivedEvent, atEnd: ActionCall['atEnd']): Settled | Promise<Settled> {
    return this.#host.action(name, event, atEnd)
  }

  lasts(run: Run): void {
    this.#lasting = (this.#lasting ?? new Set()).add(run)
  }

  over(run: Run, outcome: Outcome): void {
    this.#lasting?.delete(run)
    const isShown = typeof outcome === 'number' && run.owner !== null
    this.#settle(isShown ? new PendingOutcome(outcome, run.owner.root) : outcome)
    if (run.started) this.#lanes.left(run.work.lane, this.#host.frames.window.sent + 1)
  }

  #settle(outcome: Outcome | PendingOutcome): void {
    this.page.port.effect(outcome)
  }
}

function treeOf(trees: readonly RootTree[] | undefined, [root]: Path): RootTree | undefined {
  return trees?.find((tree) => tree.root === root)
}
