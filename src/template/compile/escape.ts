/** Text on its way into markup and onto the wire. */

/** Text between tags. */
export function escapeText(text: string): string {
  return SPECIAL.test(text) ? wellFormed(text).replace(TEXT, entity) : text
}

/** Text between double quotes in a tag. */
export function escapeAttribute(text: string): string {
  return SPECIAL.test(text) ? wellFormed(text).replace(ATTRIBUTE, entity) : text
}

/**
 * What an HTML parser makes of characters that no document can hold: NUL and halves of surrogate pairs. The
 * wire carries the same, so that a text is the same however it came to the browser.
 */
export function wellFormed(text: string): string {
  return UNPAIRED.test(text) ? text.replace(ILL_FORMED, '\ufffd') : text
}

/** Whether the text ends in the middle of a character. */
export function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff
}

const SPECIAL = /[&<>"\r\0\ud800-\udfff]/
const TEXT = /[&<>\r]/g
const ATTRIBUTE = /[&<>"\r]/g
// The first half is a quick test for what is nearly never there; the second finds what is wrong.
const UNPAIRED = /[\0\ud800-\udfff]/
const ILL_FORMED = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function entity(character: string): string {
  switch (character) {
    case '&':
      return '&amp;'
    case '<':
      return '&lt;'
    case '>':
      return '&gt;'
    case '"':
      return '&quot;'
    default:
      // A carriage return would come out of the parser as a line feed.
      return '&#13;'
  }
}
