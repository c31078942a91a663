import type { VisitAnswer } from '../circuit/services.ts'
import { unusableUntil } from '../errors/view.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { withinTime } from '../page/time-limit.ts'
import type { Visit } from '../page/visit.ts'
import type { Context } from '../view/context.ts'
import { flashInto, type FlashMessage } from '../view/flash-message.ts'
import type { Gate } from '../view/gate.ts'
import type { Route } from '../view/route.ts'
import { Failed, isSignal, notFound, NotFound, Redirect } from '../view/signals.ts'
import { describeIssues, validateForm, type AnySchema } from '../view/standard-schema.ts'
import { isThenable } from '../view/thenable.ts'
import { callbackLimit } from './callback-limit.ts'
import { addFound, holdUntil, loginOf, requestOf, setSearch } from './context.ts'
import type { Contexts, RequestParts } from './contexts.ts'
import { escapeForeign } from './describe.ts'
import { reportThrown } from './error-reports.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import { scopesAround, type GroupScope } from './group-scope.ts'
import { isPlain, localAddress, pathWithinApp } from './incoming.ts'
import type { RouteTarget, ViewTarget } from './route-target.ts'
import type { RouteMatch, Router } from './router.ts'

export interface VisitsOptions {
  readonly router: Router<RouteTarget>
  readonly contexts: Contexts
  readonly clock: Clock
  readonly limits: Limits
  readonly development: boolean
  readonly warnings: ForeignWarnings
  report(error: unknown, where: string): void
}

/** What a request for a route leads to: a page, perhaps one of errors, or what was thrown and no page stands in for. */
export type Opening =
  | { readonly kind: 'visit'; readonly visit: Visit; readonly isFault?: boolean }
  /** `messages` are those of the gate that leads elsewhere. */
  | { readonly kind: 'thrown'; readonly thrown: unknown; readonly messages?: readonly FlashMessage[] }

/** A request for an address of the application. */
export interface VisitRequest extends RequestParts {
  readonly url: string
}

/**
 * Decides what a visitor sees at an address: reads the search, asks the gates, and finds the layouts or the error page.
 * First responses, joins, rejoins and navigations all do it here, with the cookies of the request that they belong to.
 */
export class Visits {
  readonly #options: VisitsOptions

  constructor(options: VisitsOptions) {
    this.#options = options
  }

  /** Opens a view for a request. Rejects with what `createApp({ context })` throws: then nothing is known of the visitor. */
  async open(request: VisitRequest, match: RouteMatch<ViewTarget>): Promise<Opening> {
    const { pattern, params, target } = match
    const { scope, type: view, route } = target
    const context = await this.#options.contexts.create(request, request.url, params)
    const visit: Visit = { pattern, params, context, layouts: scope.layouts, view }
    /** Its gates have let pass: error pages may stand in its layouts. */
    let entered: GroupScope | null = null
    const messages: FlashMessage[] = []
    try {
      const pass = this.#gatesOf(pattern, context, messages)
      for (const each of scopesAround(scope)) {
        await pass(each.gate)
        entered = each
      }
      if (route?.search) await this.#readSearch(route, route.search, context)
      await pass(route?.gate)
      return { kind: 'visit', visit }
    } catch (thrown) {
      reportThrown(this.#options.report, thrown, `the gates or the search of "${pattern}"`)
      const instead = this.#instead(visit, entered, thrown)
      return instead.kind === 'thrown' ? { ...instead, messages } : { ...instead, isFault: !isSignal(thrown) }
    }
  }

  /** What stands in the place of a page that threw this: a page of errors of its group or of one around it. */
  after(visit: Visit, thrown: unknown): Opening {
    const target = this.#options.router.targetOf(visit.pattern)
    const scope = target?.kind === 'view' ? target.scope : null
    if (visit.status === undefined) return this.#instead(visit, scope, thrown)
    // An error page failed: those of the groups around its own are left.
    const own = scope && scopesAround(scope).find(({ layouts }) => layouts === visit.layouts)
    return this.#instead(visit, own?.parent ?? null, thrown)
  }

  /** Opens an address for a page that is live. Never rejects: where the socket cannot decide, a full load does. */
  async at(from: Context, address: string): Promise<VisitAnswer> {
    const url = urlOf(from.url, address)
    if (url === null) return { kind: 'load', href: localAddress(from.url.href) }
    if (url.origin !== from.url.origin) return { kind: 'load', href: url.href }
    const load: VisitAnswer = { kind: 'load', href: localAddress(url.href) + url.hash }
    const request: VisitRequest = {
      ...requestOf(from),
      url: url.href.slice(0, url.href.length - url.hash.length),
    }
    // In a browser's history an address that begins with two slashes would be one of another server, and one that means another
    // path than it says is for the server that pages are loaded from.
    const isOurs = isPlain(address) && !url.pathname.startsWith('//')
    const path = isOurs ? pathWithinApp(request) : null
    const match = path === null ? null : this.#options.router.match(path)
    const target = match?.target
    if (match === null || target?.kind !== 'view' || request.url.length > LONGEST_URL) return load
    try {
      const opening = await this.open(request, { ...match, target })
      const isFault = opening.kind === 'thrown' && !isSignal(opening.thrown)
      return this.#answer(opening, from) ?? { ...load, isFault }
    } catch (error) {
      this.#options.report(error, `the page of "${match.pattern}"`)
      return { ...load, isFault: true }
    }
  }

  /** The same as {@link after}, for a page that is live. */
  answerAfter(visit: Visit, thrown: unknown): VisitAnswer {
    const load: VisitAnswer = { kind: 'load', href: localAddress(visit.context.url.href) }
    if (thrown instanceof Failed) {
      reportThrown(this.#options.report, thrown, `the page of "${visit.pattern}"`)
    }
    return this.#answer(this.after(visit, thrown), visit.context) ?? load
  }

  #answer(opening: Opening, from: Context): VisitAnswer | null {
    if (opening.kind === 'thrown') {
      const { thrown, messages = [] } = opening
      return thrown instanceof Redirect ? { kind: 'redirect', to: thrown.to, messages } : null
    }
    const { visit, isFault = false } = opening
    // Somebody else by now: what is on the page is not for them.
    if (loginOf(visit.context) !== loginOf(from)) return null
    return visit.status === undefined ? { kind: 'visit', visit } : { kind: 'failed', visit, isFault }
  }

  /** Runs gates, each once, and adds to the context what they find. */
  #gatesOf(
    pattern: string,
    context: Context,
    messages: FlashMessage[],
  ): (gate: Gate | undefined) => Promise<void> {
    const asked = new Set<Gate>()
    const limit = callbackLimit(this.#options, `A gate of "${pattern}"`)
    return async (gate) => {
      if (!gate || asked.has(gate)) return
      asked.add(gate)
      const finding = gate.check(context, { flash: flashInto(messages) })
      const found: unknown = isThenable(finding) ? await withinTime(Promise.resolve(finding), limit) : finding
      holdUntil(context, untilOf(found))
      addFound(context, found)
    }
  }

  /** Reads the search with the schema of the route. An address whose search does not fit is not found. */
  async #readSearch({ pattern }: Route, schema: AnySchema, context: Context): Promise<void> {
    const reading = validateForm(schema, context.url.searchParams)
    const limit = callbackLimit(this.#options, `The schema of the search of "${pattern}"`)
    const result = isThenable(reading) ? await withinTime(reading, limit) : reading
    // The schema of a route makes an object: its type says so.
    if (!result.issues) return setSearch(context, result.value as object)
    if (this.#options.development) {
      const issues = escapeForeign(describeIssues(result.issues))
      const message = `The search ${escapeForeign(context.url.search)} does not fit the schema of "${pattern}": ${issues}. The address is not found.`
      this.#options.warnings.warn(context, message)
    }
    notFound()
  }

  /** The error page of the innermost of these groups that has one. */
  #instead(visit: Visit, innermost: GroupScope | null, thrown: unknown): Opening {
    if (thrown instanceof Redirect) return { kind: 'thrown', thrown }
    const status = thrown instanceof NotFound ? 404 : 500
    for (let scope = innermost; scope; scope = scope.parent) {
      const view = status === 404 ? scope.notFound : scope.failed
      if (view) return { kind: 'visit', visit: { ...visit, layouts: scope.layouts, view, status } }
    }
    return { kind: 'thrown', thrown }
  }
}

/** Until when a gate lets pass, as it says with what it has found. */
function untilOf(found: unknown): number {
  const until: unknown = typeof found === 'object' && found !== null && 'until' in found ? found.until : null
  if (until === undefined || until === null) return Infinity
  const time = until instanceof Date ? until.getTime() : NaN
  // A text that would count for nothing would let pass for good.
  if (Number.isNaN(time)) throw unusableUntil({ until: JSON.stringify(until) ?? typeof until })
  return time
}

/** What a page's token has room for. */
export const LONGEST_URL = 32_768

/** The URL of an address, as a page at `from` means it; null when it is none of the web. */
function urlOf(from: URL, address: string): URL | null {
  // A path that begins with two slashes is a path, as it is in the first line of a request.
  const whole = address.startsWith('/') ? from.origin + address : address
  const url = URL.canParse(whole) ? new URL(whole) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  // Without a name and a password, which may stand in front of the host.
  return url.origin === from.origin ? new URL(from.origin + url.pathname + url.search + url.hash) : url
}
