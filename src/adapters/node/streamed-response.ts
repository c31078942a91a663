import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { compressor, type Encoding } from '../node-server/compression.ts'

/** Whether a response is written as it comes: one that no proxy is to collect either, or one of server-sent events. */
export function isStreamed({ headers }: Response): boolean {
  return (
    headers.get('x-accel-buffering') === 'no' ||
    headers.get('content-type')?.startsWith('text/event-stream') === true
  )
}

/** Writes a body as it comes, as fast as it is read. Whoever makes it is told when its reader is gone: it is cancelled. */
export async function writeStreamed(
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  body: ReadableStream<Uint8Array>,
  encoding: Encoding | null,
): Promise<void> {
  if (method === 'HEAD') {
    await body.cancel()
    outgoing.end()
    return
  }
  // The class is that of the platform, which Node declares once more.
  const source = Readable.fromWeb(body as NodeStream<Uint8Array>)
  try {
    await (encoding === null ? pipeline(source, outgoing) : pipeline(source, compressor(encoding), outgoing))
  } catch (error) {
    // A response that is cut is not taken for whole.
    outgoing.destroy()
    if (!isNoFault(error)) throw error
  }
}

/** Whether the reader is gone, or the body was given up by its maker, who has said why. */
function isNoFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { name, code = '' }: NodeJS.ErrnoException = error
  return name === 'AbortError' || /^(?:ERR_STREAM_.*|ECONNRESET|EPIPE)$/.test(code)
}
