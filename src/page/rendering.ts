import { impureRender } from '../errors/view.ts'
import { buildChild } from '../template/tree/build.ts'
import type { BuildContext } from '../template/tree/building.ts'
import { describeImpurity } from '../template/tree/pure.ts'
import type {
  ChildNode,
  ComponentHost,
  ComponentNode,
  ComponentPlace,
  ContentBuilder,
} from '../template/tree/tree.ts'
import type { ComponentValue } from '../template/template-value.ts'
import { refreshComponents } from '../template/tree/walk.ts'
import { drive, isPromise, reporting } from './author-code.ts'
import { instanceIn, type MountableClass, type ComponentInstance } from './component-instance.ts'

/** What a rendering needs of its page. */
export interface RenderingHost {
  readonly development: boolean
  /** Whether a component has ever stood below a root. */
  readonly nested: boolean
  /** Constructs and mounts a component that a template asked for. */
  create(type: MountableClass, value: ComponentValue, parent: ComponentInstance): ComponentInstance
  /** Ends a component that was created in a render that failed. */
  discard(mounted: ComponentInstance): void
  report(mounted: ComponentInstance, error: unknown): void
  warn(message: string): void
  /** Called in development after each `render`, with the state that it showed. */
  rendered(mounted: ComponentInstance): void
}

/**
 * One rendering of one root, from the top. A component is skipped when it is clean and its props are the
 * same, functions included. Nothing is committed here: the caller keeps the returned tree or the one before,
 * and `undo` takes back what the rendering did on its way.
 */
export class Rendering implements ComponentHost {
  readonly #host: RenderingHost
  readonly #build: BuildContext
  #current: ComponentInstance | null = null
  /** What must be taken back, in order. */
  readonly #undo: (() => void)[] = []

  constructor(host: RenderingHost) {
    this.#host = host
    this.#build = { host: this, development: host.development, warn: (message) => host.warn(message) }
  }

  /** Renders what is dirty, shared with the tree before where nothing changed. */
  root(root: ComponentInstance, before: ComponentNode | null): ComponentNode {
    for (;;) {
      try {
        return this.#attempt(root, before)
      } catch (error) {
        if (!(error instanceof FailedBelow)) throw error
        const catcher = error.mounted.parent?.catcher
        if (!catcher) throw error.error
        // Rendered by itself it has nobody around it to catch: from the top there is.
        this.undo()
        catcher.thrown = error
        catcher.invalidate()
      }
    }
  }

  #attempt(root: ComponentInstance, before: ComponentNode | null): ComponentNode {
    const node = root.dirty || !before ? this.#node(root, before, this.#placeOf(null)) : before
    if (!this.#host.nested) return node
    // A dirty component below something that was skipped (a guard, a row that is the same item) renders too.
    return refreshComponents(node, isDirty, (inner) => this.#refresh(inner))
  }

  /** Takes everything back: the tree was not committed. */
  undo(): void {
    for (const undo of this.#undo.splice(0).toReversed()) undo()
  }

  resolve(value: ComponentValue, previous: ComponentNode | null, at: ComponentPlace): ComponentNode {
    const before = instanceIn(previous)
    // One that could not mount gets another chance with other props.
    const isOver = before?.state === 'failed' && !sameProps(before.props, value.props)
    if (!before?.is(value.type, value.key) || isOver) {
      const parent = this.#current
      if (!parent) throw new TypeError('A component was resolved outside of a render.')
      // What `component()` takes is a component class: its type says so.
      const mounted = this.#host.create(value.type as MountableClass, value, parent)
      this.#undo.push(() => this.#host.discard(mounted))
      return this.#node(mounted, null, at)
    }
    if (!sameProps(before.props, value.props)) this.#change(before, value.props)
    return before.dirty || !previous ? this.#node(before, previous, at) : previous
  }

  /** The place of a component that was rendered before; without one, of a root. */
  #placeOf(node: ComponentNode | null): ComponentPlace {
    const site = node?.site ?? null
    return { site, build: (rendered, previous) => buildChild(rendered, previous, this.#build, site) }
  }

  #refresh(node: ComponentNode): ComponentNode {
    const mounted = instanceIn(node)
    if (!mounted) return node
    this.#current = mounted.parent
    try {
      return this.#node(mounted, node, this.#placeOf(node))
    } catch (error) {
      // Caught a few lines above.
      // oxlint-disable-next-line typescript/only-throw-error
      throw new FailedBelow(mounted, error)
    }
  }

  #change(mounted: ComponentInstance, props: Readonly<Record<string, unknown>>): void {
    const previous = mounted.props
    mounted.props = props
    this.#undo.push(() => {
      mounted.props = previous
    })
    mounted.dirty = true
    if (mounted.state !== 'ready' || !('changed' in mounted.instance)) return
    const changing: unknown = mounted.instance.changed?.(previous)
    if (isPromise(changing))
      drive(
        () => changing,
        reporting((error) => this.#host.report(mounted, error)),
      )
  }

  #node(mounted: ComponentInstance, previous: ComponentNode | null, at: ComponentPlace): ComponentNode {
    const parent = this.#current
    this.#current = mounted
    try {
      const content = this.#content(mounted, previous?.content ?? null, at.build)
      if (mounted.dirty) {
        mounted.dirty = false
        this.#undo.push(() => {
          mounted.dirty = true
        })
      }
      return { kind: 'component', owner: mounted, content, site: at.site }
    } finally {
      this.#current = parent
    }
  }

  #content(mounted: ComponentInstance, previous: ChildNode, build: ContentBuilder): ChildNode {
    const { instance } = mounted
    const attempt = this.#undo.length
    try {
      return build(this.#rendered(mounted), previous)
    } catch (error) {
      if (!instance.catchError) throw error
      for (const undo of this.#undo.splice(attempt).toReversed()) undo()
      this.#host.report(mounted, error)
      return build(
        instance.catchError(error, () => instance.update()),
        previous,
      )
    }
  }

  #rendered(mounted: ComponentInstance): unknown {
    const { instance } = mounted
    if (mounted.state === 'mounting') return 'pending' in instance ? (instance.pending?.() ?? null) : null
    if (mounted.state === 'failed') {
      // With nobody to show the error, what failed shows nothing and the rest of the page lives on.
      if (!mounted.catcher) return null
      throw mounted.error
    }
    if (mounted.thrown) {
      const { error } = mounted.thrown
      mounted.thrown = null
      throw error
    }
    const result = instance.render()
    if (this.#host.development) {
      const difference = describeImpurity(result, instance.render())
      if (difference !== null) this.#host.report(mounted, impureRender({ name: mounted.name, difference }))
      this.#host.rendered(mounted)
    }
    return result
  }
}

/** A component that was rendered without what is around it has failed. */
class FailedBelow {
  readonly mounted: ComponentInstance
  readonly error: unknown
  constructor(mounted: ComponentInstance, error: unknown) {
    this.mounted = mounted
    this.error = error
  }
}

function isDirty(node: ComponentNode): boolean {
  return instanceIn(node)?.dirty ?? false
}

function sameProps(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(after)
  return (
    names.length === Object.keys(before).length && names.every((name) => Object.is(before[name], after[name]))
  )
}
