/** What the characters of a text take: one byte each, or two where one of them is beyond Latin-1. */
export function textBytes(text: string): number {
  return BEYOND_LATIN_1.test(text) ? 2 * text.length : text.length
}

const BEYOND_LATIN_1 = /[^\0-\xff]/
