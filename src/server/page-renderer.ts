import type { Circuits } from '../circuit/circuits.ts'
import type { CircuitServices } from '../circuit/services.ts'
import type { MountableClass } from '../page/component-instance.ts'
import { Page } from '../page/page.ts'
import { withinTime } from '../page/time-limit.ts'
import { renderedMarkup } from '../template/directives.ts'
import type { Context } from '../view/context.ts'
import { NotFound, Redirect } from '../view/signals.ts'
import { callbackLimit } from './callback-limit.ts'
import { renderContent } from './content.ts'
import { forgetNavigation, languageOf } from './context.ts'
import type { Contexts } from './contexts.ts'
import { renderDocument, type DocumentTemplate } from './document.ts'
import { documentOf, type DocumentHandler, type PageContent, type PageOptions } from './document-page.ts'
import type { ErrorPages } from './error-pages.ts'
import { pathWithinApp, type Incoming } from './incoming.ts'
import { LivePage, type PageRoute } from './live-page.ts'
import type { PageToken, PageTokens } from './page-token.ts'
import { redirectResponse } from './redirects.ts'
import type { RouteMatch, Router } from './router.ts'
import { visitorOf, type Visitor } from './visitor.ts'

/** Where a route leads: to a view, or to a document of actions. */
export type RouteTarget =
  | { readonly kind: 'view'; readonly type: MountableClass }
  | { readonly kind: 'document'; readonly handler: DocumentHandler; readonly options: PageOptions }

export interface PageRendererOptions {
  readonly services: CircuitServices
  readonly circuits: Circuits
  readonly tokens: PageTokens
  readonly router: Router<RouteTarget>
  readonly contexts: Contexts
  readonly errorPages: ErrorPages
  readonly document: DocumentTemplate
}

/** A request whose visitor is known, and whose context may take a moment. */
export interface OpenedRequest {
  readonly visitor: Visitor
  readonly context: Context | Promise<Context>
  /** Makes its page, once the context is there. */
  open(context: Context): LivePage
}

/** What a document shows, rendered. */
interface Rendered {
  readonly title: string
  readonly lang: string
  readonly body: string
}

/**
 * A response that holds a token is for one visitor and one time, so it is asked for each time. With `no-store` browsers
 * would not keep its page for Back either: https://web.dev/articles/bfcache
 */
const UNCACHED = 'private, no-cache, no-transform'

/** Renders the pages of routes, and opens those of other servers. */
export class PageRenderer {
  readonly #options: PageRendererOptions

  constructor(options: PageRendererOptions) {
    this.#options = options
  }

  /** Answers a GET for a route: complete HTML, and the page parked for its socket. */
  async respond(match: RouteMatch<RouteTarget>, incoming: Incoming): Promise<Response> {
    let live: LivePage | undefined
    try {
      const { circuits, tokens, document } = this.#options
      const { visitor, context, open } = this.openRequest(incoming, match)
      live = open(await context)
      const { title, lang, body } = await this.#render(live, match.target)
      const html = renderDocument(document, { head: await live.head(tokens), title, lang, body })
      live.park(circuits)
      forgetNavigation(live.context)
      const headers = { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' }
      return new Response(html, { headers: { ...headers, ...pageHeaders(visitor) } })
    } catch (thrown) {
      const isReported = live?.hasReported(thrown) ?? false
      live?.page.stop()
      return this.#answerFor(thrown, match.pattern, isReported)
    }
  }

  /** Makes the page of a token again, for a socket that came to a process that does not hold it; null when it cannot. */
  async renderAgain(token: PageToken, context: Context): Promise<Page | null> {
    const match = token.kind === 'route' ? this.#options.router.match(pathWithinApp(token)) : null
    const route = match?.pattern === token.route ? match : null
    const { url, base } = token
    const incoming: Incoming = { url, base, secure: false, posted: false, headers: '', ip: context.ip }
    const live = this.#open(incoming, route, { id: token.visitor, setCookie: null }, context)
    // Without roots there is nothing to render: it only waits for actions.
    if (token.digest === null) return live.page
    if (route === null) return null
    try {
      await this.#render(live, route.target)
      return live.page
    } catch (thrown) {
      live.page.stop()
      // The browser requests the page again, and that response leads elsewhere.
      if (!(thrown instanceof Redirect || thrown instanceof NotFound)) this.#report(thrown, route.pattern)
      return null
    }
  }

  /** Reads whose request it is. Without a route its page belongs to another server. */
  openRequest(incoming: Incoming, route: PageRoute | null): OpenedRequest {
    const { services, contexts } = this.#options
    const visitor = visitorOf(incoming, services.random)
    return {
      visitor,
      context: contexts.create(incoming, incoming.url, route?.params ?? {}),
      open: (context) => this.#open(incoming, route, visitor, context),
    }
  }

  #open(incoming: Incoming, route: PageRoute | null, visitor: Visitor, context: Context): LivePage {
    const { services } = this.#options
    return new LivePage(new Page(services, context), { id: services.random(16), incoming, route, visitor })
  }

  async #render(live: LivePage, target: RouteTarget): Promise<Rendered> {
    const lang = languageOf(live.context) ?? 'en'
    if (target.kind === 'view') {
      const body = await live.view(target.type)
      return { title: live.title ?? '', lang, body }
    }
    const content = documentOf(await this.#callHandler(live, target.handler), target.options)
    const body = renderContent(content.body, 'app.page(…)')
    return { title: content.title ?? live.title ?? '', lang: content.lang ?? lang, body }
  }

  async #callHandler(live: LivePage, handler: DocumentHandler): Promise<PageContent> {
    const island: Parameters<DocumentHandler>[1]['island'] = async (type, ...[props]) =>
      renderedMarkup(await live.island(type, { ...props }))
    const content = handler(live.context, { island })
    if (!(content instanceof Promise)) return content
    return withinTime(content, callbackLimit(this.#options.services, 'The handler of app.page(…)'))
  }

  #answerFor(thrown: unknown, pattern: string, isReported: boolean): Response {
    const { errorPages } = this.#options
    try {
      if (thrown instanceof Redirect) return redirectResponse(thrown.to)
      if (thrown instanceof NotFound) return errorPages.notFound()
    } catch (error) {
      return this.#fail(error, pattern, false)
    }
    return this.#fail(thrown, pattern, isReported)
  }

  #fail(error: unknown, pattern: string, isReported: boolean): Response {
    if (!isReported) this.#report(error, pattern)
    return this.#options.errorPages.failure(error)
  }

  #report(error: unknown, pattern: string): void {
    this.#options.services.report(error, `the page of "${pattern}"`)
  }
}

/** Headers of every response that holds a token. */
export function pageHeaders(visitor: Visitor): Record<string, string> {
  return {
    'cache-control': UNCACHED,
    ...(visitor.setCookie !== null && { 'set-cookie': visitor.setCookie }),
  }
}
