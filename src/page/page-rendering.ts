import { impureRender } from '../errors/view.ts'
import type { ComponentValue } from '../template/template-value.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { describeImpurity } from '../template/tree/pure.ts'
import { isSignal } from '../view/signals.ts'
import { isSameFailure } from './author-code.ts'
import { nameOfClass, type ComponentInstance, type MountableClass } from './component-instance.ts'
import type { LifeCycle } from './life-cycle.ts'
import { checkStorable } from './page-record.ts'
import type { PageRuntime } from './page-runtime.ts'
import type { KeyPath } from './record-keys.ts'
import type { RenderWatcher } from './render-watcher.ts'
import { Rendering, type RenderingHost } from './rendering.ts'
import type { PageRoot, Roots } from './roots.ts'
import { VisitContent } from './visit-content.ts'

/** The parts of a page that rendering changes. */
export interface PageParts {
  readonly runtime: PageRuntime
  readonly lifeCycle: LifeCycle
  readonly roots: Roots
}

/** Called with a root that is another one now, before it is committed. What it throws undoes the root. */
export type RootChanged = (root: number, before: ComponentNode | null, after: ComponentNode) => void

/** Renders and commits roots of a page, each by itself: one that throws keeps its tree. */
export class PageRendering implements RenderingHost, RenderWatcher {
  readonly #runtime: PageRuntime
  readonly #lifeCycle: LifeCycle
  readonly #roots: Roots
  /** What is rendered, with all in it; null for all. */
  readonly #within: ReadonlySet<ComponentInstance> | null
  #failures: Set<ComponentInstance> | undefined

  constructor({ runtime, lifeCycle, roots }: PageParts, within: ComponentInstance | null = null) {
    this.#runtime = runtime
    this.#lifeCycle = lifeCycle
    this.#roots = roots
    this.#within = within && new Set([within])
  }

  /** What could not render. */
  get failures(): ReadonlySet<ComponentInstance> {
    return this.#failures ?? NO_FAILURE
  }

  /** Renders all roots that something has changed. One that throws is reported, and its failure counted. */
  dirtyRoots(changed: RootChanged): void {
    for (const each of this.#roots.dirty) {
      try {
        this.root(each, changed)
      } catch (error) {
        // What is to take its place cannot be shown, and what stands there is over: the page begins again.
        if (this.#roots.isReplaced(each)) throw error
        each.instance.dirty = false
        this.report(each.instance, error)
        this.failed(each.instance)
      }
    }
  }

  /** Renders one root. Throws what nobody in it catches. */
  root(each: PageRoot, changed?: RootChanged): void {
    const { root, instance, made = null, site = null } = each
    const shown = this.#roots.treeOf(root)
    const before = this.#roots.isReplaced(each) ? made : shown
    const rendering = new Rendering(this)
    let after: ComponentNode
    try {
      after = this.#runtime.duringRender(() => rendering.root(instance, before, site))
      changed?.(root, shown, after)
    } catch (error) {
      rendering.undo()
      throw error
    }
    this.#roots.commit(root, after)
  }

  /** Renders one component by itself: what it shows now. The trees show it once they are joined. Throws what nobody in it catches. */
  apart(
    instance: ComponentInstance,
    before: ComponentNode,
    check: (after: ComponentNode) => void,
  ): ComponentNode {
    const rendering = new Rendering(this)
    let after: ComponentNode
    try {
      after = this.#runtime.duringRender(() => rendering.root(instance, before, before.site))
      check(after)
    } catch (error) {
      rendering.undo()
      throw error
    }
    this.#roots.commitApart(instance, before, after)
    return after
  }

  // --- for one rendering ---

  get dirtyBelow(): boolean {
    // To look is cheaper than to ask all of a page.
    return this.#within !== null || this.#roots.dirtyBelow
  }

  mayRender(instance: ComponentInstance): boolean {
    return this.#within === null || instance.isWithin(this.#within)
  }

  get keys(): KeyPath | null {
    return this.#lifeCycle.restoring?.keys ?? null
  }

  get thorough(): boolean {
    return this.#runtime.language.isChanging
  }

  get watcher(): RenderWatcher | null {
    return this.#runtime.services.development ? this : null
  }

  get uncaught(): 'throw' | 'keep' {
    return this.#runtime.following ? 'keep' : 'throw'
  }

  create(type: MountableClass, value: ComponentValue, parent: ComponentInstance): ComponentInstance {
    const given = value instanceof VisitContent ? value.given : { key: value.key, props: value.props }
    return this.#lifeCycle.mount(type, given, parent)
  }

  nodeOf(instance: ComponentInstance): ComponentNode | null {
    return this.#roots.nodeOf(instance)
  }

  discard(instance: ComponentInstance): void {
    this.#lifeCycle.discard(instance)
  }

  changed(instance: ComponentInstance, previous: Readonly<Record<string, unknown>>): void {
    this.#lifeCycle.changed(instance, previous)
  }

  failed(instance: ComponentInstance): void {
    this.#failures = (this.#failures ?? new Set()).add(instance)
  }

  report(instance: ComponentInstance, error: unknown): void {
    if (isSameFailure(instance.reported, error)) return
    instance.reported = { error }
    this.#runtime.fail(instance, error)
  }

  notConstructed(type: MountableClass, error: unknown): void {
    if (isSignal(error)) this.#runtime.fail(this, error)
    else this.#runtime.services.report(error, nameOfClass(type))
  }

  countSelfRender(instance: ComponentInstance): void {
    this.#runtime.countSelfRender(instance)
  }

  warn(message: string): void {
    this.#runtime.services.warn(message)
  }

  // --- in development ---

  rendered(instance: ComponentInstance, result: unknown): void {
    const { services } = this.#runtime
    const difference = describeImpurity(result, instance.component.render())
    if (difference !== null) this.report(instance, impureRender({ name: instance.name, difference }))
    services.advice?.mutatedProps.rendered(instance, result)
    checkStorable(instance, services)
    services.classes.check(instance.type, (message) => this.warn(message))
  }

  skipped(instance: ComponentInstance): void {
    const { advice } = this.#runtime.services
    const parent = (): ComponentNode | null => instance.parent && this.nodeOf(instance.parent)
    advice?.mutatedProps.skipped(instance, parent, advice)
  }
}

const NO_FAILURE: ReadonlySet<ComponentInstance> = new Set()
