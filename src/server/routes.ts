import type { Gate } from '../view/gate.ts'
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
   * Adds routes that have a gate or error pages in common. Groups may be nested: gates are asked from the outermost on.
   *
   * ```ts
   * app.group({ gate: loggedIn, notFound: NoPage }, (group) => {
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
  /** Decides who may see any of them. */
  readonly gate?: Gate
  /** The page in the place of one that called `notFound()`, with status 404. */
  readonly notFound?: ViewClass
  /** The page in the place of one that failed, with status 500. */
  readonly failed?: ViewClass
}

/** Adds views to the router, each with the scope of its group. */
export class RouteRegistry {
  readonly #router: Router<RouteTarget>

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
    const { gate, notFound, failed } = options
    const scope: GroupScope = { parent, layouts: [...parent.layouts], gate, notFound, failed }
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
}
