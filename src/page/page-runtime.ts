import type { ComponentNode } from '../template/tree/tree.ts'
import type { Context } from '../view/context.ts'
import type { Runtime, StreamPort, TopicPosition, TopicSubscriber } from '../view/runtime.ts'
import { Stream } from '../view/stream.ts'
import { drive } from './author-code.ts'
import { ComponentInstance } from './component-instance.ts'
import {
  isMounting,
  PendingStream,
  Together,
  ungrouped,
  type QueuedEffect,
  type SingleEffect,
} from './queued-effects.ts'
import type { PageServices } from './services.ts'
import { findStream } from './streams.ts'

/** The tree of one root as it was last committed. */
export interface RootTree {
  readonly root: number
  readonly node: ComponentNode
}

/** Who hears that a page has work, once a socket follows it. */
export interface PageListener {
  /** Something is dirty or an effect is queued. */
  work(): void
  /** The queue of effects has reached its bound. */
  overflow(): void
}

/** What the views of a page reach of it: the port that the view layer asks for, and the state behind it. */
export class PageRuntime implements Runtime {
  readonly services: PageServices
  /** The request that it belongs to: that of its response, then that of the socket. */
  context: Context
  /** The committed trees by root, replaced as a whole, never changed. */
  trees: readonly RootTree[] = []
  effects: QueuedEffect[] = []
  /** What they take, roughly, in bytes. */
  #effectBytes = 0
  documentTitle: string | undefined
  /** Null while no socket follows. */
  listener: PageListener | null = null
  /** Whether a stream was ever filled: most pages have none to look for. */
  streams = false

  constructor(services: PageServices, context: Context) {
    this.services = services
    this.context = context
  }

  get following(): boolean {
    return this.listener !== null
  }

  treeOf(root: number): ComponentNode | null {
    return this.trees.find((tree) => tree.root === root)?.node ?? null
  }

  invalidate(record: object): void {
    if (!(record instanceof ComponentInstance)) return
    record.invalidate()
    this.listener?.work()
  }

  run(record: object, code: () => unknown): void {
    if (!(record instanceof ComponentInstance) || record.scope.stopped) return
    drive(code, {
      step: () => this.invalidate(record),
      settled: (error) => {
        if (error !== undefined) this.report(record, error)
        this.invalidate(record)
      },
    })
  }

  report(record: object, error: unknown): void {
    this.services.report(error, record instanceof ComponentInstance ? record.name : 'a page')
  }

  effect(effect: QueuedEffect): void {
    const { queuedEffects, queuedEffectBytes } = this.services.limits
    this.effects.push(effect)
    this.#effectBytes += sizeOf(effect)
    if (this.effects.length > queuedEffects || this.#effectBytes > queuedEffectBytes)
      this.listener?.overflow()
    else this.listener?.work()
  }

  /** What is queued by this comes in one frame, also what stands before a component that must mount first. */
  together(queue: () => void): void {
    const before = this.effects
    this.effects = []
    try {
      queue()
    } finally {
      const { effects } = this
      this.effects = before.concat(effects.some(isMounting) ? new Together(effects) : effects)
    }
  }

  /** Whether an effect can go out now: the first does not wait for a component. */
  get hasDue(): boolean {
    const [first] = this.effects
    return first !== undefined && !isMounting(first)
  }

  /**
   * Takes the effects that are due, in order, as many as fit one frame. Those behind a component that still
   * mounts wait with it.
   */
  takeEffects(): readonly SingleEffect[] {
    if (this.effects.length === 0) return NONE
    let bytes = 0
    const end = this.effects.findIndex((each) => {
      const waits = isMounting(each)
      const full = bytes > FRAME_BYTES
      bytes += sizeOf(each)
      return waits || full
    })
    const due = end < 0 ? this.effects : this.effects.slice(0, end)
    this.effects = end < 0 ? [] : this.effects.slice(end)
    this.#effectBytes -= due.reduce<number>((sum, each) => sum + sizeOf(each), 0)
    return [...ungrouped(due)]
  }

  title(text: string): void {
    this.documentTitle = text
    if (this.following) this.effect(['title', text])
  }

  publish(topic: string, data: unknown): Promise<void> {
    return this.services.topics.publish(topic, data)
  }

  position(topic: string): Promise<TopicPosition> {
    return this.services.topics.position(topic)
  }

  subscribe(topic: string, from: TopicPosition | null, subscriber: TopicSubscriber): Promise<() => void> {
    return this.services.topics.subscribe(topic, from, subscriber)
  }

  after(milliseconds: number, run: () => void): () => void {
    return this.services.clock.after(milliseconds, run)
  }

  stream(source: object): StreamPort | null {
    this.streams = true
    if (!this.following || !(source instanceof Stream) || !findStream(this.trees, source)) return null
    const { development, warn } = this.services
    const context = { host: null, development, warn }
    return {
      add: (how, entries) => this.effect(new PendingStream(source, how, entries, context)),
      remove: (keys) => this.effect(new PendingStream(source, 'remove', { keys, rows: [] }, context)),
    }
  }
}

const NONE: readonly SingleEffect[] = []
/** A frame is closed when its effects have reached this size. */
const FRAME_BYTES = 64 * 1024

/** What an effect takes, roughly: its texts, and what every entry of the queue takes. */
function sizeOf(effect: QueuedEffect): number {
  if (effect instanceof Together) return effect.effects.reduce<number>((sum, each) => sum + sizeOf(each), 0)
  if (effect instanceof PendingStream) return ENTRY + effect.size
  if (typeof effect !== 'object' || !('length' in effect)) return ENTRY
  let size = ENTRY
  for (const part of effect) size += typeof part === 'string' ? part.length : 8
  return size
}

const ENTRY = 64
