import { readBase } from './base.ts'
import { forwardedScheme, lastEntry } from './forwarded.ts'
import { packedHeader, packHeaders } from './packed-headers.ts'

/** A request of another server: a web `Request`, or what Node's `http` and the frameworks on it hand out. */
export type ForeignRequest = Request | NodeRequest

/** As much of Node's `IncomingMessage`, and of what Express makes of it, as is needed here. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Express keeps the whole path here while a router is at work. */
  readonly originalUrl?: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean }
}

/** What an adapter knows of a peer beside its request. */
export interface PeerInfo {
  /** Its address. */
  readonly ip?: string
  /**
   * The path under which the application is mounted, such as `/shop`. Its routes do not contain it, and addresses that are not
   * below it are not the application's. Throws `unusable-base` for what is no path.
   */
  readonly base?: string
}

/** What is known of a request of another server beside the request. */
export interface ForeignPeerInfo extends PeerInfo {
  /**
   * Whether a proxy stands in front that sets `X-Forwarded-For` and `X-Forwarded-Proto`. Anybody can send these, so
   * they are trusted only when this is set.
   */
  readonly proxy?: boolean
}

/** What we read of a request, wherever it comes from. */
export interface Incoming {
  readonly url: string
  /** The path under which the application is mounted; mostly empty. */
  readonly base: string
  readonly secure: boolean
  /** Whether it is neither GET nor HEAD: then it is not to be repeated. */
  readonly posted: boolean
  /** Packed; see `packHeaders`. */
  readonly headers: string
  readonly ip: string
}

/** Reads a request of any server. */
export function readRequest(
  request: ForeignRequest,
  { ip = '', base = '', proxy = false }: ForeignPeerInfo = {},
): Incoming {
  const { headers, url, address } = isNodeRequest(request)
    ? readNodeRequest(request)
    : { headers: packHeaders(request.headers), url: request.url, address: '' }
  const scheme = proxy ? forwardedScheme(packedHeader(headers, 'x-forwarded-proto')) : null
  const forwarded = proxy ? lastEntry(packedHeader(headers, 'x-forwarded-for')) : ''
  const seen = scheme === null ? url : url.replace(/^https?/, scheme)
  const posted = !/^(?:GET|HEAD)$/.test(request.method ?? 'GET')
  return {
    url: seen,
    base: readBase(base),
    secure: seen.startsWith('https:'),
    posted,
    headers,
    ip: ip || forwarded || address,
  }
}

function readNodeRequest({ socket, headers, originalUrl, url = '/' }: NodeRequest): {
  readonly headers: string
  readonly url: string
  readonly address: string
} {
  const scheme = socket.encrypted === true ? 'https' : 'http'
  const host = String(headers['host'] ?? 'localhost')
  const asked = requestUrl(scheme, host, originalUrl ?? url) ?? new URL(`${scheme}://localhost/`)
  return { headers: packHeaders(entriesOf(headers)), url: asked.href, address: socket.remoteAddress ?? '' }
}

/**
 * The URL of a request line: its path at the host of the `Host` header. A target that begins with two slashes is
 * a path too, and a host in the target itself is ignored. Null when it is no URL, or not {@link isPlain}.
 */
export function requestUrl(scheme: string, host: string, target: string): URL | null {
  const path = withoutOrigin(target)
  if (!HOST.test(host) || !(path === '' || /^[/?]/.test(path))) return null
  const url = `${scheme}://${host}${path}`
  return isPlain(path) && URL.canParse(url) ? new URL(url) : null
}

/**
 * Whether an address leads to the path that is written: of `/public/%2e%2e/admin` and `/public\..\admin` the URL standard makes
 * `/admin`. A server in front that guards paths goes by what is written.
 */
export function isPlain(address: string): boolean {
  const [path = ''] = withoutOrigin(address).split(/[?#]/, 1)
  return !REWRITTEN.test(path)
}

/** What parsers of URLs do more to a path than encode its characters (https://url.spec.whatwg.org/#path-state). */
const REWRITTEN = /[\\\t\n\r]|[\0- ]$|\/(?:\.|%2e){1,2}(?:\/|$)/i

function withoutOrigin(target: string): string {
  return target.replace(/^https?:\/\/[^/?#\\\s]*/i, '')
}

/** The path below the one under which the application is mounted; null for a URL that is not below it. */
export function pathWithinApp({ url, base }: Pick<Incoming, 'url' | 'base'>): string | null {
  if (!isPlain(url)) return null
  const { pathname } = new URL(url)
  if (pathname === base) return '/'
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : null
}

/**
 * The address of a URL at this server: its path and search. One that begins with two slashes would lead to another server.
 */
export function localAddress(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname.replace(/^\/+/, '/') + search
}

/** A name, an IPv4 or an IPv6 address, and perhaps a port: nothing that would end the host in a URL. */
const HOST = /^[\w.~!$&'()*+,;=%-]*(?::\d*)?$|^\[[\da-f:.]+\](?::\d*)?$/i

function isNodeRequest(request: ForeignRequest): request is NodeRequest {
  return 'socket' in request
}

function* entriesOf(headers: NodeRequest['headers']): Iterable<[string, string]> {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) yield [name, typeof value === 'string' ? value : value.join(', ')]
  }
}
