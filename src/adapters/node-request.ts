import type { IncomingMessage } from 'node:http'

/** How far to believe what a request says of where it comes from. */
export interface ProxyOptions {
  /**
   * Whether a proxy stands in front that sets `X-Forwarded-For` and `X-Forwarded-Proto`. Anybody can send
   * these, so they are believed only when you say so.
   */
  readonly proxy?: boolean
}

/** The request as the web's `Request`, without its body; null when it is not one that the web has. */
export function toWebRequest(incoming: IncomingMessage, options: ProxyOptions): Request | null {
  const scheme = schemeOf(incoming, options)
  try {
    const url = new URL(incoming.url ?? '/', `${scheme}://${incoming.headers.host ?? 'localhost'}`)
    return new Request(url, { method: incoming.method ?? 'GET', headers: headersOf(incoming) })
  } catch {
    return null
  }
}

/** The address of the peer, or of the one that the proxy speaks for. */
export function addressOf(incoming: IncomingMessage, { proxy = false }: ProxyOptions): string {
  const forwarded = proxy ? lastOf(incoming.headers['x-forwarded-for']) : ''
  return forwarded || (incoming.socket.remoteAddress ?? '')
}

function schemeOf(incoming: IncomingMessage, { proxy = false }: ProxyOptions): string {
  const forwarded = proxy ? lastOf(incoming.headers['x-forwarded-proto']) : ''
  if (forwarded === 'https' || forwarded === 'http') return forwarded
  return 'encrypted' in incoming.socket ? 'https' : 'http'
}

/** The last entry is the one that the nearest proxy added. */
function lastOf(header: string | readonly string[] | undefined): string {
  const [list = ''] = [header].flat().slice(-1)
  return list.split(',').at(-1)?.trim() ?? ''
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
