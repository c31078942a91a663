import { packHeaders } from './context.ts'

/** A request of another server: a web `Request`, or what Node's `http` and the frameworks on it hand out. */
export type ForeignRequest = Request | NodeRequest

/** As much of Node's `IncomingMessage`, and of what Express makes of it, as is needed here. */
export interface NodeRequest {
  readonly url?: string | undefined
  /** Express keeps the whole path here while a router is at work. */
  readonly originalUrl?: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean }
}

/** What we read of a request, wherever it comes from. */
export interface Incoming {
  readonly url: string
  readonly secure: boolean
  /** Packed; see `packHeaders`. */
  readonly headers: string
  readonly ip: string
}

/** Reads a request of any server. */
export function readRequest(request: ForeignRequest, ip: string = ''): Incoming {
  if (!isNodeRequest(request)) {
    const { url, headers } = request
    return { url, secure: isSecure(url), headers: packHeaders(headers), ip }
  }
  const { socket, headers } = request
  const scheme = socket.encrypted === true ? 'https' : 'http'
  const url = `${scheme}://${String(headers.host ?? 'localhost')}${request.originalUrl ?? request.url ?? '/'}`
  return {
    url,
    secure: isSecure(url),
    headers: packHeaders(entriesOf(headers)),
    ip: ip || (socket.remoteAddress ?? ''),
  }
}

function isNodeRequest(request: ForeignRequest): request is NodeRequest {
  return 'socket' in request
}

function isSecure(url: string): boolean {
  return url.startsWith('https:')
}

function* entriesOf(headers: NodeRequest['headers']): Iterable<[string, string]> {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) yield [name, typeof value === 'string' ? value : value.join(', ')]
  }
}
