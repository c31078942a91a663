import type { ComponentClass } from '../view/component.ts'
import type { Gate } from '../view/gate.ts'
import {
  classOfLayout,
  isLayoutFunction,
  type Layout,
  type LayoutFunction,
  type LayoutProps,
} from '../view/layout.ts'
import type { Route } from '../view/route.ts'
import { NO_GROUP, type GroupScope } from './group-scope.ts'
import type { RouteTarget } from './route-target.ts'
import type { Router } from './router.ts'
import type { Fits, ViewClass } from './view-class.ts'

/** Where views are added: the application, or a group of its routes. */
export interface Routes<Self> {
  /** Serves a view at a route, or at a pattern: `app.live('/articles/:id', ArticlePage)`. */
  live<const Target extends string | Route, View extends ViewClass>(
    at: Target,
    type: View & Fits<Target, View>,
  ): Self
  /**
   * Adds routes that have a layout, a gate or error pages in common. Groups may be nested: layouts stand in each other, and
   * gates are asked from the outermost on.
   *
   * ```ts
   * app.group({ layout: Shell, gate: loggedIn }, (group) => {
   *   group.live(account, AccountPage)
   * })
   * ```
   */
  group(options: RouteGroupOptions, add: (group: RouteGroup) => unknown): Self
}

/** A group of routes, while they are added. */
export interface RouteGroup extends Routes<RouteGroup> {}

/** What the routes of a group have in common. All of it may be left out. */
export interface RouteGroupOptions {
  /** Stands around each page of the group. */
  readonly layout?: Layout
  /** Decides who may see any of them. */
  readonly gate?: Gate
  /** The page in the place of one that called `notFound()`, in the layouts of the group, with status 404. */
  readonly notFound?: ViewClass
  /** The page in the place of one that failed, in the layouts of the group, with status 500. */
  readonly failed?: ViewClass
}

/** Adds views to the router, each with the scope of its group. */
export class RouteRegistry {
  readonly #router: Router<RouteTarget>
  /** One class for each function: two groups with one layout keep it when the visitor goes from one to the other. */
  readonly #classes = new WeakMap<LayoutFunction, ComponentClass<LayoutProps>>()

  constructor(router: Router<RouteTarget>) {
    this.#router = router
  }

  live(at: string | Route, type: ViewClass, scope: GroupScope = NO_GROUP): void {
    const route = typeof at === 'string' ? null : at
    this.#router.add(typeof at === 'string' ? at : at.pattern, { kind: 'view', type, route, scope })
  }

  group(
    options: RouteGroupOptions,
    add: (group: RouteGroup) => unknown,
    parent: GroupScope = NO_GROUP,
  ): void {
    const scope = this.#scopeOf(options, parent)
    const group: RouteGroup = {
      live: (at: string | Route, type: ViewClass) => {
        this.live(at, type, scope)
        return group
      },
      group: (inner, addInner) => {
        this.group(inner, addInner, scope)
        return group
      },
    }
    add(group)
  }

  #scopeOf({ layout, gate, notFound, failed }: RouteGroupOptions, parent: GroupScope): GroupScope {
    const own = layout ? [this.#classOf(layout)] : []
    return { parent, layouts: [...parent.layouts, ...own], gate, notFound, failed }
  }

  #classOf(layout: Layout): ComponentClass<LayoutProps> {
    if (!isLayoutFunction(layout)) return layout
    const known = this.#classes.get(layout) ?? classOfLayout(layout)
    this.#classes.set(layout, known)
    return known
  }
}
