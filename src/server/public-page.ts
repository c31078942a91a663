import { Hasher } from '../template/compile/hash.ts'
import type { Params } from '../view/pattern.ts'
import type { RouteCache } from '../view/route.ts'
import { parseCookies } from './cookies.ts'
import { pathWithinApp, requestUrl, type Incoming } from './incoming.ts'
import type { Locales } from './locale.ts'
import { packedHeader } from './packed-headers.ts'

/** Where a public page asks for its token, with its own address as the search: what is there is in no cache. */
export const PAGE_PATH = '/_live/page'

/** What stands in the place of the token of a page that is for everybody: no page is found by it, so the browser asks for one. */
export const NO_TOKEN = '-'

/** Whether a page that is shown asks for itself. */
export function isRenewal({ headers }: Pick<Incoming, 'headers'>): boolean {
  return /^live-renewal:/m.test(headers)
}

/** A request for the token of a public page, as the request for that page. */
export function asPageRequest(incoming: Incoming): Incoming {
  if (pathWithinApp(incoming) !== PAGE_PATH || !isRenewal(incoming)) return incoming
  const { protocol, host, search } = new URL(incoming.url)
  const address = decoded(search.slice(1))
  const url = address.startsWith('/') ? requestUrl(protocol.slice(0, -1), host, address) : null
  return url ? { ...incoming, url: url.href } : incoming
}

/** A request for a page that is kept for all. */
export interface PublicRequest {
  /** As anybody makes it: the page shows nothing of who was the first to ask for it, but is in their language. */
  readonly incoming: Incoming
  /** The names of the headers that decide about the language; empty for none. */
  readonly vary: string
}

export function withoutVisitor(incoming: Incoming, params: Params, locales: Locales): PublicRequest {
  const { headers, url } = incoming
  const host = packedHeader(headers, 'host')
  const cookies = parseCookies(packedHeader(headers, 'cookie'))
  const acceptLanguage = packedHeader(headers, 'accept-language')
  const language = locales.languageOfAll({ url: new URL(url), params, cookies, acceptLanguage })
  const kept = [...(host === '' ? [] : [`host:${host}`]), ...language.headers]
  return { incoming: { ...incoming, headers: kept.join('\n'), ip: '' }, vary: language.vary }
}

/** How a page is kept, and what its response depends on. */
export interface PublicOptions {
  readonly cache: RouteCache
  readonly vary: string
}

/** The response with a page that caches may keep, or 304 where the browser, or the cache, has it. */
export function publicResponse(
  html: string,
  { cache, vary }: PublicOptions,
  { headers }: Incoming,
): Response {
  const etag = `"${new Hasher().add(html).text()}"`
  const common = { 'cache-control': cacheControl(cache), etag, ...(vary !== '' && { vary }) }
  if (holds(packedHeader(headers, 'if-none-match'), etag))
    return new Response(null, { status: 304, headers: common })
  return new Response(html, {
    headers: { ...common, 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
  })
}

function cacheControl({ maxAge = 0, sharedMaxAge, staleWhileRevalidate }: RouteCache): string {
  return [
    'public',
    `max-age=${maxAge}`,
    ...(sharedMaxAge === undefined ? [] : [`s-maxage=${sharedMaxAge}`]),
    ...(staleWhileRevalidate === undefined ? [] : [`stale-while-revalidate=${staleWhileRevalidate}`]),
  ].join(', ')
}

/** Whether one of these validators is this one. What compresses a response on its way makes it a weak one. */
function holds(validators: string, etag: string): boolean {
  return validators.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
