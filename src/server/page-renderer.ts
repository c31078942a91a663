import type { Circuits } from '../circuit/circuits.ts'
import type { CircuitServices } from '../circuit/services.ts'
import { inOrder, type HtmlInPieces } from '../page/html-in-pieces.ts'
import type { LateLoads } from '../page/life-cycle.ts'
import { Page } from '../page/page.ts'
import { withinTime } from '../page/time-limit.ts'
import type { Visit } from '../page/visit.ts'
import { renderedMarkup } from '../template/directives.ts'
import type { Context } from '../view/context.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import { isThenable } from '../view/thenable.ts'
import { callbackLimit } from './callback-limit.ts'
import { renderContent } from '../template/output/render-content.ts'
import { forgetNavigation, sessionOf } from './context.ts'
import type { Contexts } from './contexts.ts'
import { renderDocument, type DocumentTemplate, type RenderedParts } from './document.ts'
import { latePortals, renderAround } from './page-portals.ts'
import { documentOf, type DocumentHandler, type PageContent } from './document-page.ts'
import type { ErrorPages } from './error-pages.ts'
import { reportThrown } from './error-reports.ts'
import { flashMarkup, isPrefetch, type FlashCookie } from './flash.ts'
import type { FormTokens } from './form-tokens.ts'
import type { Incoming } from './incoming.ts'
import { LivePage, type PageRequest, type PageRoute } from './live-page.ts'
import { pageHeaders } from './page-headers.ts'
import type { PageTokens } from './page-token.ts'
import type { Locales } from './locale.ts'
import { withoutVisitor, isRenewal, publicResponse, type PublicOptions } from './public-page.ts'
import type { DocumentTarget, ViewTarget } from './route-target.ts'
import type { RouteMatch } from './router.ts'
import type { SessionServer } from './session-server.ts'
import { streamedBody } from './streamed-body.ts'
import { StreamedPages } from './streamed-pages.ts'
import { visitorOf, type Visitor } from './visitor.ts'
import type { Opening, Visits } from './visits.ts'

export interface PageRendererOptions extends Pick<PageRequest, 'hooks'> {
  readonly services: CircuitServices
  readonly circuits: Circuits
  readonly tokens: PageTokens
  readonly visits: Visits
  readonly contexts: Contexts
  readonly errorPages: ErrorPages
  readonly locales: Locales
  readonly document: DocumentTemplate
  readonly flashes: FlashCookie
  readonly forms: FormTokens
  /** Null in an application without sessions. */
  readonly sessions: SessionServer | null
}

/** A request whose visitor is known, and whose context may take a moment. */
export interface OpenedRequest {
  readonly visitor: Visitor
  readonly context: Context | Promise<Context>
  /** Makes its page, once the context is there. */
  open(context: Context): LivePage
}

/** A request for a page that has no id yet. */
type OpenPageRequest = Omit<PageRequest, 'id' | 'transitions' | 'hooks'>

/** What a document shows, rendered. */
export type Rendered = Omit<RenderedParts, 'head'> & Partial<Pick<HtmlInPieces, 'portals'>>

/** A visit that has mounted, or what was thrown instead. */
export type Mounted =
  | { readonly kind: 'mounted'; readonly visit: Visit; readonly live: LivePage; readonly body: HtmlInPieces }
  | { readonly kind: 'thrown'; readonly thrown: unknown; readonly messages: readonly FlashMessage[] }

/** Of a response that is for once. */
const UNKEPT = 'private, no-store, no-transform'

/** Renders the pages of routes, and opens those of other servers. */
export class PageRenderer {
  readonly #options: PageRendererOptions
  /** Whether pages take the place of each other in view transitions. */
  transitions: boolean = false
  readonly streamed: StreamedPages = new StreamedPages()

  constructor(options: PageRendererOptions) {
    this.#options = options
  }

  /** Answers a GET for a view: complete HTML, and the page parked for its socket. */
  async respondWithView(match: RouteMatch<ViewTarget>, incoming: Incoming): Promise<Response> {
    const { visits, errorPages, locales, services, flashes } = this.#options
    try {
      const isAsked = isRenewal(incoming)
      const cache = isAsked ? undefined : match.target.route?.cache
      // A browser that asks for what it shows already waits for all of it, and caches keep all of it.
      const late: LateLoads = isAsked ? 'limited' : cache ? 'awaited' : 'streamed'
      const anybody = cache ? withoutVisitor(incoming, match.params, locales) : null
      const request = anybody?.incoming ?? incoming
      const visitor = visitorOf(incoming, services.random)
      const opening = await visits.open(request, match)
      const mounted = await this.mount(opening, { incoming: request, route: match, visitor }, late)
      if (mounted.kind === 'thrown') return await this.answerInstead(mounted, incoming)
      const { live, visit, body } = mounted
      // Nobody sees the HTML of this answer, but the page that asks for its token is seen: it shows them once it is live.
      const asked = isAsked && match.target.route?.cache ? await flashes.messagesIn(incoming) : []
      for (const message of live.shownOf(asked)) live.page.runtime.effect(['flash', ...message])
      // An error page is not for everybody: it may soon be over.
      if (cache && anybody && visit.status === undefined) {
        const { vary } = anybody
        return this.#publish(live, body, { cache, vary, incoming })
      }
      if (body.later.length > 0) return await this.#stream(live, body, visit)
      const { html, portals } = body
      const response = await this.send(live, { ...live.document, body: html, portals }, visit.status)
      if (asked.length > 0) response.headers.append('set-cookie', flashes.headerWithout(incoming))
      return response
    } catch (error) {
      this.report(error, match.pattern)
      return errorPages.failure(error)
    }
  }

  /** Answers a GET for a document of actions. */
  async respondWithDocument(match: RouteMatch<DocumentTarget>, incoming: Incoming): Promise<Response> {
    let live: LivePage | undefined
    try {
      const { context, open } = this.openRequest(incoming, match)
      live = open(await context)
      return await this.send(live, await this.renderDocument(live, match.target))
    } catch (thrown) {
      if (live?.hasReported(thrown) !== true) this.report(thrown, match.pattern)
      const messages = live?.messages ?? []
      live?.page.stop()
      return this.answerInstead({ thrown, messages }, incoming)
    }
  }

  /** Mounts what a request leads to. Where it throws, the error page that stands in its place is mounted. */
  async mount(opening: Opening, request: OpenPageRequest, late?: LateLoads): Promise<Mounted> {
    let next = opening
    let messages = opening.kind === 'thrown' ? (opening.messages ?? []) : []
    while (next.kind === 'visit') {
      const { visit } = next
      const live = this.open(request, visit.context)
      try {
        return { kind: 'mounted', visit, live, body: await live.visit(visit, late) }
      } catch (thrown) {
        if (!live.hasReported(thrown)) this.report(thrown, visit.pattern)
        messages = live.messages
        live.page.stop()
        next = this.#options.visits.after(visit, thrown)
      }
    }
    return { ...next, messages }
  }

  /** Reads whose request it is. Without a route its page belongs to another server. */
  openRequest(incoming: Incoming, route: PageRoute | null): OpenedRequest {
    const { services, contexts } = this.#options
    const visitor = visitorOf(incoming, services.random)
    return {
      visitor,
      context: contexts.create(incoming, incoming.url, route?.params ?? {}),
      open: (context) => this.open({ incoming, route, visitor }, context),
    }
  }

  /** An empty page for a request. */
  open(request: OpenPageRequest, context: Context): LivePage {
    const { services, hooks } = this.#options
    const { transitions } = this
    return new LivePage(new Page(services, context), {
      id: services.random(16),
      transitions,
      hooks,
      ...request,
    })
  }

  /** Sends a page, with what is to be said to its visitor, and parks it. */
  async send(
    live: LivePage,
    page: Rendered,
    status: number = 200,
    said: readonly FlashMessage[] = [],
  ): Promise<Response> {
    const { portals = null, ...rendered } = page
    const { tokens, circuits, document, flashes, forms, services } = this.#options
    try {
      const messages = [...(await flashes.messagesFor(live.incoming)), ...said]
      const body = flashMarkup(live.shownOf(messages)) + rendered.body + (await forms.fieldsOf(live))
      const parts = { head: await live.head(tokens), ...rendered, body }
      const html = renderAround(document, parts, { portals, id: live.id, services })
      live.park(circuits)
      forgetNavigation(live.context)
      return new Response(html, { status, headers: await this.#headersOf(live, messages) })
    } catch (error) {
      // The application's document fails.
      live.page.stop()
      throw error
    }
  }

  /** The answer in place of a page. What was to be said to the visitor is said by the page that a redirect leads to. */
  async answerInstead(
    { thrown, messages }: { readonly thrown: unknown; readonly messages: readonly FlashMessage[] },
    incoming: Incoming,
  ): Promise<Response> {
    const { errorPages, flashes } = this.#options
    const response = errorPages.answer(thrown)
    if (response.status === 303 && messages.length > 0 && !isPrefetch(incoming))
      response.headers.append('set-cookie', await flashes.headerWith(messages, incoming))
    return response
  }

  /** Sends a page whose regions are rendered meanwhile. Its status, its headers and its head are those of the beginning. */
  async #stream(live: LivePage, pieces: HtmlInPieces, visit: Visit): Promise<Response> {
    const { html, mark, later, portals } = pieces
    try {
      const messages = await this.#options.flashes.messagesFor(live.incoming)
      const headers = await this.#headersOf(live, messages)
      // Proxies that collect responses pass this one on: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
      headers.set('x-accel-buffering', 'no')
      const body = flashMarkup(live.shownOf(messages)) + html + mark
      const parts = { head: live.openingHead(), ...live.document, body }
      const shell = renderDocument(this.#options.document, parts, portals)
      const texts = inOrder({ html: shell, mark, later: [...later, () => this.#end(live, pieces)] })
      const stream = streamedBody(texts, {
        failed: (error) => this.report(error, visit.pattern),
        ended: this.streamed.add(pieces, () => live.responded()),
      })
      return new Response(stream, { status: visit.status ?? 200, headers })
    } catch (error) {
      live.page.stop()
      throw error
    }
  }

  /** What comes last in the body: what belongs before it, and the token, with the digest of all that was sent. */
  async *#end(live: LivePage, pieces: Pick<HtmlInPieces, 'portals'>): AsyncGenerator<string> {
    const { tokens, forms } = this.#options
    const end = (await forms.fieldsOf(live)) + (await live.end(tokens))
    if (this.streamed.state === 'open') live.park(this.#options.circuits)
    forgetNavigation(live.context)
    yield latePortals(pieces) + end
  }

  async #headersOf(live: LivePage, shown: readonly FlashMessage[]): Promise<Headers> {
    const { flashes, sessions } = this.#options
    const headers = new Headers({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...pageHeaders(live.visitor),
    })
    const renewal = await sessions?.renewal(sessionOf(live.context), live.isSecure)
    // Out of the browser's cache, Back would show messages once more, and an old session would take the place of a newer one.
    if (shown.length > 0 || renewal) headers.set('cache-control', UNKEPT)
    if (shown.length > 0) headers.append('set-cookie', flashes.headerWithout(live.incoming))
    if (renewal) headers.append('set-cookie', renewal)
    return headers
  }

  /** The response with a page that caches may keep. Nobody comes back for it. */
  #publish(
    live: LivePage,
    { html, portals }: HtmlInPieces,
    { incoming, ...how }: PublicOptions & { readonly incoming: Incoming },
  ): Response {
    try {
      const head = live.publicHead()
      const body = html + this.#options.forms.publicFieldsOf(live)
      const parts = { head, ...live.document, body }
      const around = { portals, id: live.id, services: this.#options.services }
      return publicResponse(renderAround(this.#options.document, parts, around), how, incoming)
    } finally {
      live.page.stop()
    }
  }

  /** Mounts and renders what a document of actions shows. */
  async renderDocument(live: LivePage, { handler, options }: DocumentTarget): Promise<Rendered> {
    const { title, lang, head, body } = documentOf(await this.#callHandler(live, handler), options)
    live.page.runtime.document.base = { ...head, title: title ?? head?.title, lang: lang ?? head?.lang }
    return { ...live.document, body: renderContent(body, 'app.page(…)') }
  }

  async #callHandler(live: LivePage, handler: DocumentHandler): Promise<PageContent> {
    const island: Parameters<DocumentHandler>[1]['island'] = async (type, ...[props]) =>
      renderedMarkup(await live.island(type, { ...props }))
    const content = handler(live.context, { island })
    if (!isThenable(content)) return content
    return withinTime(
      Promise.resolve(content),
      callbackLimit(this.#options.services, 'The handler of app.page(…)'),
    )
  }

  /** Reports what the page of a route has thrown, unless that leads elsewhere. */
  report(thrown: unknown, pattern: string): void {
    reportThrown(this.#options.services.report, thrown, `the page of "${pattern}"`)
  }
}
