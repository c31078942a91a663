import { notConstructedHere } from '../errors/view.ts'
import type { TemplateResult } from '../template/template-value.ts'
import type { Live } from './live.ts'
import type { Params } from './pattern.ts'
import type { KnownOf, ParamsOf, SearchOf } from './route.ts'
import { Scope } from './scope.ts'

/** What the framework passes to a constructor: opaque to authors. */
export interface ViewInit {
  readonly scope: Scope
  readonly params?: object
  readonly props?: object
}

/** What `start` is told. */
export interface StartInfo {
  /** Whether the state was restored from a snapshot. */
  readonly resumed: boolean
  /** Ids of the events whose handlers had not finished in the process before. */
  readonly interrupted: readonly string[]
}

/**
 * A page of its own: public fields are its state, `render` shows it, handlers in the template change it.
 *
 * Fields that hold data (plain objects and arrays, Date, Map, Set, BigInt, URL, typed arrays, Error) are
 * stored when the page is parked; functions, `#private` fields, `transient` values and resources
 * (`this.live.load`, `task`, `stream`) are made again by their initialisers. A constructor of your own is
 * refused unless it passes its argument on: use field initialisers and `mount`.
 *
 * ```ts
 * class Counter extends LiveView {
 *   count = 0
 *   render() {
 *     return html`<h1>${this.count}</h1>
 *       <button @click=${() => this.count++}>Add</button>`
 *   }
 * }
 * ```
 *
 * It is typed by its route, `LiveView<typeof articles>`, or by what a pattern captures, `LiveView<{ id: string }>`.
 */
export abstract class LiveView<Source extends object = Params> {
  /** What the route's pattern captured, decoded. Set before field initialisers run. */
  readonly params: Readonly<ParamsOf<Source>>
  /** Everything that a view has beside its own fields. Set before field initialisers run. */
  readonly live: Live<SearchOf<Source>, KnownOf<Source>>

  constructor(init?: ViewInit) {
    const { scope, params } = checkInit(init, new.target)
    scope.owner = this
    // The route that this class was registered with reads this search and finds this: `app.live` checks it.
    this.live = scope.live as Live<SearchOf<Source>, KnownOf<Source>>
    // It also captures exactly these names.
    this.params = (params ?? {}) as ParamsOf<Source>
  }

  /** Shows the state: pure, and run again whenever it may have changed. */
  abstract render(): TemplateResult

  /**
   * Runs once for a visit, during the HTTP request. Free of side effects, as GET is. `redirect()`, `notFound()` and
   * `failed()` may be called here.
   */
  mount?(): void | Promise<void>

  /** Runs when a socket follows the view: timers and tasks. All of them end with the view. */
  start?(info: StartInfo): void | Promise<void>

  /** Runs once for each `start`, when the view is left or expires. */
  stop?(): void

  /** Runs before `render` when the search of the URL changed under the same view: it is given the search before. */
  navigated?(previous: Readonly<SearchOf<Source>>): void

  /**
   * Shows something else in place of what threw below this view, in `render` or `mount`. `retry` renders again:
   * components that threw are made again, and a `load` that failed is fetched again by its `reload()`.
   */
  catchError?(error: unknown, retry: () => void): TemplateResult

  /** Renders soon. Handlers, subscriptions, tasks and loads do it by themselves. */
  update(): void {
    this.live.update()
  }
}

/** Reads what the framework passed, and refuses a constructor that did not forward it. */
export function checkInit(init: ViewInit | undefined, type: { readonly name: string }): ViewInit {
  if (init?.scope instanceof Scope) return init
  throw notConstructedHere({ name: type.name })
}
