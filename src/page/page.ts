import { largeState } from '../errors/page.ts'
import type { NavigationEffect } from '../protocol/navigation-messages.ts'
import { digest } from '../template/output/digest.ts'
import { propsOf } from '../view/component.ts'
import type { Context } from '../view/context.ts'
import type { ComponentInstance, Given, MountableClass } from './component-instance.ts'
import { estimatePage } from './estimate-page.ts'
import type { HtmlInPieces } from './html-in-pieces.ts'
import { LifeCycle, type LateLoads } from './life-cycle.ts'
import { MountEffect } from './mount-effect.ts'
import { LARGE_STATE, readRecord, writeRecord } from './page-record.ts'
import { PageRendering, type PageParts, type RootChanged } from './page-rendering.ts'
import type { PageFollower } from './page-follower.ts'
import { PageRuntime } from './page-runtime.ts'
import { PlainEffect } from './plain-effect.ts'
import { PreparedVisit } from './prepared-visit.ts'
import { RecordReader } from './record-reader.ts'
import { ResponseRendering } from './response-rendering.ts'
import { Roots, type PageRoot } from './roots.ts'
import type { PageServices } from './services.ts'
import { callNavigated, leaveVisit, renderVisitAgain } from './visit-change.ts'
import { contentOf } from './visit-content.ts'
import { fill, placeOf, VISIT_ROOT } from './visit-place.ts'
import { withoutContext, type ShownVisit, type Visit } from './visit.ts'

/** What stands at the roots of a page. */
export type PagePlan = readonly {
  readonly root: number
  readonly type: MountableClass
  readonly given: Given
  /** What the root shows, where that is a page of a route. */
  readonly visit?: ShownVisit
}[]

/** The visit that a page shows. All in one object, as there is one for each page that is open. */
interface KeptVisit extends ShownVisit {
  /** What is to be shown, until a render has put it into its place. */
  readonly arriving?: PreparedVisit
}

/** A change of the address, and the event that it comes of; 0 for none. */
export interface AddressChange {
  readonly event: number
  readonly effect: NavigationEffect
}

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
  #visit: KeptVisit | undefined

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

  /**
   * Mounts the view of a visit, in its layouts, as root 0, and renders them with all they load. Where late loads are
   * `streamed`, the components that wait for them come later, in the place of a mark that nobody can guess. Rejects with what
   * `mount` or `render` throws.
   */
  async mountVisit(visit: Visit, late: LateLoads = 'limited', mark: string = ''): Promise<HtmlInPieces> {
    this.#visit = withoutContext(visit)
    this.runtime.context = visit.context
    this.#lifeCycle.late = late
    const { type, given } = contentOf(this.#visit)
    return this.#renderResponse(this.#roots.add(type, given, VISIT_ROOT), mark)
  }

  /** Mounts a component as a root of its own and renders it with all it loads. */
  async mountComponent(
    type: MountableClass,
    props: Readonly<Record<string, unknown>>,
  ): Promise<{ root: number; html: string; portals: HtmlInPieces['portals'] }> {
    const added = this.#roots.add(type, { props: propsOf(type, props) })
    try {
      const { html, portals } = await this.#renderResponse(added)
      return { root: added.root, html, portals }
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

  #renderResponse(each: PageRoot, mark: string = ''): Promise<HtmlInPieces> {
    return new ResponseRendering(this.parts, each, mark).begin()
  }

  // --- for parking ---

  /** The state of the page as text; null when some of it cannot be stored. */
  record(): string | null {
    const { document, context, effects } = this.runtime
    const roots = this.#roots.all.map((each) => ({ ...each, node: this.#roots.treeOf(each.root) }))
    try {
      const source = { document: document.record, location: context.url.href, roots, effects: effects.texts }
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
    return this.#roots.all.map(({ root, instance: { type, given } }) => {
      const visit = root === VISIT_ROOT ? this.#visit : undefined
      return visit ? { root, type, given: contentOf(visit).given, visit } : { root, type, given }
    })
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
    if (record?.document) page.runtime.document.restore(record.document)
    for (const effect of record?.effects ?? []) page.runtime.effects.push(new PlainEffect(effect))
    try {
      for (const { type, given, root, visit } of plan) {
        page.#visit ??= visit
        // What it holds is known by its instance: the plan may be used again.
        const fresh = visit ? contentOf(visit).given : given
        await page.#renderResponse(page.#roots.add(type, fresh, root))
      }
    } catch (error) {
      page.stop()
      throw error
    }
    page.#lifeCycle.restoring = null
    return page
  }

  // --- for navigation ---

  /** The visit that is shown; null for a page without one: of actions, or of another server. */
  get visit(): Visit | null {
    if (!this.#visit) return null
    const { arriving: _, ...visit } = this.#visit
    return { ...visit, context: this.runtime.context }
  }

  /** Prepares a page beside the one that is shown. Throws what a constructor throws. */
  prepare(visit: Visit, services: PageServices = this.services): PreparedVisit {
    return new PreparedVisit(services, visit, placeOf(visit, this.#visit ?? visit, this.#roots))
  }

  /** Whether what was prepared can be shown: the layouts that it was made for still stand, and no more of its own. */
  fits({ visit, place }: PreparedVisit): boolean {
    return placeOf(visit, this.#visit ?? visit, this.#roots).within === place.within
  }

  /**
   * Shows what was prepared, with the next frame: in one step what it replaces stops and it starts. The layouts that stay
   * render again. From now on handlers of the visit that is left reach nothing of this page.
   */
  show(prepared: PreparedVisit, { event, effect }: AddressChange): void {
    const { visit, place, content } = prepared
    const made = prepared.handOver(this.runtime)
    // What was to be shown, and nobody has seen, is not any more.
    this.#visit?.arriving?.end()
    leaveVisit(this.parts, place)
    this.#visit = { ...withoutContext(visit), arriving: prepared }
    this.runtime.moveTo(visit.context)
    if (place.within) fill(place, content)
    else this.#roots.replace(VISIT_ROOT, made)
    renderVisitAgain(this.parts, event)
    this.runtime.changeAddress(effect)
  }

  /** The same page with another search: `navigated` runs, and what shows the address renders again. */
  moveTo({ context }: Visit, change: AddressChange): void {
    const { search } = this.runtime.context
    this.runtime.moveTo(context)
    this.runtime.changeAddress(change.effect)
    callNavigated(this.parts, search, change.event)
    renderVisitAgain(this.parts, change.event)
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
    const rendering = new PageRendering(this.parts)
    rendering.dirtyRoots(changed)
    this.runtime.language.rendered()
    const arriving = this.#visit?.arriving
    if (arriving) this.#arrived(arriving, rendering.failures)
    this.runtime.document.show()
    return rendering.failures
  }

  /** A layout that cannot render does not show the page that is in it: then the browser loads that. */
  #arrived({ instance, visit }: PreparedVisit, failures: ReadonlySet<ComponentInstance>): void {
    // As a path: behind a proxy the browser knows the server by another name.
    const { pathname, search } = visit.context.url
    if (this.#roots.nodeOf(instance)) this.#visit = withoutContext(visit)
    else if (failures.size > 0) this.runtime.effect(['load', pathname + search])
  }

  /** Starts a component in a target, as a new root. */
  mountIn(
    selector: string,
    { type, props }: { readonly type: MountableClass; readonly props: Readonly<Record<string, unknown>> },
  ): MountEffect {
    const { root, instance } = this.#roots.add(type, { props: propsOf(type, props) })
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
    this.#visit?.arriving?.end()
    this.#roots.clear()
    this.runtime.effects.close()
  }

  /** What renders it. */
  get parts(): PageParts {
    return { runtime: this.runtime, lifeCycle: this.#lifeCycle, roots: this.#roots }
  }
}
