/** The port of a page. It is long, as it is one object of each page that is open: several would take more memory. */
import type { Effect } from '../protocol/messages.ts'
import type { NavigationEffect } from '../protocol/navigation-messages.ts'
import type { Context } from '../view/context.ts'
import type {
  Origin,
  Runtime,
  RenderedStream,
  StreamPort,
  TopicPosition,
  TopicSubscriber,
} from '../view/runtime.ts'
import { isSignal, Redirect, type Signal } from '../view/signals.ts'
import type { StoredHolder } from '../view/stored-holder.ts'
import { Stream } from '../view/stream.ts'
import { runAuthorCode, type Failure } from './author-code.ts'
import { ComponentInstance } from './component-instance.ts'
import { PageDocument } from './head/page-document.ts'
import { EffectQueue } from './effect-queue.ts'
import { estimateMemory } from './estimate-memory.ts'
import { navigationOf } from './code-navigation.ts'
import { NO_CHANGES, withChange } from './address-changes.ts'
import type { PageFollower } from './page-follower.ts'
import { PageLanguage } from './page-language.ts'
import { PageStreams } from './page-streams.ts'
import { PlainEffect } from './plain-effect.ts'
import { listenersOf, type RootTree } from './root-tree.ts'
import { RunProgress } from './run-progress.ts'
import { asked, countSelfRender, endlessOne, stopEndless } from './self-renders.ts'
import type { PageServices } from './services.ts'
import { streamPort } from './stream-port.ts'

/** What the views of a page reach of it: the port that the view layer asks for, and the state behind it. */
export class PageRuntime implements Runtime {
  readonly services: PageServices
  /** That of the visit that is shown: of the request of its response, then of the socket. */
  context: Context
  /** The committed trees by root, replaced as a whole, never changed. */
  trees: readonly RootTree[] = []
  /** What its views say of the document. */
  readonly document: PageDocument = new PageDocument(this)
  readonly language: PageLanguage = new PageLanguage(this)
  /** The newest event that asked for the render that is due; 0 for none. */
  cause = 0
  /** What was thrown before a socket follows to lead the visitor elsewhere: the answer to the request. */
  signal: Signal | null = null
  /** Whether a handler runs for a request, which nobody follows yet. */
  answering = false
  /** What of its views was reported last. */
  reported: Failure | null = null
  #effects: EffectQueue | undefined
  #streams: PageStreams | undefined
  #holders: Set<StoredHolder> | undefined
  #rendering = false
  /** Null while no socket follows. */
  #follower: PageFollower | null = null
  /** The event whose handler runs in this turn; `none` for timers and topics, null otherwise. */
  #current: number | 'none' | null = null

  constructor(services: PageServices, context: Context) {
    this.services = services
    this.context = context
  }

  /** The effects that wait for their frame. Made when they are asked for: pages that wait for a socket have none. */
  get effects(): EffectQueue {
    return (this.#effects ??= new EffectQueue(this.services.limits))
  }

  /** What they take, roughly, in bytes. */
  get effectBytes(): number {
    return this.#effects?.bytes ?? 0
  }

  get streams(): PageStreams {
    return (this.#streams ??= new PageStreams())
  }

  /** Most pages have none. */
  get holders(): Set<StoredHolder> {
    return (this.#holders ??= new Set())
  }

  get rendering(): boolean {
    return this.#rendering
  }

  get following(): boolean {
    return this.#follower !== null
  }

  /** From now on this circuit is notified; null when the page ends. */
  follow(follower: PageFollower | null): void {
    this.#follower = follower
    this.effects.listener = follower
    // Thrown behind the response: nobody has followed it yet.
    if (this.signal) follower?.navigate(navigationOf(this.signal, 0))
    this.language.followed()
    this.document.followed()
    follower?.contextChanged()
  }

  /** Runs work in a turn of the circuit that follows. */
  turn(work: () => void): void {
    if (this.#follower) this.#follower.turn(work)
    else work()
  }

  /** Resolves when other work of the process had its turn, if this page has kept it busy for long. */
  yieldIfBusy(): Promise<void> | undefined {
    return this.#follower?.yieldIfBusy()
  }

  // --- who asks ---

  /** Runs the synchronous part of an event's handler. */
  during<Result>(event: number, work: () => Result): Result {
    return this.#as(event, work)
  }

  /** Runs the render of a root. */
  duringRender<Result>(render: () => Result): Result {
    this.#rendering = true
    try {
      return render()
    } finally {
      this.#rendering = false
    }
  }

  /** The event whose synchronous part runs; 0 for none. */
  get currentEvent(): number {
    return typeof this.#current === 'number' ? this.#current : 0
  }

  origin(record: object): Origin {
    return { event: this.#eventFor(record), from: this.#from(record) }
  }

  // --- rendering ---

  invalidate(record: object, origin: Origin = this.origin(record)): void {
    // One that is gone shows nothing: what is around it has nothing to render for it.
    if (!(record instanceof ComponentInstance) || record.scope.stopped) return
    this.cause = Math.max(this.cause, origin.event)
    if (origin.from === 'outside') asked(record)
    else if (origin.from === 'render') this.countSelfRender(record)
    record.invalidate()
    this.#follower?.schedule()
  }

  /** The component's own render has led to its next one. Too often in a row, and it is stopped. */
  countSelfRender(record: ComponentInstance): void {
    if (!countSelfRender(record)) return
    stopEndless(endlessOne(record))
    this.#follower?.schedule()
  }

  run(record: object, code: () => unknown, origin: Origin = NOBODY, settled?: () => void): void {
    if (!(record instanceof ComponentInstance) || record.scope.stopped) return
    const { event } = origin
    if (event === 0) this.#follower?.rested()
    const progress = new RunProgress(this, { instance: record, origin, settled })
    this.turn(() => this.#as(event === 0 ? 'none' : event, () => runAuthorCode(code, progress)))
  }

  fail(record: object, error: unknown, event: number = this.#eventFor(record)): void {
    if (!isSignal(error)) {
      this.report(record, error)
      this.reported = { error }
      // Where its render throws it again, a load for example, it has been reported.
      if (record instanceof ComponentInstance) record.reported = { error }
    } else if (this.#follower) this.#follower.navigate(navigationOf(error, event))
    else this.signal ??= error
  }

  report(record: object, error: unknown): void {
    this.services.report(error, record instanceof ComponentInstance ? record.where : 'a page')
  }

  /** What is shown is of another request now. */
  moveTo(context: Context): void {
    this.language.moved(this.context, context)
    this.context = context
    this.#follower?.contextChanged()
  }

  // --- what goes to the browser ---

  effect(effect: Effect): void {
    this.effects.push(PlainEffect.of(effect, this.currentEvent))
  }

  listenersIn(record: object): Iterable<object> {
    return listenersOf(this.trees, record)
  }

  // --- where the visitor is ---

  navigate(record: object, to: string, history: 'push' | 'replace'): void {
    if (this.answering) this.signal = new Redirect(to)
    else this.#follower?.navigate({ kind: 'navigate', to, history, event: this.#eventFor(record) })
  }

  setSearch(record: object, search: string, history: 'push' | 'replace'): void {
    if (this.answering) this.signal = new Redirect(this.context.url.pathname + search)
    else this.#follower?.navigate({ kind: 'search', search, history, event: this.#eventFor(record) })
  }

  /** The address of the page has changed. */
  changeAddress(change: NavigationEffect): void {
    this.effects.addressChanges = withChange(this.effects.addressChanges, change)
    this.#follower?.schedule()
  }

  /** What the next frame says of the address. */
  takeAddressChanges(): readonly NavigationEffect[] {
    const changes = this.effects.addressChanges
    this.effects.addressChanges = NO_CHANGES
    return changes
  }

  /** What was prepared, in a page of its own, is shown in this one, beside what stays of it. */
  takeOver(made: PageRuntime): void {
    this.language.takeOver(made.language)
    for (const text of made.#effects?.texts ?? []) this.effects.push(new PlainEffect(text))
    if (made.#streams) this.streams.takeOver(made.#streams)
    // Thrown when it was complete: nobody has followed it yet.
    if (made.signal) this.#follower?.navigate(navigationOf(made.signal, 0))
  }

  // --- streams ---

  stream(source: object): StreamPort | null {
    if (!this.following || !(source instanceof Stream)) return null
    const found = this.streams.registry.find(source, this.trees)
    return found && streamPort(this, found.node, this.currentEvent)
  }

  streamRendered(source: object, rendered: RenderedStream): void {
    if (source instanceof Stream) this.streams.rendered(source, rendered)
  }

  get rowLimits(): { readonly count: number; readonly bytes: number } {
    const { queuedEffects, queuedEffectBytes } = this.services.limits
    return { count: queuedEffects, bytes: queuedEffectBytes }
  }

  estimateBytes(value: unknown): number {
    return estimateMemory(value)
  }

  /** The trees go to the browser. */
  streamsSent(): void {
    this.#streams?.sent(this.trees)
  }

  /** The browser is given everything anew. */
  streamsLost(): void {
    this.streams.lost(this.trees)
  }

  // --- time and topics ---

  publish(topic: string, data: unknown): Promise<void> {
    return this.services.topics.publish(topic, data)
  }

  position(topic: string): Promise<TopicPosition | null> {
    return this.services.topics.position(topic)
  }

  subscribe(topic: string, from: TopicPosition | null, subscriber: TopicSubscriber): () => void {
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

  #from(record: object): Origin['from'] {
    if (this.#rendering) return 'render'
    // An `update()` of a `changed` that is under way cannot be told from others.
    const isChanging = record instanceof ComponentInstance && record.changing > 0
    return isChanging && this.#current === null ? 'unclear' : 'outside'
  }
}

const NOBODY: Origin = { event: 0, from: 'outside' }
