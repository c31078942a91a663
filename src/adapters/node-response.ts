import type { IncomingMessage, ServerResponse } from 'node:http'
import { compress, encodingFor, type Encoding } from './compression.ts'

/** Writes responses of an application to Node's. */
export interface ResponseWriter {
  write(incoming: IncomingMessage, outgoing: ServerResponse, response: Response): Promise<void>
}

/** A writer that compresses bodies where the browser takes it. What never changes is compressed once. */
export function createResponseWriter(options: { readonly compress: boolean }): ResponseWriter {
  const kept = new Map<string, Promise<Buffer>>()
  return { write }

  async function write(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    response: Response,
  ): Promise<void> {
    const body = Buffer.from(await response.arrayBuffer())
    const type = response.headers.get('content-type') ?? ''
    const accepted = incoming.headers['accept-encoding']
    const encoding = options.compress ? encodingFor(accepted, type, body.length) : null
    const content = encoding === null ? body : await compressed(incoming, response, body, encoding)

    outgoing.statusCode = response.status
    for (const [name, value] of response.headers) {
      if (name !== 'set-cookie') outgoing.setHeader(name, value)
    }
    for (const cookie of response.headers.getSetCookie()) outgoing.appendHeader('set-cookie', cookie)
    if (encoding !== null) outgoing.setHeader('content-encoding', encoding)
    if (options.compress && type !== '') outgoing.appendHeader('vary', 'accept-encoding')
    if (response.status !== 304) outgoing.setHeader('content-length', content.length)
    outgoing.end(incoming.method === 'HEAD' ? undefined : content)
  }

  function compressed(
    incoming: IncomingMessage,
    response: Response,
    body: Buffer,
    encoding: Encoding,
  ): Promise<Buffer> {
    const unchanging = response.headers.get('cache-control')?.includes('immutable') === true
    if (!unchanging) return compress(body, encoding, 'fast')
    // An address that answers so always answers the same, and an application has two of them.
    const key = `${encoding} ${incoming.url ?? ''}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = compress(body, encoding, 'best')
    kept.set(key, made)
    return made
  }
}
