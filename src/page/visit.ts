import type { Context } from '../view/context.ts'
import type { MountableClass } from './component-instance.ts'
import type { KeyDigests } from './key-digests.ts'

/** One page of the application, as one visitor sees it at one location. */
export interface Visit {
  /** Of the route that leads to it. */
  readonly pattern: string
  /** What stands around the view, outermost first. */
  readonly layouts: readonly MountableClass[]
  readonly view: MountableClass
  /** What the pattern captured, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** Its own: with its address, and what gates have found. Cookies and headers are those of the newest request. */
  readonly context: Context
  /** Set where an error page stands in the place of the view. */
  readonly status?: 404 | 500
}

/** The visit that a page shows: its context is that of the page, which changes with each socket. */
export type ShownVisit = Omit<Visit, 'context'>

export function withoutContext({ pattern, layouts, view, params, status }: Visit): ShownVisit {
  // Each open page keeps one: an object that is put together from others takes twice as much.
  return status === undefined
    ? { pattern, layouts, view, params }
    : { pattern, layouts, view, params, status }
}

/** The key of the root that shows a visit: by it a browser knows that it has the same in another page. */
export function keyOfVisit({ layouts, view, params }: ShownVisit, keys: KeyDigests): string {
  const classes = [...layouts, view].map(({ name }) => name)
  return keys.ofRoot(classes.join(' '), params)
}

/** Whether two visits differ in nothing but the search: then the view of the first can go on. */
export function isSamePage(one: ShownVisit, other: ShownVisit): boolean {
  return (
    one.status === undefined &&
    other.status === undefined &&
    one.pattern === other.pattern &&
    one.view === other.view &&
    standingLayouts(one.layouts, other.layouts) === Math.max(one.layouts.length, other.layouts.length) &&
    sameParams(one.params, other.params)
  )
}

/** How many layouts, from the outside, two pages have in common. */
export function standingLayouts(one: readonly MountableClass[], other: readonly MountableClass[]): number {
  const differs = one.findIndex((layout, index) => layout !== other[index])
  return differs === -1 ? one.length : differs
}

function sameParams(one: ShownVisit['params'], other: ShownVisit['params']): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}
