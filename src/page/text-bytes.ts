/** Of a text so many characters are looked at. */
const MOST_LOOKED_AT = 4_096

/**
 * What the characters of a text take: one byte each, or two where one of them is beyond Latin-1. Of a long text some
 * are looked at, from its beginning to its end.
 */
export function textBytes(text: string): number {
  const step = Math.ceil(text.length / MOST_LOOKED_AT)
  for (let index = 0; index < text.length; index += step) {
    if (text.charCodeAt(index) > 0xff) return 2 * text.length
  }
  return text.length
}
