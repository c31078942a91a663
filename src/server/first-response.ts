import type { MountableClass } from '../page/component-instance.ts'
import type { Page } from '../page/page.ts'
import { renderedMarkup } from '../template/directives.ts'
import type { Context } from '../view/context.ts'
import { NotFound, Redirect } from '../view/signals.ts'
import { renderContent } from './content.ts'
import { languageOf } from './context.ts'
import { renderDocument, type DocumentTemplate } from './document.ts'
import { documentOf, type DocumentHandler, type PageOptions } from './document-page.ts'
import { failureResponse, notFoundResponse } from './error-pages.ts'
import type { Incoming } from './incoming.ts'
import { LivePage, openRequest, pageHeaders, type PageParts } from './live-page.ts'
import type { PageToken } from './page-token.ts'
import { redirectResponse } from './redirects.ts'
import type { RouteMatch, Routes } from './routes.ts'

/** Where a route leads: to a view, or to a document of actions. */
export type RouteTarget =
  | { readonly kind: 'view'; readonly type: MountableClass }
  | { readonly kind: 'document'; readonly handler: DocumentHandler; readonly options: PageOptions }

/** What the pages of routes need of the application. */
export interface ResponseParts extends PageParts {
  readonly routes: Routes<RouteTarget>
  readonly document: DocumentTemplate
  readonly development: boolean
}

/** Answers a GET for a route: complete HTML, and the page parked for its socket. */
export async function respond(
  parts: ResponseParts,
  match: RouteMatch<RouteTarget>,
  incoming: Incoming,
): Promise<Response> {
  try {
    const { visitor, context } = openRequest(parts, incoming, match)
    const live = new LivePage(parts, { incoming, route: match, visitor, context: await context })
    const { title, lang, body } = await render(live, match.target)
    live.park()
    const html = renderDocument(parts.document, { head: await live.head(), title, lang, body })
    const headers = { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' }
    return new Response(html, { headers: { ...headers, ...pageHeaders(visitor) } })
  } catch (thrown) {
    return answerFor(parts, thrown, match.pattern)
  }
}

/** Makes the page of a token again, for a socket that came to a process that does not hold it; null when it cannot. */
export async function renderAgain(
  parts: ResponseParts,
  token: PageToken,
  context: Context,
): Promise<Page | null> {
  const incoming: Incoming = { url: token.url, secure: false, headers: '', ip: context.ip }
  const match = token.kind === 'route' ? parts.routes.match(new URL(token.url).pathname) : null
  const route = match?.pattern === token.route ? match : null
  const live = new LivePage(parts, {
    incoming,
    route,
    visitor: { id: token.visitor, setCookie: null },
    context,
  })
  // Without roots there is nothing to render: it only waits for actions.
  if (token.digest === null) return live.page
  if (route === null) return null
  try {
    await render(live, route.target)
    return live.page
  } catch (thrown) {
    // The browser loads the page anew, and the request for it tells what is to be seen instead.
    if (!(thrown instanceof Redirect || thrown instanceof NotFound)) report(parts, thrown, route.pattern)
    return null
  }
}

interface Rendered {
  readonly title: string
  readonly lang: string
  readonly body: string
}

async function render(live: LivePage, target: RouteTarget): Promise<Rendered> {
  const lang = languageOf(live.context) ?? 'en'
  if (target.kind === 'view') {
    const body = await live.view(target.type)
    return { title: live.title ?? '', lang, body }
  }
  const island: Parameters<DocumentHandler>[1]['island'] = async (type, ...[props]) =>
    renderedMarkup(await live.island(type, { ...props }))
  const content = documentOf(await target.handler(live.context, { island }), target.options)
  const body = renderContent(content.body, 'app.page(…)')
  return { title: content.title ?? live.title ?? '', lang: content.lang ?? lang, body }
}

function answerFor(parts: ResponseParts, thrown: unknown, pattern: string): Response {
  try {
    if (thrown instanceof Redirect) return redirectResponse(thrown.to)
    if (thrown instanceof NotFound) return notFoundResponse(parts)
  } catch (error) {
    return fail(parts, error, pattern)
  }
  return fail(parts, thrown, pattern)
}

function fail(parts: ResponseParts, error: unknown, pattern: string): Response {
  report(parts, error, pattern)
  return failureResponse(parts, error)
}

function report(parts: ResponseParts, error: unknown, pattern: string): void {
  parts.services.report(error, `the page of "${pattern}"`)
}
