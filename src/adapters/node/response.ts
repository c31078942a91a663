import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { keepFromCdn } from '../../server/response-headers.ts'
import { ByteCache } from '../node-server/byte-cache.ts'
import { compress, encodingFor, type Encoding } from '../node-server/compression.ts'
import { isStreamed, writeStreamed } from './streamed-response.ts'

/** Writes responses of an application to Node's. */
export interface ResponseWriter {
  write(incoming: IncomingMessage, outgoing: ServerResponse, response: Response): Promise<void>
}

/** What is kept of compressed contents that never change, in bytes. */
const MOST_KEPT = 16 * 1024 * 1024

/** A writer that compresses bodies where the browser takes it. What never changes is compressed once. */
export function createResponseWriter(options: { readonly compress: boolean }): ResponseWriter {
  const cache = new ByteCache(MOST_KEPT)
  return { write }

  async function write(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    response: Response,
  ): Promise<void> {
    if (response.body && isStreamed(response)) {
      const encoding = encodingOf(incoming, response, Infinity)
      writeHead(outgoing, response, encoding)
      return writeStreamed(incoming, outgoing, response.body, encoding)
    }
    const body = Buffer.from(await response.arrayBuffer())
    const encoding = encodingOf(incoming, response, body.length)
    const content = encoding === null ? body : await compressed(response, body, encoding)
    writeHead(outgoing, response, encoding)
    if (response.status !== 304) outgoing.setHeader('content-length', content.length)
    outgoing.end(incoming.method === 'HEAD' ? undefined : content)
  }

  function encodingOf({ headers }: IncomingMessage, response: Response, bytes: number): Encoding | null {
    // A body that is encoded already stays so.
    if (!options.compress || response.headers.has('content-encoding')) return null
    return encodingFor(headers['accept-encoding'], typeOf(response), bytes)
  }

  function writeHead(outgoing: ServerResponse, response: Response, encoding: Encoding | null): void {
    outgoing.statusCode = response.status
    // What middleware has set before.
    keepFromCdn(outgoing, response.headers.get('cache-control') ?? '')
    for (const [name, value] of response.headers) {
      if (name !== 'set-cookie') outgoing.setHeader(name, value)
    }
    for (const cookie of response.headers.getSetCookie()) outgoing.appendHeader('set-cookie', cookie)
    if (encoding !== null) {
      outgoing.setHeader('content-encoding', encoding)
      // It is that of the body as it was.
      outgoing.removeHeader('content-length')
    }
    if (options.compress && typeOf(response) !== '') outgoing.appendHeader('vary', 'accept-encoding')
  }

  function compressed(response: Response, body: Buffer, encoding: Encoding): Promise<Buffer> {
    const unchanging = response.headers.get('cache-control')?.includes('immutable') === true
    if (!unchanging) return compress(body, encoding, 'fast')
    // By its content: an address has as many forms as there are query strings.
    const key = `${encoding} ${createHash('sha256').update(body).digest('base64')}`
    return cache.get(key, body.length, () => compress(body, encoding, 'best'))
  }
}

function typeOf({ headers }: Response): string {
  return headers.get('content-type') ?? ''
}
