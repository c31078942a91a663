/** It is long because mounting, rendering, committing and recording change the same roots together. */
import { largeState, mountTimeout } from '../errors/page.ts'
import { digest } from '../template/output/digest.ts'
import { renderHtml } from '../template/output/render-html.ts'
import type { ComponentValue } from '../template/template-value.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { componentsIn } from '../template/tree/walk.ts'
import type { Context } from '../view/context.ts'
import { isSignal } from '../view/signals.ts'
import { isSameFailure } from './author-code.ts'
import { instanceIn, type ComponentInstance, type Given, type MountableClass } from './component-instance.ts'
import { MemoryEstimate } from './estimate-memory.ts'
import { LifeCycle } from './life-cycle.ts'
import { MountEffect, type MountEnd } from './mount-effect.ts'
import { checkStorable, LARGE_STATE, readRecord, writeRecord } from './page-record.ts'
import { PlainEffect } from './plain-effect.ts'
import { PageRuntime, type PageFollower } from './page-runtime.ts'
import type { KeyPath } from './record-keys.ts'
import { RecordReader } from './record-reader.ts'
import { Rendering, type RenderingHost } from './rendering.ts'
import { treeOf } from './root-tree.ts'
import type { PageServices } from './services.ts'
import { compareComponents } from './tree-changes.ts'

/** What stands at the roots of a page. */
export type PagePlan = readonly {
  readonly root: number
  readonly type: MountableClass
  readonly given: Given
}[]

/** A root: a view or component with an element of its own in the document. */
export interface PageRoot {
  readonly root: number
  readonly instance: ComponentInstance
}

/** What a page takes, and what each of its views and components takes, beside what they hold, in bytes, as measured. */
const PAGE_BYTES = 1_500
const INSTANCE_BYTES = 300

const NO_FAILURE: ReadonlySet<ComponentInstance> = new Set()

/**
 * The views and components of one page, and what they render: state without a connection to a browser.
 *
 * A page is made for a request, rendered, and parked. While nobody follows it nothing of it runs. When a
 * socket takes it over, `follow` starts it and its circuit is notified of all work.
 */
export class Page implements RenderingHost {
  readonly runtime: PageRuntime
  readonly #lifeCycle: LifeCycle
  #roots: readonly PageRoot[] = []
  #nextRoot = 0
  /** The components below the roots, as they stand in the trees; undefined while there are none. */
  #components: Set<ComponentInstance> | undefined
  /** Roots that come with an effect that has not been sent. */
  #coming: Set<number> | undefined
  /** What could not render since `render` began. */
  #failed: Set<ComponentInstance> | undefined

  constructor(services: PageServices, context: Context) {
    this.runtime = new PageRuntime(services, context)
    this.#lifeCycle = new LifeCycle(this.runtime)
  }

  get services(): PageServices {
    return this.runtime.services
  }

  // --- for the first response ---

  /** Mounts a view as root 0 and renders it with all it loads. Rejects with what `mount` or `render` throws. */
  async mountView(type: MountableClass, params: object): Promise<string> {
    return (await this.#mountRoot(this.#add(type, { params }))).html
  }

  /** Mounts a component as a root of its own and renders it with all it loads. */
  async mountComponent(
    type: MountableClass,
    props: Readonly<Record<string, unknown>>,
  ): Promise<{ root: number; html: string }> {
    const added = this.#add(type, { props })
    try {
      return await this.#mountRoot(added)
    } catch (error) {
      // Its author may go on without it.
      this.removeRoot(added.root)
      throw error
    }
  }

  /** What the roots show, as 64 bits each: equal for equal trees. */
  digest(): string {
    return this.runtime.trees.map(({ node }) => digest(node)).join('.')
  }

  async #mountRoot({ root, instance }: PageRoot): Promise<{ root: number; html: string }> {
    do {
      await this.#settled()
      if (instance.failure) throw instance.failure.error
      const rendering = new Rendering(this)
      try {
        this.#commit(
          root,
          this.#render(() => rendering.root(instance, treeOf(this.runtime.trees, root))),
        )
      } catch (error) {
        rendering.undo()
        throw error
      }
    } while (this.#lifeCycle.busy || instance.dirty || this.runtime.signal)
    return { root, html: renderHtml(treeOf(this.runtime.trees, root)) }
  }

  /** A request does not wait for ever. */
  async #settled(): Promise<void> {
    if (!this.#lifeCycle.busy) return this.#lifeCycle.settled()
    const milliseconds = this.services.limits.handlerTime
    let cancel = (): void => {}
    const timeout = new Promise<never>((_, reject) => {
      cancel = this.services.clock.after(milliseconds, () => {
        reject(mountTimeout({ names: this.#names, milliseconds }))
      })
    })
    try {
      await Promise.race([this.#lifeCycle.settled(), timeout])
    } finally {
      cancel()
    }
  }

  #add(type: MountableClass, given: Given, root: number = this.#nextRoot): PageRoot {
    this.#nextRoot = Math.max(this.#nextRoot, root + 1)
    const added = { root, instance: this.#lifeCycle.mountRoot(type, given, root) }
    // Arrays that grow by `push` or spreading reserve room for many; `concat` makes them fit.
    this.#roots = this.#roots.concat(added)
    return added
  }

  // --- for parking ---

  /** The state of the page as text; null when some of it cannot be stored. */
  record(): string | null {
    const { documentTitle: title, context, trees } = this.runtime
    try {
      const roots = this.#roots.map(({ root, instance }) => ({ root, instance, node: treeOf(trees, root) }))
      const effects = this.runtime.effects.texts
      const text = writeRecord({ title, location: context.url.href, roots, effects }, this.services.types)
      if (text.length > LARGE_STATE) this.warn(largeState({ name: this.#names, bytes: text.length }).message)
      return text
    } catch {
      // Development has named the field. The page is kept whole, and mounts again when memory is short.
      return null
    }
  }

  /** What the page holds in memory, roughly, in bytes: trees, fields, loaded data, effects that wait. */
  estimateBytes(): number {
    const { trees, effects } = this.runtime
    const estimate = new MemoryEstimate()
    let bytes = PAGE_BYTES + effects.bytes
    for (const { node } of trees) bytes += estimate.tree(node)
    for (const { component, scope } of this.#instances()) {
      bytes += INSTANCE_BYTES
      for (const [field, value] of Object.entries(component)) {
        if (field !== 'live') bytes += 8 + estimate.value(value)
      }
      for (const held of scope.held) bytes += estimate.value(held)
    }
    return Math.round(bytes)
  }

  /** What its roots are, to make them again from a record. */
  get plan(): PagePlan {
    return this.#roots.map(({ root, instance }) => ({ root, type: instance.type, given: instance.given }))
  }

  /**
   * Makes a page again from its record. Data of resources is fetched again, and `mount` runs where no state is
   * found: everywhere, when the record is of another version.
   */
  static async restore(
    services: PageServices,
    context: Context,
    plan: PagePlan,
    text: string,
  ): Promise<Page> {
    const page = new Page(services, context)
    const record = readRecord(text, services.types)
    page.#lifeCycle.restoring = record && new RecordReader(record, services.types)
    page.runtime.documentTitle = record?.title
    for (const text of record?.effects ?? []) page.runtime.effects.push(new PlainEffect(text))
    try {
      for (const { type, given, root } of plan) await page.#mountRoot(page.#add(type, given, root))
    } catch (error) {
      page.stop()
      throw error
    }
    page.#lifeCycle.restoring = null
    return page
  }

  // --- for the circuit ---

  /** A socket follows: everything that stands starts. */
  follow(follower: PageFollower): void {
    this.runtime.follow(follower)
    this.runtime.streamsSent()
    for (const instance of [...this.#instances()]) this.#lifeCycle.start(instance)
    if (this.dirty || this.runtime.effects.size > 0) follower.schedule()
  }

  /** Whether something can be rendered anew. */
  get dirty(): boolean {
    return this.#roots.some((root) => this.#mayRender(root))
  }

  /** Before its first tree nobody waits for a placeholder of a root. */
  #mayRender({ root, instance }: PageRoot): boolean {
    return instance.dirty && (instance.state !== 'mounting' || treeOf(this.runtime.trees, root) !== null)
  }

  /** Starts a component in a target, as a new root. */
  mountIn(
    selector: string,
    { type, props }: { readonly type: MountableClass; readonly props: Readonly<Record<string, unknown>> },
  ): MountEffect {
    const { root, instance } = this.#add(type, { props })
    this.#coming = (this.#coming ?? new Set()).add(root)
    const event = this.runtime.currentEvent
    const effect = new MountEffect({ selector, root, event, remove: () => this.removeRoot(root) })
    const end = (state: MountEnd): void =>
      this.runtime.turn(() => {
        cancelLimit()
        if (effect.end(state)) this.runtime.effects.ended()
      })
    const { clock, limits } = this.services
    const milliseconds = limits.handlerTime
    const cancelLimit = clock.after(milliseconds, () => {
      this.runtime.report(instance, mountTimeout({ names: instance.name, milliseconds }))
      end('failed')
    })
    this.#lifeCycle.ready(instance).then(
      () => end('ready'),
      () => end(isSignal(instance.failure?.error) ? 'left' : 'failed'),
    )
    return effect
  }

  /** Whether a root comes with an effect that has not been sent: until then its differences stay here. */
  isComing(root: number): boolean {
    return this.#coming?.has(root) ?? false
  }

  /** The effect that a root comes with is sent. */
  arrived(root: number): void {
    this.#coming?.delete(root)
  }

  removeRoot(root: number): void {
    this.arrived(root)
    const gone = this.#roots.find((each) => each.root === root)
    if (!gone) return
    const node = treeOf(this.runtime.trees, root)
    this.#roots = this.#roots.filter((each) => each !== gone)
    this.runtime.trees = this.runtime.trees.filter((each) => each.root !== root)
    for (const instance of node ? [...instancesIn(node)] : [gone.instance]) {
      this.#components?.delete(instance)
      this.#lifeCycle.stop(instance)
    }
  }

  /**
   * Renders what is dirty and commits it, each root by itself: one that throws keeps its tree. `changed` is
   * called with each root whose tree is another one now; what it throws undoes that root too. Returns what could
   * not render.
   */
  render(
    changed: (root: number, before: ComponentNode | null, after: ComponentNode) => void,
  ): ReadonlySet<ComponentInstance> {
    this.#failed = undefined
    for (const each of this.#roots) {
      if (!this.#mayRender(each)) continue
      const { root, instance } = each
      const before = treeOf(this.runtime.trees, root)
      const rendering = new Rendering(this)
      let after: ComponentNode
      try {
        after = this.#render(() => rendering.root(instance, before))
        changed(root, before, after)
      } catch (error) {
        rendering.undo()
        instance.dirty = false
        this.report(instance, error)
        this.failed(instance)
        continue
      }
      this.#commit(root, after)
    }
    return this.#failed ?? NO_FAILURE
  }

  /** Ends everything. */
  stop(): void {
    this.runtime.follow(null)
    for (const instance of [...this.#instances()]) this.#lifeCycle.stop(instance)
    this.#roots = []
    this.#components = undefined
    this.runtime.trees = []
    this.runtime.effects.close()
  }

  // --- for a rendering ---

  /** Whether a component below a root has not been rendered since it was invalidated. */
  get dirtyBelow(): boolean {
    for (const { dirty } of this.#components ?? []) if (dirty) return true
    return false
  }

  get keys(): KeyPath | null {
    return this.#lifeCycle.restoring?.keys ?? null
  }

  get development(): boolean {
    return this.services.development
  }

  get uncaught(): 'throw' | 'keep' {
    return this.runtime.following ? 'keep' : 'throw'
  }

  create(type: MountableClass, value: ComponentValue, parent: ComponentInstance): ComponentInstance {
    return this.#lifeCycle.mount(type, { key: value.key, props: value.props }, parent)
  }

  discard(instance: ComponentInstance): void {
    this.#lifeCycle.discard(instance)
  }

  changed(instance: ComponentInstance, previous: Readonly<Record<string, unknown>>): void {
    this.#lifeCycle.changed(instance, previous)
  }

  failed(instance: ComponentInstance): void {
    this.#failed = (this.#failed ?? new Set()).add(instance)
  }

  report(instance: ComponentInstance, error: unknown): void {
    if (isSameFailure(instance.reported, error)) return
    instance.reported = { error }
    this.runtime.fail(instance, error)
  }

  notConstructed(type: MountableClass, error: unknown): void {
    if (isSignal(error)) this.runtime.fail(this, error)
    else this.services.report(error, type.name)
  }

  countSelfRender(instance: ComponentInstance): void {
    this.runtime.countSelfRender(instance)
  }

  warn(message: string): void {
    this.services.warn(message)
  }

  rendered(instance: ComponentInstance): void {
    checkStorable(instance, this.services)
    this.services.classes.check(instance.type, (message) => this.warn(message))
  }

  #render(render: () => ComponentNode): ComponentNode {
    this.runtime.rendering = true
    try {
      return render()
    } finally {
      this.runtime.rendering = false
    }
  }

  // --- what stands in the page ---

  get #names(): string {
    return this.#roots.map(({ instance }) => instance.name).join(', ')
  }

  #commit(root: number, node: ComponentNode): void {
    const { trees } = this.runtime
    const before = treeOf(trees, root)
    if (before === node) return
    this.runtime.trees = before
      ? trees.map((tree) => (tree.root === root ? { root, node } : tree))
      : trees.concat({ root, node })
    const { gone, come } = compareComponents(before, node)
    for (const instance of gone) {
      this.#components?.delete(instance)
      this.#lifeCycle.stop(instance)
    }
    for (const instance of come) {
      if (instance.parent) this.#components = (this.#components ?? new Set()).add(instance)
    }
    if (!this.runtime.following) return
    this.runtime.streamsSent()
    // One that has finished mounting since the last render starts now.
    if (!before) for (const instance of come) this.#lifeCycle.start(instance)
    else for (const instance of this.#components ?? []) this.#lifeCycle.start(instance)
  }

  /** Everything that stands in the page, parents before children. */
  get instances(): readonly ComponentInstance[] {
    return [...this.#instances()]
  }

  *#instances(): Generator<ComponentInstance> {
    for (const { root, instance } of this.#roots) {
      const node = treeOf(this.runtime.trees, root)
      if (node) yield* instancesIn(node)
      else yield instance
    }
  }
}

function* instancesIn(node: ComponentNode): Generator<ComponentInstance> {
  for (const component of componentsIn(node)) {
    const instance = instanceIn(component)
    if (instance) yield instance
  }
}
