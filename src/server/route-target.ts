import type { ViewClass } from './view-class.ts'
import type { Route } from '../view/route.ts'
import type { DocumentHandler, PageOptions } from './document-page.ts'
import type { GroupScope } from './group-scope.ts'
import type { RequestHandler } from './request-handlers.ts'

/** Where a route leads. */
export type RouteTarget = ViewTarget | DocumentTarget | HandlerTarget

/** A view, in the layouts of its group. */
export interface ViewTarget {
  readonly kind: 'view'
  readonly type: ViewClass
  /** Null where it was added with a pattern alone. */
  readonly route: Route | null
  readonly scope: GroupScope
}

/** A document of actions. */
export interface DocumentTarget {
  readonly kind: 'document'
  readonly handler: DocumentHandler
  readonly options: PageOptions
}

/** A handler of plain requests. */
export interface HandlerTarget {
  readonly kind: 'handler'
  readonly method: string
  readonly handler: RequestHandler
}
