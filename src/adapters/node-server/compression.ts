import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

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

const COMPRESSIBLE =
  /^text\/|^application\/(?:json|javascript|manifest\+json|wasm|xml)|\+xml|^font\/(?:ttf|otf)/

function accepts(header: string, encoding: Encoding): boolean {
  return header.split(',').some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}
