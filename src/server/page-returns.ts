import type { CircuitServices } from '../circuit/services.ts'
import type { RefusalCode } from '../protocol/messages.ts'
import type { Page } from '../page/page.ts'
import type { ShownVisit } from '../page/visit.ts'
import type { Context } from '../view/context.ts'
import { isSignal } from '../view/signals.ts'
import { requestOf } from './context.ts'
import type { Contexts } from './contexts.ts'
import { reportThrown } from './error-reports.ts'
import { pathWithinApp, type Incoming } from './incoming.ts'
import type { PageRenderer } from './page-renderer.ts'
import type { PageToken } from './page-token.ts'
import type { RouteTarget, ViewTarget } from './route-target.ts'
import type { RouteMatch, Router } from './router.ts'
import type { Visitor } from './visitor.ts'
import type { Opening, Visits } from './visits.ts'

export interface PageReturnsOptions {
  readonly services: CircuitServices
  readonly router: Router<RouteTarget>
  readonly contexts: Contexts
  readonly visits: Visits
  readonly pages: PageRenderer
}

/** The page of a token, as its visitor may see it now. */
export interface ReturnedPage {
  readonly context: Context
  /** Makes the page again, in a process that does not hold it; null when it cannot. */
  mountAgain(): Promise<Page | null>
}

/** The page of a circuit. */
export interface ShownPage {
  readonly context: Context
  /** Null where it shows no route. */
  readonly visit: ShownVisit | null
}

/** A socket asks for a page that was rendered before: the gates are asked again, with the cookies of its request. */
export class PageReturns {
  readonly #options: PageReturnsOptions

  constructor(options: PageReturnsOptions) {
    this.#options = options
  }

  /** Opens the page of a token for the request of its socket, or returns why not. */
  async byToken(token: PageToken, socket: Incoming): Promise<ReturnedPage | RefusalCode> {
    const { url, base } = token
    const incoming: Incoming = { ...socket, url, base, posted: false }
    const path = token.kind === 'route' ? pathWithinApp(token) : null
    const match = path === null ? null : this.#options.router.match(path)
    const target = match?.target
    return match?.pattern === token.route && target?.kind === 'view'
      ? this.#view(token, incoming, { ...match, target })
      : this.#document(token, incoming, match)
  }

  async #view(
    token: PageToken,
    incoming: Incoming,
    match: RouteMatch<ViewTarget>,
  ): Promise<ReturnedPage | RefusalCode> {
    const { visits, pages } = this.#options
    const opening = await visits.open(incoming, match)
    if (opening.kind === 'thrown' || !isAllowed(opening, token)) return refusalOf(opening, 'token-invalid')
    return {
      context: opening.visit.context,
      mountAgain: async () => {
        const mounted = await pages.mount(opening, { incoming, route: match, visitor: visitorOf(token) })
        if (mounted.kind === 'thrown') return null
        const { visit, live } = mounted
        if ((visit.status ?? 200) === token.status) return live.page
        live.page.stop()
        return null
      },
    }
  }

  /** The context of a circuit for the request of its next socket, or why the circuit is over for it. */
  async byCircuit({ context: before, visit }: ShownPage, socket: Incoming): Promise<Context | RefusalCode> {
    const { router, contexts, visits } = this.#options
    const { headers, ip, secure } = socket
    const { base } = requestOf(before)
    const request = { headers, ip, base, secure, url: before.url.href }
    const path = visit && pathWithinApp(request)
    const match = path === null ? null : router.match(path)
    const target = match?.target
    if (visit === null || match?.pattern !== visit.pattern || target?.kind !== 'view') {
      return contexts.create(request, request.url, before.params)
    }
    const opening = await visits.open(request, { ...match, target })
    if (opening.kind === 'thrown' || !isAllowed(opening, visit)) return refusalOf(opening, 'circuit-ended')
    return opening.visit.context
  }

  /** Without a digest it has no roots, and only waits for actions. */
  async #document(
    token: PageToken,
    incoming: Incoming,
    route: RouteMatch<RouteTarget> | null,
  ): Promise<ReturnedPage> {
    const { contexts, pages } = this.#options
    const context = await contexts.create(incoming, token.url, route?.params ?? {})
    const target = route?.pattern === token.route ? route.target : null
    return {
      context,
      mountAgain: async () => {
        const live = pages.open({ incoming, route, visitor: visitorOf(token) }, context)
        if (token.digest === null) return live.page
        if (target?.kind !== 'document') return null
        try {
          await pages.renderDocument(live, target)
          return live.page
        } catch (thrown) {
          live.page.stop()
          // The browser requests the page again, and that response leads elsewhere.
          reportThrown(this.#options.services.report, thrown, `the page of "${token.route}"`)
          return null
        }
      },
    }
  }
}

/** Whether the visitor may see again what was shown: the page, or the error page in its place. */
function isAllowed(
  { visit }: Opening & { readonly kind: 'visit' },
  shown: { readonly status?: PageToken['status'] },
): boolean {
  return visit.status === undefined || visit.status === shown.status
}

/** A gate that turns the visitor away ends the page. One that fails may soon work, and the page waits for that. */
function refusalOf(opening: Opening, turnedAway: RefusalCode): RefusalCode {
  const hasFailed = opening.kind === 'visit' ? opening.visit.status === 500 : !isSignal(opening.thrown)
  return hasFailed ? 'busy' : turnedAway
}

function visitorOf({ visitor }: PageToken): Visitor {
  return { id: visitor, setCookie: null }
}
