import type { ComponentValue } from '../template/template-value.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import type { ComponentInstance, Given, MountableClass } from './component-instance.ts'
import type { ShownVisit } from './visit.ts'

/** An instance, and the tree that it was rendered to. */
export interface RenderedInstance {
  readonly instance: ComponentInstance
  readonly node: ComponentNode
}

/**
 * What stands in a layout: its prop `content`. Other components are known by their place; this one is itself, wherever the
 * layout puts it, and another visit is another one, even to the same view. It may have been made before it is placed.
 */
export class VisitContent implements ComponentValue {
  readonly kind = 'component-value'
  readonly type: MountableClass
  readonly given: Given
  /** Of a layout: replaced when something else is to stand in it. */
  props: Readonly<Record<string, unknown>>
  // Private, so that an estimate of what the props of a layout hold does not follow them.
  #instance: ComponentInstance | null = null
  #made: RenderedInstance | null = null

  constructor(type: MountableClass, given: Given) {
    this.type = type
    this.given = given
    this.props = given.props ?? {}
  }

  get key(): unknown {
    return this.given.key
  }

  /** What shows it, once that is constructed. */
  get instance(): ComponentInstance | null {
    return this.#instance
  }

  set instance(instance: ComponentInstance | null) {
    this.#instance = instance
  }

  /** What was prepared, until it is placed. */
  get made(): RenderedInstance | null {
    return this.#made
  }

  set made(made: RenderedInstance | null) {
    this.#made = made
  }
}

/**
 * The layouts of a visit from this one on, each holding the next, and its view. A view in a layout has a key, by which
 * the browser finds what users typed into it when the page is made again.
 */
export function contentOf(visit: ShownVisit, from: number = 0): VisitContent {
  const { layouts, view, params, pattern } = visit
  const layout = layouts[from]
  if (layout) return new VisitContent(layout, { props: { content: contentOf(visit, from + 1) } })
  // Without layouts the view is given the visit itself, which holds the params and is kept by its page.
  if (from === 0) return new VisitContent(view, visit)
  return new VisitContent(view, { key: `${pattern} ${JSON.stringify(params)}`, params })
}

/** What a layout has been given to show; null for a view. */
export function contentIn({ props: { content } }: ComponentInstance): VisitContent | null {
  return content instanceof VisitContent ? content : null
}
