import type { NavigationEffect } from '../protocol/navigation-messages.ts'
import type { Encoder } from '../template/output/encoder.ts'
import { NO_CHANGES } from './address-changes.ts'
import type { ComponentInstance } from './component-instance.ts'
import type { RootTree } from './root-tree.ts'

/** What an effect is encoded with, at the moment when its frame is made. */
export interface EffectEncoding {
  readonly trees: readonly RootTree[]
  readonly encoder: Encoder
  /** What could not render for this frame. */
  readonly failed: ReadonlySet<ComponentInstance>
  /** Events of which something cannot be shown: they end as failed. */
  readonly failedEvents: Set<number>
}

/** One entry of the queue. */
export interface QueuedEffect {
  /** The event whose handler asked for it, or that it is the outcome of; 0 when there is none. */
  readonly event: number
  /** What it takes while it waits, roughly, in bytes. */
  readonly size: number
  /** Its JSON, where it is known before its frame is made. */
  readonly text?: string
  /** Whether its frame names the event: it is done to the page, not to a view. */
  readonly isOperation?: boolean
  /** False while it waits for something: those behind it wait too. */
  readonly ready: boolean
  /** Its JSON; null when there is nothing to say. What it throws fails its event. */
  encode(encoding: EffectEncoding): string | null
  /** It will not be sent: what was queued with it could not be. */
  discard?(): void
}

/** Who is notified by the queue. */
export interface EffectQueueListener {
  /** An effect is waiting. */
  queued(): void
  /** More wait than the limits allow. */
  overflow(count: number): void
}

/** A frame takes effects until they have reached this size, in bytes: what comes then, a batch as a whole, is the last. */
const FRAME_BYTES = 64 * 1024

const NONE: readonly QueuedEffect[] = []

/**
 * The effects that wait for their frame: outcomes, operations, commands, rows of streams. They go out in order,
 * each once, and are never merged. Those of a batch go out in one frame.
 */
export class EffectQueue {
  readonly #most: { readonly queuedEffects: number; readonly queuedEffectBytes: number }
  /** Null while nobody follows the page. */
  listener: EffectQueueListener | null = null
  /** Those before `#first` have been taken. Null while none waits. */
  #entries: QueuedEffect[] | null = null
  #first = 0
  /** How many wait, those in batches included. */
  #count = 0
  #bytes = 0
  /** The batch that is being collected. */
  #batch: QueuedEffect[] | null = null
  #state: 'open' | 'closed' = 'open'
  /** What the next frame says of the address, before all effects. */
  addressChanges: readonly NavigationEffect[] = NO_CHANGES

  constructor(limits: { readonly queuedEffects: number; readonly queuedEffectBytes: number }) {
    this.#most = limits
  }

  /** How many wait. */
  get size(): number {
    return this.#count
  }

  /** What they take, roughly, in bytes. */
  get bytes(): number {
    return this.#bytes
  }

  /** The JSON of those that are known in full. */
  get texts(): readonly string[] {
    const waiting = this.#entries?.slice(this.#first).flatMap(entriesOf) ?? NONE
    return waiting.flatMap(({ text }) => text ?? [])
  }

  /** Whether one can go out now. */
  get due(): boolean {
    return this.#entries?.[this.#first]?.ready ?? false
  }

  /** Puts an effect behind all that wait. */
  push(effect: QueuedEffect): void {
    if (this.#state === 'closed') return
    if (this.#batch) {
      this.#batch.push(effect)
      return
    }
    this.#count += countOf(effect)
    this.#bytes += effect.size
    // The usual case, one effect: an array that grows reserves room for many.
    if (this.#entries === null) this.#entries = [effect]
    else this.#entries.push(effect)
    const { queuedEffects, queuedEffectBytes } = this.#most
    if (this.size > queuedEffects || this.#bytes > queuedEffectBytes) {
      this.listener?.overflow(this.size)
    } else this.listener?.queued()
  }

  /** One that was not ready is now, or never will be. */
  ended(): void {
    this.listener?.queued()
  }

  /**
   * Puts what `collect` pushes into one frame, however large it is, also what stands before an effect that is not
   * ready. When it throws, none of it is sent.
   */
  batch(collect: () => void): void {
    const outer = this.#batch
    const collected: QueuedEffect[] = (this.#batch = [])
    try {
      collect()
    } catch (error) {
      for (const effect of collected) effect.discard?.()
      throw error
    } finally {
      this.#batch = outer
    }
    const [only] = collected
    if (only !== undefined) this.push(collected.length === 1 ? only : new Batch(collected))
  }

  /** Takes the effects that are due, in order, as many as fit one frame. */
  take(): readonly QueuedEffect[] {
    const entries = this.#entries
    if (entries === null) return NONE
    let bytes = 0
    let end = this.#first
    for (let next = entries[end]; next?.ready && bytes <= FRAME_BYTES; next = entries[++end])
      bytes += next.size
    const due = this.#first === 0 && end === entries.length ? entries : entries.slice(this.#first, end)
    const taken = due.some((each) => each instanceof Batch) ? due.flatMap(entriesOf) : due
    this.#count -= taken.length
    this.#bytes -= bytes
    this.#forget(entries, end)
    return taken
  }

  /** Those before `end` are taken. What stays is moved to the start when it is less than what was before it. */
  #forget(entries: readonly QueuedEffect[], end: number): void {
    this.#first = end
    if (end < entries.length / 2) return
    this.#first = 0
    this.#entries = end === entries.length ? null : entries.slice(end)
  }

  /** The page has ended: nothing waits any more, and what its code still queues is dropped. */
  close(): void {
    this.#state = 'closed'
    this.#entries = null
    this.#first = 0
    this.#count = 0
    this.#bytes = 0
  }
}

/** Effects that go out in one frame, when all of them are ready. */
class Batch implements QueuedEffect {
  readonly event = 0
  readonly effects: readonly QueuedEffect[]
  readonly count: number
  readonly size: number

  constructor(effects: readonly QueuedEffect[]) {
    this.effects = effects
    this.count = effects.reduce((sum, each) => sum + countOf(each), 0)
    this.size = effects.reduce((sum, { size }) => sum + size, 0)
  }

  get ready(): boolean {
    return this.effects.every((each) => each.ready)
  }

  encode(): never {
    throw new TypeError('A batch is taken apart before it is encoded.')
  }
}

function countOf(entry: QueuedEffect): number {
  return entry instanceof Batch ? entry.count : 1
}

function entriesOf(entry: QueuedEffect): readonly QueuedEffect[] {
  return entry instanceof Batch ? entry.effects.flatMap(entriesOf) : [entry]
}
