/**
 * Headers as one text, a line each: a connection keeps its context for as long as it lives, and a text is a
 * tenth of a `Headers`. What only concerns the handshake is left out.
 */
export function packHeaders(headers: Iterable<readonly [name: string, value: string]>): string {
  const lines: string[] = []
  for (const [name, value] of headers) {
    if (!HANDSHAKE.test(name)) lines.push(`${name}:${value}`)
  }
  return lines.join('\n')
}

/** The value of a header that was packed, or an empty text. */
export function packedHeader(packed: string, name: string): string {
  const line = packed.split('\n').find((each) => each.startsWith(`${name}:`))
  return line === undefined ? '' : line.slice(name.length + 1)
}

export function unpackHeaders(packed: string): Headers {
  const headers = new Headers()
  for (const line of packed === '' ? [] : packed.split('\n')) {
    const colon = line.indexOf(':')
    headers.append(line.slice(0, colon), line.slice(colon + 1))
  }
  return headers
}

const HANDSHAKE = /^(?:sec-websocket-.*|connection|upgrade|pragma|cache-control|keep-alive)$/
