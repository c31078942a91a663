import type { MountableClass } from '../page/component-instance.ts'
import type { Gate } from '../view/gate.ts'
import type { ViewClass } from './view-class.ts'

/** What the routes of a group have in common, with that of the groups around it. */
export interface GroupScope {
  readonly parent: GroupScope | null
  /** Outermost first. An array of its own for each group: an error page that is shown is known by it. */
  readonly layouts: readonly MountableClass[]
  readonly gate: Gate | undefined
  readonly notFound: ViewClass | undefined
  readonly failed: ViewClass | undefined
}

/** The scope of routes that are in no group. */
export const NO_GROUP: GroupScope = {
  parent: null,
  layouts: [],
  gate: undefined,
  notFound: undefined,
  failed: undefined,
}

/** The scopes that a group is in, itself included, outermost first. */
export function scopesAround(scope: GroupScope): readonly GroupScope[] {
  return scope.parent ? [...scopesAround(scope.parent), scope] : [scope]
}
