import type { IncomingMessage } from 'node:http'
import { isBase } from '../../server/base.ts'
import { forwardedScheme, lastEntry } from '../../server/forwarded.ts'
import { requestUrl } from '../../server/incoming.ts'
import { bodyOf } from './request-body.ts'

/** Whether to trust what a request claims about its origin. */
export interface ProxyOptions {
  /**
   * Whether a proxy stands in front that sets `X-Forwarded-For` and `X-Forwarded-Proto`. Anybody can send
   * these, so they are trusted only when this is set.
   */
  readonly proxy?: boolean
}

/** A request that a framework has taken a prefix off: Express and Connect keep the whole here. */
interface MountedRequest extends IncomingMessage {
  readonly originalUrl?: unknown
}

/** The request as the web's `Request`; null when it is not one that the web has. */
export function toWebRequest(incoming: IncomingMessage, options: ProxyOptions): Request | null {
  const url = requestUrl(
    schemeOf(incoming, options),
    incoming.headers.host ?? 'localhost',
    targetOf(incoming),
  )
  if (url === null) return null
  try {
    const { method = 'GET' } = incoming
    const parts = { method, headers: headersOf(incoming) }
    if (method === 'GET' || method === 'HEAD') return new Request(url, parts)
    // A stream is sent while the response may come already (https://fetch.spec.whatwg.org/#dom-requestinit-duplex), which
    // the types of the web do not have yet.
    const streamed: RequestInit & { readonly duplex: 'half' } = {
      ...parts,
      body: bodyOf(incoming),
      duplex: 'half',
    }
    return new Request(url, streamed)
  } catch {
    return null
  }
}

/**
 * The path under which the application is mounted: what the target has before what is left of it. Null where no page can be
 * below it, such as `/..` for a mount at `/:name`.
 */
export function baseOf(incoming: IncomingMessage): string | null {
  const whole = pathOf(targetOf(incoming))
  const rest = pathOf(incoming.url ?? '/')
  const base = whole.endsWith(rest) ? whole.slice(0, whole.length - rest.length) : rest === '/' ? whole : ''
  return isBase(base) ? base : null
}

/** The address of the peer, or of the one that the proxy speaks for. */
export function addressOf(incoming: IncomingMessage, { proxy = false }: ProxyOptions): string {
  const forwarded = proxy ? headerOf(incoming, 'x-forwarded-for') : ''
  return lastEntry(forwarded) || (incoming.socket.remoteAddress ?? '')
}

/** The target of a request may name a host. */
function pathOf(target: string): string {
  const [path = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)
  return path
}

function targetOf(incoming: MountedRequest): string {
  return typeof incoming.originalUrl === 'string' ? incoming.originalUrl : (incoming.url ?? '/')
}

function schemeOf(incoming: IncomingMessage, { proxy = false }: ProxyOptions): string {
  const forwarded = proxy ? forwardedScheme(headerOf(incoming, 'x-forwarded-proto')) : null
  return forwarded ?? ('encrypted' in incoming.socket ? 'https' : 'http')
}

/** A header that comes several times counts as one list. */
function headerOf({ headers }: IncomingMessage, name: string): string {
  return [headers[name] ?? ''].flat().join(',')
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    // HTTP/2 has its method and path among the headers.
    if (!name.startsWith(':')) headers.append(name, rawHeaders[index + 1] ?? '')
  }
  return headers
}
