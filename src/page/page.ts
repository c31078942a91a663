import { largeState, mountTimeout } from '../errors/page.ts'
import { digest } from '../template/output/digest.ts'
import { refuseAtTop } from '../template/tree/top-level.ts'
import { renderHtml } from '../template/output/render-html.ts'
import type { Context } from '../view/context.ts'
import type { ComponentInstance, Given, MountableClass } from './component-instance.ts'
import { estimatePage } from './estimate-page.ts'
import { LifeCycle } from './life-cycle.ts'
import { MountEffect } from './mount-effect.ts'
import { LARGE_STATE, readRecord, writeRecord } from './page-record.ts'
import { PageRendering, type PageParts, type RootChanged } from './page-rendering.ts'
import type { PageFollower } from './page-follower.ts'
import { PageRuntime } from './page-runtime.ts'
import { PlainEffect } from './plain-effect.ts'
import { RecordReader } from './record-reader.ts'
import { Roots, type PageRoot } from './roots.ts'
import type { PageServices } from './services.ts'
import { withinTime } from './time-limit.ts'

/** What stands at the roots of a page. */
export type PagePlan = readonly {
  readonly root: number
  readonly type: MountableClass
  readonly given: Given
}[]

/**
 * The views and components of one page, and what they render: state without a connection to a browser.
 *
 * A page is made for a request, rendered, and parked. While nobody follows it nothing of it runs. When a
 * socket takes it over, `follow` starts it and its circuit is notified of all work.
 */
export class Page {
  readonly runtime: PageRuntime
  readonly #lifeCycle: LifeCycle
  readonly #roots: Roots

  constructor(services: PageServices, context: Context) {
    this.runtime = new PageRuntime(services, context)
    this.#lifeCycle = new LifeCycle(this.runtime)
    this.#roots = new Roots(this.runtime, this.#lifeCycle)
  }

  get services(): PageServices {
    return this.runtime.services
  }

  /** Every view and component of the page, parents before children. */
  get instances(): readonly ComponentInstance[] {
    return this.#roots.instances()
  }

  // --- for the first response ---

  /** Mounts a view as root 0 and renders it with all it loads. Rejects with what `mount` or `render` throws. */
  async mountView(type: MountableClass, params: object): Promise<string> {
    return this.#renderComplete(this.#roots.add(type, { params }))
  }

  /** Mounts a component as a root of its own and renders it with all it loads. */
  async mountComponent(
    type: MountableClass,
    props: Readonly<Record<string, unknown>>,
  ): Promise<{ root: number; html: string }> {
    const added = this.#roots.add(type, { props })
    try {
      return { root: added.root, html: await this.#renderComplete(added) }
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

  /** Renders a root until nothing that it loads is under way. */
  async #renderComplete(each: PageRoot): Promise<string> {
    do {
      await this.#settled()
      if (each.instance.failure) throw each.instance.failure.error
      new PageRendering(this.#parts).root(each)
    } while (this.#lifeCycle.busy || each.instance.dirty || this.runtime.signal)
    const tree = this.#roots.treeOf(each.root)
    refuseAtTop(tree)
    return renderHtml(tree)
  }

  /** A request does not wait for ever. */
  async #settled(): Promise<void> {
    if (!this.#lifeCycle.busy) return this.#lifeCycle.settled()
    const { clock, limits } = this.services
    const milliseconds = limits.handlerTime
    const exceeded = (): Error => mountTimeout({ names: this.#roots.names, milliseconds })
    await withinTime(this.#lifeCycle.settled(), { clock, milliseconds, exceeded })
  }

  // --- for parking ---

  /** The state of the page as text; null when some of it cannot be stored. */
  record(): string | null {
    const { documentTitle: title, context, effects } = this.runtime
    const roots = this.#roots.all.map((each) => ({ ...each, node: this.#roots.treeOf(each.root) }))
    try {
      const source = { title, location: context.url.href, roots, effects: effects.texts }
      const text = writeRecord(source, this.services.types)
      if (text.length > LARGE_STATE) {
        this.services.warn(largeState({ name: this.#roots.names, bytes: text.length }).message)
      }
      return text
    } catch {
      // Development has named the field. The page is kept whole, and mounts again when memory is short.
      return null
    }
  }

  /** What the page holds in memory, roughly, in bytes. */
  estimateBytes(): number {
    return estimatePage(this.runtime, this.instances)
  }

  /** What its roots are, to make them again from a record. */
  get plan(): PagePlan {
    return this.#roots.all.map(({ root, instance: { type, given } }) => ({ root, type, given }))
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
    for (const effect of record?.effects ?? []) page.runtime.effects.push(new PlainEffect(effect))
    try {
      for (const { type, given, root } of plan) await page.#renderComplete(page.#roots.add(type, given, root))
    } catch (error) {
      page.stop()
      throw error
    }
    page.#lifeCycle.restoring = null
    return page
  }

  // --- for the circuit ---

  /** A socket follows: everything starts. */
  follow(follower: PageFollower): void {
    this.runtime.follow(follower)
    this.runtime.streamsSent()
    this.#roots.start()
    if (this.dirty || this.runtime.effects.size > 0) follower.schedule()
  }

  /** Whether something can be rendered anew. */
  get dirty(): boolean {
    return this.#roots.dirty.length > 0
  }

  /**
   * Renders what is dirty and commits it, each root by itself: one that throws keeps its tree. `changed` is
   * called with each root whose tree is another one now; what it throws undoes that root too. Returns what could
   * not render.
   */
  render(changed: RootChanged): ReadonlySet<ComponentInstance> {
    const rendering = new PageRendering(this.#parts)
    rendering.dirtyRoots(changed)
    return rendering.failures
  }

  /** Starts a component in a target, as a new root. */
  mountIn(
    selector: string,
    { type, props }: { readonly type: MountableClass; readonly props: Readonly<Record<string, unknown>> },
  ): MountEffect {
    const { root, instance } = this.#roots.add(type, { props })
    this.#roots.holdBack(root)
    const event = this.runtime.currentEvent
    const effect = new MountEffect({ selector, root, event, remove: () => this.removeRoot(root) })
    effect.follow(instance, this.#lifeCycle.ready(instance), this.runtime)
    return effect
  }

  /** Whether a root comes with an effect that has not been sent: until then its differences stay here. */
  isUnsent(root: number): boolean {
    return this.#roots.isUnsent(root)
  }

  /** The effect that a root comes with is sent. */
  sent(root: number): void {
    this.#roots.sent(root)
  }

  removeRoot(root: number): void {
    this.#roots.remove(root)
  }

  /** Ends everything. */
  stop(): void {
    this.runtime.follow(null)
    this.#roots.clear()
    this.runtime.effects.close()
  }

  get #parts(): PageParts {
    return { runtime: this.runtime, lifeCycle: this.#lifeCycle, roots: this.#roots }
  }
}
