import { endlessRender } from '../errors/page.ts'
import type { Effect } from '../protocol/messages.ts'
import { buildRows } from '../template/tree/build.ts'
import type { Context } from '../view/context.ts'
import type {
  Origin,
  Runtime,
  StreamEntries,
  StreamPort,
  TopicPosition,
  TopicSubscriber,
} from '../view/runtime.ts'
import { NotFound, Redirect } from '../view/signals.ts'
import { Stream } from '../view/stream.ts'
import { runAuthorCode } from './author-code.ts'
import { ComponentInstance } from './component-instance.ts'
import { EffectQueue, type EffectQueueListener } from './effect-queue.ts'
import { PlainEffect } from './plain-effect.ts'
import type { RootTree } from './root-tree.ts'
import type { PageServices } from './services.ts'
import { StreamEffect } from './stream-effect.ts'
import { StreamRegistry } from './stream-registry.ts'

/** The circuit that follows a page. */
export interface PageFollower extends EffectQueueListener {
  /** Runs work, and renders what it has changed at the end of this turn. Nothing that it throws escapes. */
  turn(work: () => void): void
  /** Something is dirty. */
  schedule(): void
  /** What runs next was begun by the process, by a timer or a message: not by what the page itself has done. */
  rested(): void
  /** Resolves when other work had its turn, if this page has kept the process busy for long. */
  breathe(): Promise<void> | undefined
}

/** How often a component may ask for its own next render, with nothing else in between. */
const MOST_SELF_RENDERS = 100

/** What the views of a page reach of it: the port that the view layer asks for, and the state behind it. */
export class PageRuntime implements Runtime {
  readonly services: PageServices
  readonly effects: EffectQueue
  readonly streams: StreamRegistry = new StreamRegistry()
  /** The request that the page belongs to: that of its response, then that of the socket. */
  context: Context
  /** The committed trees by root, replaced as a whole, never changed. */
  trees: readonly RootTree[] = []
  documentTitle: string | undefined
  /** The newest event that asked for the render that is due; 0 for none. */
  cause = 0
  /** Whether a view is rendering. */
  rendering = false
  /** Streams whose waiting rows are in trees that the browser may not have yet, and those rows. */
  #renderedStreams: Map<Stream<unknown>, StreamEntries> | undefined
  /** Null while no socket follows. */
  #follower: PageFollower | null = null
  /** The event whose handler runs in this turn; `none` for timers and topics, null otherwise. */
  #current: number | 'none' | null = null

  constructor(services: PageServices, context: Context) {
    this.services = services
    this.context = context
    this.effects = new EffectQueue(services.limits)
  }

  get following(): boolean {
    return this.#follower !== null
  }

  /** From now on this circuit hears of everything; null when the page ends. */
  follow(follower: PageFollower | null): void {
    this.#follower = follower
    this.effects.listener = follower
  }

  // --- who asks ---

  /** Runs the synchronous part of an event's handler. */
  during<Result>(event: number, work: () => Result): Result {
    return this.#as(event, work)
  }

  /** The event whose synchronous part runs; 0 for none. */
  get currentEvent(): number {
    return typeof this.#current === 'number' ? this.#current : 0
  }

  origin(record: object): Origin {
    return { event: this.#eventFor(record), rendering: this.rendering }
  }

  // --- rendering ---

  invalidate(record: object, origin: Origin = this.origin(record)): void {
    if (!(record instanceof ComponentInstance)) return
    this.cause = Math.max(this.cause, origin.event)
    if (!origin.rendering) record.selfRenders = 0
    else if (++record.selfRenders > MOST_SELF_RENDERS) {
      this.#stopEndless(record)
      return
    }
    record.invalidate()
    this.#follower?.schedule()
  }

  run(record: object, code: () => unknown, origin: Origin = NOBODY): void {
    if (!(record instanceof ComponentInstance) || record.scope.stopped) return
    const { event } = origin
    if (event === 0) this.#follower?.rested()
    const run = (): void =>
      this.#as(event === 0 ? 'none' : event, () =>
        runAuthorCode(code, {
          get active() {
            return !record.scope.stopped
          },
          step: () => {
            this.invalidate(record, origin)
            return this.#follower?.breathe()
          },
          settled: (failure) => {
            if (failure !== null) this.fail(record, failure.error)
            this.invalidate(record, origin)
          },
        }),
      )
    if (this.#follower) this.#follower.turn(run)
    else run()
  }

  fail(record: object, error: unknown): void {
    if (error instanceof Redirect) this.effects.push(new PlainEffect(['load', error.to]))
    else if (error instanceof NotFound) this.effects.push(new PlainEffect(['load', '']))
    else this.report(record, error)
  }

  report(record: object, error: unknown): void {
    this.services.report(error, record instanceof ComponentInstance ? record.name : 'a page')
  }

  // --- what goes to the browser ---

  effect(effect: Effect): void {
    this.effects.push(new PlainEffect(effect, this.currentEvent))
  }

  title(text: string): void {
    this.documentTitle = text
    if (this.following) this.effect(['title', text])
  }

  stream(source: object): StreamPort | null {
    if (!this.following || !(source instanceof Stream)) return null
    const found = this.streams.find(source, this.trees)
    if (!found) return null
    const { development, warn } = this.services
    const context = { host: null, development, warn }
    const push = (change: ConstructorParameters<typeof StreamEffect>[2]): void =>
      this.effects.push(new StreamEffect(this.streams, source, change, this.currentEvent))
    return {
      // Built here, so that a row that cannot be shown throws where it was added.
      add: (how, { keys, rows }) => push({ how, keys, rows: buildRows(rows, found.node, context) }),
      remove: (keys) => push({ how: 'remove', keys, rows: [] }),
    }
  }

  streamRendered(source: object, rendered: StreamEntries): void {
    if (source instanceof Stream) {
      this.#renderedStreams = (this.#renderedStreams ?? new Map()).set(source, rendered)
    }
  }

  /** Whether rows of streams have been rendered and go to the browser with the trees. */
  get hasStreamRows(): boolean {
    return this.#renderedStreams !== undefined
  }

  /**
   * The trees go to the browser: streams forget the rows in them. A render that was undone has put none there.
   */
  streamsSent(): void {
    const rendered = this.#renderedStreams
    if (!rendered) return
    this.#renderedStreams = undefined
    for (const [stream, { keys }] of rendered) {
      if (this.streams.find(stream, this.trees)?.node.keys === keys) stream.sent()
    }
  }

  /** The browser is given everything anew: rows that it alone had are gone. */
  streamsLost(): void {
    for (const stream of this.streams.all(this.trees)) if (stream instanceof Stream) stream.lost()
  }

  // --- time and topics ---

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

  #as<Result>(current: number | 'none', work: () => Result): Result {
    const before = this.#current
    this.#current = current
    try {
      return work()
    } finally {
      this.#current = before
    }
  }

  /** The event whose synchronous part runs, else the newest whose handler still runs in this component. */
  #eventFor(record: object): number {
    if (this.#current === 'none') return 0
    if (this.#current !== null) return this.#current
    return record instanceof ComponentInstance ? (record.runningEvents.at(-1) ?? 0) : 0
  }

  #stopEndless(instance: ComponentInstance): void {
    if (instance.state === 'failed') return
    instance.state = 'failed'
    instance.failure = { error: endlessRender({ name: instance.name, renders: MOST_SELF_RENDERS }) }
    this.report(instance, instance.failure.error)
    instance.invalidate()
    this.#follower?.schedule()
  }
}

const NOBODY: Origin = { event: 0, rendering: false }
