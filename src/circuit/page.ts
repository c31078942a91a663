import type { Effect } from '../protocol/messages.ts'
import { digest } from '../template/digest.ts'
import { renderHtml } from '../template/render-html.ts'
import { weigh } from '../template/weigh.ts'
import { largeState } from '../errors/circuit.ts'
import { componentsIn } from '../template/walk.ts'
import type { ComponentNode, ComponentValue } from '../template/tree.ts'
import type { Context } from '../view/context.ts'
import type { Runtime, StreamPort } from '../view/runtime.ts'
import { NotFound, Redirect } from '../view/signals.ts'
import { drive, isPromise } from './drive.ts'
import { Mounted, type Given, type MountableClass } from './mounted.ts'
import { mountedIn, Renderer } from './renderer.ts'
import type { CircuitServices } from './services.ts'
import { checkStorable, LARGE_STATE, SnapshotReader, takeSnapshot, type SnapshotText } from './snapshot.ts'
import { PendingStream, type PendingMount } from './pending.ts'
import { findStream, sendStreams } from './streams.ts'
import { Stream } from '../view/stream.ts'

/** The tree of one root as it was last committed. */
export interface RootTree {
  readonly root: number
  readonly node: ComponentNode
}

/** What stands at the roots of a page. */
export type PagePlan = readonly { readonly type: MountableClass; readonly given: Given }[]

/** What a value in a tree takes, with its share of arrays and closures, as measured. */
const BYTES_A_VALUE = 48

/** What a page tells the circuit that it belongs to, once it does. */
export interface PageListener {
  /** Something is dirty or an effect is queued. */
  work(): void
}

/** An effect, or one that is worded when it is sent. */
export type QueuedEffect = Effect | PendingStream | PendingMount

/**
 * The views and components of one page, and what they render: state without a line to a browser.
 *
 * A page is made for a request, rendered, and parked. While nobody follows it nothing of it runs. When a
 * socket takes it over, `follow` starts it and its circuit hears of all work through the listener.
 */
export class Page implements Runtime {
  readonly services: CircuitServices
  /** The request that it belongs to: that of its response, then that of the socket. */
  context: Context
  /** The committed trees by root, replaced as a whole, never changed. */
  trees: readonly RootTree[] = []
  effects: QueuedEffect[] = []
  documentTitle: string | undefined
  #listener: PageListener | null = null
  #roots: { readonly root: number; readonly mounted: Mounted }[] = []
  #nextRoot = 0
  #renderer: Renderer | undefined
  #underway: Set<Promise<void>> | undefined
  /** `redirect()` or `notFound()` thrown below the root. */
  #signal: Redirect | NotFound | undefined
  #restoring: SnapshotReader | null = null
  /** Whether components, and streams with rows, have ever stood below a root: most pages have none to look for. */
  #nested = false
  #streams = false

  constructor(services: CircuitServices, context: Context) {
    this.services = services
    this.context = context
  }

  // --- for the first response ---

  /** Mounts a view as root 0 and renders it with all it loads. Rejects with what `mount` throws. */
  async mountView(type: MountableClass, params: object): Promise<string> {
    return (await this.#mountRoot(type, { params })).html
  }

  /** Mounts a component as a root of its own and renders it with all it loads. */
  async mountComponent(
    type: MountableClass,
    props: Readonly<Record<string, unknown>>,
  ): Promise<{ root: number; html: string }> {
    return this.#mountRoot(type, { props })
  }

  /** What the roots show, as 64 bits: equal for equal trees. */
  digest(): string {
    return this.trees.map(({ node }) => digest(node)).join('.')
  }

  async #mountRoot(type: MountableClass, given: Given): Promise<{ root: number; html: string }> {
    const root = this.#nextRoot++
    const mounted = this.#add(root, type, given)
    do {
      while (this.#underway?.size) await Promise.all(this.#underway)
      if (mounted.state === 'failed') throw mounted.error
      if (this.#signal) throw this.#signal
      this.#commit(root, this.#renderRoot(root, mounted)[0])
    } while (this.#underway?.size || mounted.dirty)
    return { root, html: renderHtml(this.trees.find((tree) => tree.root === root)?.node ?? null) }
  }

  #add(root: number, type: MountableClass, given: Given): Mounted {
    const mounted = new Mounted(this, type, given, null)
    this.#roots.push({ root, mounted })
    this.#mount(mounted)
    return mounted
  }

  // --- for the parking place ---

  /** The state of all that stands, as text; null when some of it cannot be stored. */
  park(): SnapshotText | null {
    try {
      const text = takeSnapshot(this.#standing(), this.services.types)
      if (text.length > LARGE_STATE)
        this.services.warn(
          largeState({ name: this.#roots.map(({ mounted }) => mounted.name).join(', '), bytes: text.length })
            .message,
        )
      return text
    } catch {
      // Development has named the field; the page is kept whole, and is made anew when memory is short.
      return null
    }
  }

  /** What holding its trees costs, roughly, in bytes. */
  bytes(): number {
    return this.trees.reduce((sum, { node }) => sum + weigh(node) * BYTES_A_VALUE, 0)
  }

  /** What its roots are, to make them again from a snapshot. */
  get plan(): PagePlan {
    return this.#roots.map(({ mounted }) => ({ type: mounted.type, given: mounted.given }))
  }

  /** Makes a page again from its state. Data of holders is fetched again, `mount` does not run. */
  static async restore(
    services: CircuitServices,
    context: Context,
    plan: PagePlan,
    snapshot: SnapshotText,
  ): Promise<Page> {
    const page = new Page(services, context)
    page.#restoring = new SnapshotReader(snapshot, services.types)
    for (const { type, given } of plan) await page.#mountRoot(type, given)
    page.#restoring = null
    return page
  }

  // --- for the circuit ---

  /** A socket follows: everything that stands starts. */
  follow(listener: PageListener): void {
    this.#listener = listener
    for (const mounted of this.#standing()) this.#start(mounted)
    this.#sendStreams()
    if (this.dirty || this.effects.length > 0) listener.work()
  }

  get following(): boolean {
    return this.#listener !== null
  }

  get dirty(): boolean {
    return this.#roots.some(({ mounted }) => mounted.dirty)
  }

  /** Starts a component as a new root. Its first tree is rendered when `ready` resolves. */
  addRoot(
    type: MountableClass,
    props: Readonly<Record<string, unknown>>,
  ): { root: number; ready: Promise<void> } {
    const root = this.#nextRoot++
    const mounted = this.#add(root, type, { props })
    const ready = this.#whenSettled(mounted)
    return { root, ready }
  }

  removeRoot(root: number): void {
    const gone = this.#roots.find((each) => each.root === root)
    if (!gone) return
    const tree = this.trees.find((each) => each.root === root)
    this.#roots = this.#roots.filter((each) => each !== gone)
    this.trees = this.trees.filter((each) => each !== tree)
    for (const mounted of tree ? standingIn(tree.node) : [gone.mounted]) this.#stop(mounted)
  }

  /**
   * Renders what is dirty and commits it, each root by itself: one that throws keeps its tree.
   * `changed` hears of each root whose tree is another one now; what it throws undoes that root too.
   */
  render(changed: (root: number, before: ComponentNode | null, after: ComponentNode) => void): {
    failed: boolean
  } {
    let failed = false
    for (const { root, mounted } of this.#roots) {
      if (!mounted.dirty) continue
      const before = this.trees.find((tree) => tree.root === root)?.node ?? null
      if (!before && mounted.state === 'mounting') continue
      try {
        const [tree, undo] = this.#renderRoot(root, mounted)
        try {
          changed(root, before, tree)
        } catch (error) {
          undo()
          throw error
        }
        this.#commit(root, tree)
      } catch (error) {
        failed = true
        mounted.dirty = false
        this.report(mounted, error)
      }
    }
    return { failed }
  }

  /** Puts other trees in place of the committed ones: what the browser reported, or other row ids. */
  replaceTree(root: number, node: ComponentNode): void {
    this.trees = this.trees.map((tree) => (tree.root === root ? { root, node } : tree))
  }

  /** Ends everything. */
  stop(): void {
    this.#listener = null
    for (const mounted of [...this.#standing()]) this.#stop(mounted)
    this.#roots = []
    this.trees = []
    this.effects = []
  }

  // --- the port of its views ---

  invalidate(record: object): void {
    if (!(record instanceof Mounted)) return
    record.invalidate()
    this.#listener?.work()
  }

  run(record: object, code: () => unknown): void {
    if (!(record instanceof Mounted) || record.scope.stopped) return
    drive(code, {
      step: () => this.invalidate(record),
      settled: (error) => {
        if (error !== undefined) this.report(record, error)
        this.invalidate(record)
      },
    })
  }

  report(record: object, error: unknown): void {
    this.services.report(error, record instanceof Mounted ? record.name : 'a page')
  }

  effect(effect: QueuedEffect): void {
    this.effects.push(effect)
    this.#listener?.work()
  }

  title(text: string): void {
    this.documentTitle = text
    if (this.following) this.effect(['title', text])
  }

  subscribe(
    topic: string,
    from: number | null,
    message: (data: unknown) => void,
    gap: () => void,
  ): () => void {
    return this.services.pubsub.subscribe(topic, from, { message, gap })
  }

  publish(topic: string, data: unknown): number {
    return this.services.pubsub.publish(topic, data)
  }

  position(): number {
    return this.services.pubsub.position()
  }

  after(milliseconds: number, run: () => void): () => void {
    return this.services.clock.after(milliseconds, run)
  }

  stream(source: object): StreamPort | null {
    this.#streams = true
    if (!this.following || !(source instanceof Stream) || !findStream(this.trees, source)) return null
    const { development, warn } = this.services
    const context = { host: null, development, warn }
    return {
      add: (how, entries) => this.effect(new PendingStream(source, how, entries, context)),
      remove: (keys) => this.effect(new PendingStream(source, 'remove', { keys, rows: [] }, context)),
    }
  }

  // --- what stands and what runs ---

  #renderRoot(root: number, mounted: Mounted): [tree: ComponentNode, undo: () => void] {
    this.#renderer ??= new Renderer({
      development: this.services.development,
      create: (type, value, parent) => this.#create(type, value, parent),
      discard: (created) => this.#stop(created),
      report: (owner, error) => this.report(owner, error),
      warn: (message) => this.services.warn(message),
      rendered: (owner) => checkStorable(owner, this.services),
    })
    const before = this.trees.find((tree) => tree.root === root)?.node ?? null
    const tree = this.#renderer.render(mounted, before)
    return [tree, () => this.#renderer?.undo()]
  }

  #commit(root: number, node: ComponentNode): void {
    const before = this.trees.find((tree) => tree.root === root)
    if (before?.node === node) return
    this.trees = before
      ? this.trees.map((tree) => (tree === before ? { root, node } : tree))
      : [...this.trees, { root, node }]
    if (this.#nested) this.#leave(before?.node ?? null, node)
    if (this.following) {
      if (this.#nested || !before) for (const mounted of standingIn(node)) this.#start(mounted)
      this.#sendStreams()
    }
  }

  /** Stops what stood in the tree before and does not stand now. */
  #leave(before: ComponentNode | null, after: ComponentNode): void {
    if (!before) return
    const standing = new Set(standingIn(after))
    for (const mounted of standingIn(before)) if (!standing.has(mounted)) this.#stop(mounted)
  }

  #create(type: MountableClass, value: ComponentValue, parent: Mounted): Mounted {
    const mounted = new Mounted(this, type, { key: value.key, props: value.props }, parent)
    this.#nested = true
    this.#mount(mounted)
    return mounted
  }

  #mount(mounted: Mounted): void {
    if (this.#restoring?.restore(mounted)) return this.#mounted(mounted)
    try {
      const pending = mounted.instance.mount?.()
      if (!isPromise(pending)) return this.#mounted(mounted)
      this.#track(
        Promise.resolve(pending).then(
          () => this.#mounted(mounted),
          (error: unknown) => this.#failed(mounted, error),
        ),
      )
    } catch (error) {
      this.#failed(mounted, error)
    }
  }

  #mounted(mounted: Mounted): void {
    if (mounted.scope.stopped) return
    mounted.state = 'ready'
    if (mounted.scope.unsettled) this.#track(mounted.scope.settle())
    this.invalidate(mounted)
  }

  #failed(mounted: Mounted, error: unknown): void {
    mounted.state = 'failed'
    mounted.error = error
    if (!this.following && (error instanceof Redirect || error instanceof NotFound)) this.#signal = error
    else if (mounted.parent || this.following) this.report(mounted, error)
    this.invalidate(mounted)
  }

  /** Remembers work that the first response waits for. */
  #track(work: Promise<void>): void {
    this.#underway ??= new Set()
    const underway = this.#underway.add(work)
    void work.finally(() => underway.delete(work))
  }

  /** Resolves when it has mounted and has the data of its holders, so that its first tree is complete. */
  async #whenSettled(mounted: Mounted): Promise<void> {
    while (this.#underway?.size && (mounted.state === 'mounting' || mounted.scope.unsettled)) {
      await Promise.race(this.#underway)
    }
    if (mounted.state === 'failed') throw mounted.error
  }

  #start(mounted: Mounted): void {
    if (mounted.state !== 'ready' || mounted.scope.running || mounted.scope.stopped) return
    mounted.scope.run()
    const { instance } = mounted
    if (instance.start) this.run(mounted, () => instance.start?.({ resumed: false, interrupted: [] }))
  }

  #sendStreams(): void {
    if (this.#streams) for (const { node } of this.trees) sendStreams(node)
  }

  #stop(mounted: Mounted): void {
    mounted.stop((error) => this.report(mounted, error))
  }

  *#standing(): Generator<Mounted> {
    for (const { root, mounted } of this.#roots) {
      const tree = this.trees.find((each) => each.root === root)
      if (tree) yield* standingIn(tree.node)
      else yield mounted
    }
  }
}

function* standingIn(node: ComponentNode): Generator<Mounted> {
  for (const component of componentsIn(node)) {
    const mounted = mountedIn(component)
    if (mounted) yield mounted
  }
}
