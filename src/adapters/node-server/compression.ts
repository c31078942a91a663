import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** What a compressed text costs: `fast` for a response that is made once, `best` for one that is kept. */
export type Effort = 'fast' | 'best'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Below this a packet holds it anyway. */
const SMALLEST = 1_000

/** The best encoding that the browser takes for a body of this type; null when it is to be sent as it is. */
export function encodingFor(accepted: string | undefined, type: string, bytes: number): Encoding | null {
  if (bytes < SMALLEST || !COMPRESSIBLE.test(type)) return null
  return (['br', 'gzip'] as const).find((encoding) => accepts(accepted ?? '', encoding)) ?? null
}

export async function compress(body: Uint8Array, encoding: Encoding, effort: Effort): Promise<Buffer> {
  if (encoding === 'gzip') return zip(body, { level: effort === 'best' ? 9 : 6 })
  const quality = effort === 'best' ? constants.BROTLI_MAX_QUALITY : 4
  return brotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
}

/** Compresses what comes in pieces. Each can be read as soon as it is there. */
export function compressor(encoding: Encoding): Transform {
  if (encoding === 'gzip') return createGzip({ level: 6, flush: constants.Z_SYNC_FLUSH })
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_OPERATION_FLUSH } = constants
  // A window of 256 kB: larger ones take megabytes for each response that is under way.
  return createBrotliCompress({
    flush: BROTLI_OPERATION_FLUSH,
    params: { [BROTLI_PARAM_QUALITY]: 4, [BROTLI_PARAM_LGWIN]: 18 },
  })
}

const COMPRESSIBLE =
  /^text\/|^application\/(?:json|javascript|manifest\+json|wasm|xml)|\+xml|^font\/(?:ttf|otf)/

function accepts(header: string, encoding: Encoding): boolean {
  return header.split(',').some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}
