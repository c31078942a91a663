import { largeState, mountTimeout } from '../errors/circuit.ts'
import { digest } from '../template/output/digest.ts'
import { renderHtml } from '../template/output/render-html.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import type { ComponentValue } from '../template/template-value.ts'
import { componentsIn } from '../template/tree/walk.ts'
import { estimateSize } from '../template/tree/estimate-size.ts'
import type { Context } from '../view/context.ts'
import { Lifecycle } from './life-cycle.ts'
import { instanceIn, type Given, type MountableClass, type ComponentInstance } from './component-instance.ts'
import { PageRuntime, type PageListener } from './page-runtime.ts'
import { Rendering, type RenderingHost } from './rendering.ts'
import type { PageServices } from './services.ts'
import { checkStorable, LARGE_STATE, SnapshotReader, takeSnapshot, type SnapshotText } from './snapshot.ts'
import { sendStreams } from './streams.ts'

/** What stands at the roots of a page. */
export type PagePlan = readonly { readonly type: MountableClass; readonly given: Given }[]

const NO_FAILURE: ReadonlySet<ComponentInstance> = new Set()

/** What a value in a tree takes, with its share of arrays and closures, as measured. */
const BYTES_A_VALUE = 48

/**
 * The views and components of one page, and what they render: state without a line to a browser.
 *
 * A page is made for a request, rendered, and parked. While nobody follows it nothing of it runs. When a
 * socket takes it over, `follow` starts it and its circuit hears of all work through the listener.
 */
export class Page implements RenderingHost {
  readonly port: PageRuntime
  readonly #lifecycle: Lifecycle
  #roots: readonly { readonly root: number; readonly mounted: ComponentInstance }[] = []
  #nextRoot = 0
  /** Whether a component has ever stood below a root: most pages have none to look for. */
  nested = false

  constructor(services: PageServices, context: Context) {
    this.port = new PageRuntime(services, context)
    this.#lifecycle = new Lifecycle(this.port)
  }

  get services(): PageServices {
    return this.port.services
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

  /** What the roots show, as 64 bits each: equal for equal trees. */
  digest(): string {
    return this.port.trees.map(({ node }) => digest(node)).join('.')
  }

  async #mountRoot(type: MountableClass, given: Given): Promise<{ root: number; html: string }> {
    const { root, mounted } = this.#add(type, given)
    do {
      await this.#settled()
      if (mounted.state === 'failed') throw mounted.error
      this.#commit(root, new Rendering(this).root(mounted, this.port.treeOf(root)))
    } while (this.#lifecycle.busy || mounted.dirty)
    return { root, html: renderHtml(this.port.treeOf(root)) }
  }

  /** A request does not wait for ever. */
  async #settled(): Promise<void> {
    if (!this.#lifecycle.busy) return this.#lifecycle.settled()
    const milliseconds = this.services.limits.handlerTime
    let cancel = (): void => {}
    const timeout = new Promise<never>((_, reject) => {
      cancel = this.services.clock.after(milliseconds, () => {
        reject(mountTimeout({ names: this.#names, milliseconds }))
      })
    })
    try {
      await Promise.race([this.#lifecycle.settled(), timeout])
    } finally {
      cancel()
    }
  }

  #add(type: MountableClass, given: Given): { root: number; mounted: ComponentInstance } {
    const added = { root: this.#nextRoot++, mounted: this.#lifecycle.mount(type, given, null) }
    // Arrays that grow by `push` or spreading reserve room for many; `concat` makes them fit.
    this.#roots = this.#roots.concat(added)
    return added
  }

  // --- for the parking place ---

  /** The state of all that stands, as text; null when some of it cannot be stored. */
  snapshot(): SnapshotText | null {
    try {
      const text = takeSnapshot(this.#standing(), this.services.types)
      if (text.length > LARGE_STATE) {
        this.warn(largeState({ name: this.#names, bytes: text.length }).message)
      }
      return text
    } catch {
      // Development has named the field. The page is kept whole, and mounts again when memory is short.
      return null
    }
  }

  /** What holding its trees costs, roughly, in bytes. */
  bytes(): number {
    return this.port.trees.reduce((sum, { node }) => sum + estimateSize(node) * BYTES_A_VALUE, 0)
  }

  /** What its roots are, to make them again from a snapshot. */
  get plan(): PagePlan {
    return this.#roots.map(({ mounted }) => ({ type: mounted.type, given: mounted.given }))
  }

  /** Makes a page again from its state. Data of holders is fetched again, `mount` does not run. */
  static async restore(
    services: PageServices,
    context: Context,
    plan: PagePlan,
    snapshot: SnapshotText,
  ): Promise<Page> {
    const page = new Page(services, context)
    page.#lifecycle.restoring = new SnapshotReader(snapshot, services.types)
    for (const { type, given } of plan) await page.#mountRoot(type, given)
    page.#lifecycle.restoring = null
    return page
  }

  // --- for the circuit ---

  /** A socket follows: everything that stands starts. */
  follow(listener: PageListener): void {
    this.port.listener = listener
    for (const mounted of this.#standing()) this.#lifecycle.start(mounted)
    this.#sendStreams()
    if (this.dirty || this.port.effects.length > 0) listener.work()
  }

  get dirty(): boolean {
    return this.#roots.some(({ mounted }) => mounted.dirty)
  }

  /** Starts a component as a new root. Its first tree can be rendered when `ready` resolves. */
  addRoot(
    type: MountableClass,
    props: Readonly<Record<string, unknown>>,
  ): { root: number; ready: Promise<void> } {
    const { root, mounted } = this.#add(type, { props })
    return { root, ready: this.#lifecycle.ready(mounted) }
  }

  removeRoot(root: number): void {
    const gone = this.#roots.find((each) => each.root === root)
    if (!gone) return
    const node = this.port.treeOf(root)
    this.#roots = this.#roots.filter((each) => each !== gone)
    this.port.trees = this.port.trees.filter((each) => each.root !== root)
    for (const mounted of node ? standingIn(node) : [gone.mounted]) this.#lifecycle.stop(mounted)
  }

  /**
   * Renders what is dirty and commits it, each root by itself: one that throws keeps its tree. `changed`
   * hears of each root whose tree is another one now; what it throws undoes that root too. Returns the roots
   * that could not be rendered.
   */
  render(
    changed: (root: number, before: ComponentNode | null, after: ComponentNode) => void,
  ): ReadonlySet<ComponentInstance> {
    let failed: Set<ComponentInstance> | undefined
    for (const { root, mounted } of this.#roots) {
      if (!mounted.dirty) continue
      const before = this.port.treeOf(root)
      // Before its first tree nobody waits for a placeholder of a root.
      if (!before && mounted.state === 'mounting') continue
      const rendering = new Rendering(this)
      try {
        const after = rendering.root(mounted, before)
        changed(root, before, after)
        this.#commit(root, after)
      } catch (error) {
        rendering.undo()
        mounted.dirty = false
        this.report(mounted, error)
        failed = (failed ?? new Set()).add(mounted)
      }
    }
    return failed ?? NO_FAILURE
  }

  /** Puts another tree in place of a committed one: with what the browser reported, or with other row ids. */
  replaceTree(root: number, node: ComponentNode): void {
    this.port.trees = this.port.trees.map((tree) => (tree.root === root ? { root, node } : tree))
  }

  /** Ends everything. */
  stop(): void {
    this.port.listener = null
    for (const mounted of [...this.#standing()]) this.#lifecycle.stop(mounted)
    this.#roots = []
    this.port.trees = []
    this.port.effects = []
  }

  // --- for a rendering ---

  create(type: MountableClass, value: ComponentValue, parent: ComponentInstance): ComponentInstance {
    this.nested = true
    return this.#lifecycle.mount(type, { key: value.key, props: value.props }, parent)
  }

  discard(mounted: ComponentInstance): void {
    this.#lifecycle.stop(mounted)
  }

  report(mounted: ComponentInstance, error: unknown): void {
    this.port.report(mounted, error)
  }

  warn(message: string): void {
    this.services.warn(message)
  }

  rendered(mounted: ComponentInstance): void {
    checkStorable(mounted, this.services)
  }

  get development(): boolean {
    return this.services.development
  }

  // --- what stands ---

  get #names(): string {
    return this.#roots.map(({ mounted }) => mounted.name).join(', ')
  }

  #commit(root: number, node: ComponentNode): void {
    const before = this.port.treeOf(root)
    if (before === node) return
    if (before) this.replaceTree(root, node)
    else this.port.trees = this.port.trees.concat({ root, node })
    if (before && this.nested) this.#leave(before, node)
    if (!this.port.following) return
    if (this.nested || !before) for (const mounted of standingIn(node)) this.#lifecycle.start(mounted)
    this.#sendStreams()
  }

  /** Stops what stood in the tree before and does not stand now. */
  #leave(before: ComponentNode, after: ComponentNode): void {
    const standing = new Set(standingIn(after))
    for (const mounted of standingIn(before)) if (!standing.has(mounted)) this.#lifecycle.stop(mounted)
  }

  #sendStreams(): void {
    if (this.port.streams) for (const { node } of this.port.trees) sendStreams(node)
  }

  *#standing(): Generator<ComponentInstance> {
    for (const { root, mounted } of this.#roots) {
      const node = this.port.treeOf(root)
      if (node) yield* standingIn(node)
      else yield mounted
    }
  }
}

function* standingIn(node: ComponentNode): Generator<ComponentInstance> {
  for (const component of componentsIn(node)) {
    const mounted = instanceIn(component)
    if (mounted) yield mounted
  }
}
