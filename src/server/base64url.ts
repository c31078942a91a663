const ALPHABET: Uint8Array = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
)
const ascii = new TextDecoder('ascii')

/**
 * Bytes as text that may stand in an attribute, a cookie or a URL. Written out, because what `btoa` and
 * `replace` make holds on to the longer texts that it came from, for as long as it is kept.
 */
export function toBase64Url(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  for (let index = 0; index < text.length; index++) {
    // Each character is six bits, from one byte or across two.
    const bit = index * 6
    const at = bit >> 3
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    text[index] = ALPHABET[(pair >> (10 - (bit & 7))) & 63] ?? 0
  }
  return ascii.decode(text)
}

/** The bytes, or null when the text is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
