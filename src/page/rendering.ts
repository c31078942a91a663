import { makingFor } from '../template/html.ts'
import { buildChild } from '../template/tree/build.ts'
import type { Site } from '../template/compile/place.ts'
import type { BuildContext } from '../template/tree/building.ts'
import type { ComponentValue } from '../template/template-value.ts'
import { isSignal } from '../view/signals.ts'
import type { ChildNode, ComponentHost, ComponentNode, ComponentPlace } from '../template/tree/tree.ts'
import { refreshComponents } from '../template/tree/walk.ts'
import { isSameFailure } from './author-code.ts'
import { instanceIn, type ComponentInstance, type MountableClass } from './component-instance.ts'
import { ContentPlaces } from './content-places.ts'
import { compareProps } from './props.ts'
import type { KeyPath } from './record-keys.ts'
import { FailedBelow, Unconstructed } from './render-failures.ts'
import type { RenderWatcher } from './render-watcher.ts'
import { asked, succeed } from './self-renders.ts'
import { VisitContent } from './visit-content.ts'

/** What a rendering needs of its page. */
export interface RenderingHost {
  /** What looks on in development; null in production. */
  readonly watcher: RenderWatcher | null
  /** Whether also that is built which a guard or a row would skip. */
  readonly thorough: boolean
  /** Whether a component below a root has not been rendered since it was invalidated. */
  readonly dirtyBelow: boolean
  /** Follows the keys of rows while a page is made again from its record; null otherwise. */
  readonly keys: KeyPath | null
  /** Whether it may render: what was sent before the rest of its response stays as it is. */
  mayRender(instance: ComponentInstance): boolean
  /** What happens where nobody shows an error: a request fails, and a page that is live keeps what it shows. */
  readonly uncaught: 'throw' | 'keep'
  /** Constructs and mounts a component that a template asked for. */
  create(type: MountableClass, value: ComponentValue, parent: ComponentInstance): ComponentInstance
  /** Where a view or component stands in the committed trees; null when nothing shows it. */
  nodeOf(instance: ComponentInstance): ComponentNode | null
  /** Ends a component that was created in a render that failed. */
  discard(instance: ComponentInstance): void
  /** Calls `changed`, which may be asynchronous. */
  changed(instance: ComponentInstance, previous: Readonly<Record<string, unknown>>): void
  /** What it could not render with, and the page lives on with. Reported once. */
  report(instance: ComponentInstance, error: unknown): void
  /** It could not be constructed: it has no instance that could show or keep anything. */
  notConstructed(type: MountableClass, error: unknown): void
  /** Its own update has led to its next render. */
  countSelfRender(instance: ComponentInstance): void
  /** It keeps what it showed, and tries again with its next change. */
  failed(instance: ComponentInstance): void
  warn(message: string): void
}

/**
 * One rendering of one root, from the top. A component is skipped when it is clean and its props are the
 * same. Nothing is committed here: the caller keeps the returned tree or the one before, and `undo` takes back
 * what the rendering did on its way.
 */
export class Rendering implements ComponentHost {
  readonly #host: RenderingHost
  readonly #build: BuildContext
  #current: ComponentInstance | null = null
  /** What must be taken back, in order. */
  readonly #undo: (() => void)[] = []
  /** Those that have caught an error of something below that is rendered by itself. */
  #caught: Set<ComponentInstance> | undefined
  /** Those whose errors nobody is left to catch. */
  #uncaught: Set<ComponentInstance> | undefined
  #places: ContentPlaces | undefined

  constructor(host: RenderingHost) {
    this.#host = host
    const { watcher, thorough, keys } = host
    const development = watcher !== null
    this.#build = { host: this, development, thorough, keys, warn: (message) => host.warn(message) }
  }

  /** Renders what is dirty, shared with the tree before where nothing changed. `site` is where the root stands, if not alone. */
  root(root: ComponentInstance, before: ComponentNode | null, site: Site | null = null): ComponentNode {
    for (;;) {
      try {
        return this.#attempt(root, before, site)
      } catch (error) {
        if (!(error instanceof FailedBelow)) throw error
        // Rendered by itself it has nobody around it to catch: from the top there is.
        this.undo()
        const catcher = this.#nextCatcher(error.instance)
        if (catcher) {
          this.#caught = (this.#caught ?? new Set()).add(catcher)
          catcher.thrownBelow = { error: error.error }
          catcher.invalidate()
        } else if (this.#host.uncaught === 'throw') throw error.error
        else this.#uncaught = (this.#uncaught ?? new Set()).add(error.instance)
      }
    }
  }

  /** Whoever has caught an error once and shows what threw all the same, behind a guard, would do so for ever. */
  #nextCatcher({ parent }: ComponentInstance): ComponentInstance | null {
    const catcher = parent?.catcher ?? null
    if (catcher && !this.#host.mayRender(catcher)) return null
    return catcher && this.#caught?.has(catcher) ? this.#nextCatcher(catcher) : catcher
  }

  #attempt(root: ComponentInstance, before: ComponentNode | null, site: Site | null): ComponentNode {
    const isDue = (instance: ComponentInstance): boolean => instance.dirty && this.#host.mayRender(instance)
    const node = isDue(root) || !before ? this.#node(root, before, this.#placeOf(site)) : before
    if (!this.#host.dirtyBelow) return node
    // A dirty component below something that was skipped (a guard, a row that is the same item) renders too.
    const isStale = (inner: ComponentNode): boolean => {
      const instance = instanceIn(inner)
      return instance !== null && isDue(instance)
    }
    return refreshComponents(node, isStale, (inner) => this.#refresh(inner))
  }

  /** Takes everything back: the tree was not committed. */
  undo(): void {
    this.#undoFrom(0)
  }

  resolve(value: ComponentValue, standing: ComponentNode | null, at: ComponentPlace): ComponentNode {
    const previous = value instanceof VisitContent ? this.#placed(value, standing) : standing
    const before = instanceIn(previous)
    const props = before ? compareProps(before.props, value.props) : 'other'
    // One that could not mount gets another chance with other props.
    const isOver = before?.state === 'failed' && props === 'other'
    if (!before?.is(value.type, value.key) || isOver) {
      const instance = this.#create(value, standing)
      // Nothing stands here, and the next render tries again.
      if (instance instanceof Unconstructed) {
        return { kind: 'component', owner: instance, content: null, site: at.site }
      }
      if (before && before.type === value.type) succeed(instance, before)
      return this.#node(instance, null, at)
    }
    if (props !== 'same') this.#change(before, value.props, props === 'other')
    // One that could not render is tried again with whatever is around it.
    if (before.dirty || before.reported !== null || !previous) return this.#node(before, previous, at)
    this.#host.watcher?.skipped(before)
    return previous === standing ? previous : { ...previous, site: at.site }
  }

  /** What the content of a layout was rendered to last. */
  #placed(content: VisitContent, standing: ComponentNode | null): ComponentNode | null {
    if (!this.#current) throw new TypeError('The content of a layout was resolved outside of a render.')
    this.#places ??= new ContentPlaces((instance) => this.#host.nodeOf(instance))
    const { node, undo } = this.#places.place(content, standing, this.#current)
    this.#undo.push(undo)
    return node
  }

  #create(value: ComponentValue, previous: ComponentNode | null): ComponentInstance | Unconstructed {
    const parent = this.#current
    if (!parent) throw new TypeError('A component was resolved outside of a render.')
    // What `component()` takes is a component class: its type says so.
    const type = value.type as MountableClass
    try {
      const instance = this.#host.create(type, value, parent)
      this.#undo.push(() => this.#host.discard(instance))
      if (value instanceof VisitContent) this.#fill(value, instance)
      return instance
    } catch (error) {
      if (this.#host.uncaught === 'throw' || parent.catcher) throw error
      const last = previous?.owner instanceof Unconstructed ? previous.owner : null
      if (!isSameFailure(last, error)) this.#host.notConstructed(type, error)
      return new Unconstructed(error)
    }
  }

  #fill(content: VisitContent, instance: ComponentInstance): void {
    content.instance = instance
    this.#undo.push(() => {
      content.instance = null
    })
  }

  /** The place of a component; without a site that of a root. */
  #placeOf(site: Site | null): ComponentPlace {
    return { site, build: (rendered, previous) => buildChild(rendered, previous, this.#build, site) }
  }

  #refresh(node: ComponentNode): ComponentNode {
    const instance = instanceIn(node)
    if (!instance) return node
    this.#current = instance.parent
    try {
      return this.#node(instance, node, this.#placeOf(node.site))
    } catch (error) {
      // Caught by `root`, a few lines above.
      // oxlint-disable-next-line typescript/only-throw-error
      throw new FailedBelow(instance, error)
    }
  }

  /** Other functions alone are no change: the handlers of the next render call them, and `changed` does not run. */
  #change(instance: ComponentInstance, props: Readonly<Record<string, unknown>>, isChange: boolean): void {
    const previous = instance.props
    instance.props = props
    this.#undo.push(() => {
      instance.props = previous
    })
    instance.dirty = true
    if (instance.parent?.asked) asked(instance)
    if (!isChange || instance.state !== 'ready') return
    // Its own update has made its parent render, which gave it other props again.
    if (!instance.asked) this.#host.countSelfRender(instance)
    this.#host.changed(instance, previous)
  }

  #node(instance: ComponentInstance, previous: ComponentNode | null, at: ComponentPlace): ComponentNode {
    const parent = this.#current
    this.#current = instance
    const attempt = this.#undo.length
    let content: ChildNode
    try {
      const { keys } = this.#host
      const before = previous?.content ?? null
      const render = (): ChildNode => makingFor(instance, () => this.#content(instance, before, at))
      content = keys ? keys.inside(render) : render()
    } catch (error) {
      if (this.#passesOn(instance, previous)) throw error
      this.#undoFrom(attempt)
      this.#host.report(instance, error)
      // One that was stopped has failed once: what happens in what it still shows does not fail for that.
      if (!isSignal(error) && instance.state !== 'endless') this.#host.failed(instance)
      content = previous?.content ?? null
    } finally {
      this.#current = parent
    }
    instance.asked = false
    if (instance.dirty) {
      instance.dirty = false
      this.#undo.push(() => {
        instance.dirty = true
      })
    }
    return { kind: 'component', owner: instance, key: instance.given.key, content, site: at.site }
  }

  /** Whether an error of it goes on to what is around it. Otherwise it keeps what it shows. */
  #passesOn(instance: ComponentInstance, previous: ComponentNode | null): boolean {
    if (this.#host.uncaught === 'throw') return true
    if (this.#uncaught?.has(instance)) return false
    // A root that shows nothing yet is not shown: whoever mounted it hears that it failed.
    return instance.parent ? instance.parent.catcher !== null : previous === null
  }

  #content(instance: ComponentInstance, previous: ChildNode, { build }: ComponentPlace): ChildNode {
    const { component } = instance
    const attempt = this.#undo.length
    try {
      const content = build(this.#rendered(instance), previous)
      instance.reported = null
      return content
    } catch (error) {
      if (!component.catchError || isSignal(error)) throw error
      this.#undoFrom(attempt)
      this.#host.report(instance, error)
      return build(
        component.catchError(error, () => component.update()),
        previous,
      )
    }
  }

  #rendered(instance: ComponentInstance): unknown {
    const { component, scope } = instance
    if (instance.state === 'mounting') {
      return 'pending' in component ? (component.pending?.() ?? null) : null
    }
    if (instance.failure) {
      const { error } = instance.failure
      // With nobody to show the error, what could not mount shows nothing and the rest of the page lives on.
      if (instance.state === 'failed' && (isSignal(error) || !instance.catcher)) return null
      throw error
    }
    if (instance.thrownBelow) {
      const { error } = instance.thrownBelow
      instance.thrownBelow = null
      throw error
    }
    scope.beginRender()
    const result = component.render()
    const unread = scope.unreadFailure
    if (unread) {
      // Its load has reported it: whoever catches it does not.
      if (instance.catcher) instance.catcher.reported = unread
      throw unread.error
    }
    this.#host.watcher?.rendered(instance, result)
    return result
  }

  #undoFrom(attempt: number): void {
    for (const undo of this.#undo.splice(attempt).toReversed()) undo()
  }
}
