/** A link whose text is longer is none, most likely: then its bracket is shown. */
const LONGEST_LABEL = 200
/** An address and a title in parentheses, and what may become them. */
const TARGET = /\(\s*(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y
const HALF_TARGET =
  /\(\s*(?:<[^<>\n]*|(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\)?)*)(?:\s+(?:"[^"]*"?|'[^']*'?|\([^()]*\)?)?)?)$/y
const HALF_REFERENCE = /\[[^\]]*$/y
const HALF_ADDRESS = /<(?=(?:https?:|mailto:)[^\s<>]*$)/iy

interface Bracket {
  readonly at: number
  readonly isImage: boolean
}

/**
 * The text of a paragraph that grows, with what is unfinished at its end finished: code and marks are closed, of half a link its text is left, and
 * nothing of half an image. `openMarks` parses a text and gives the marks that it opens and does not close.
 */
export function mendInline(text: string, openMarks: (text: string) => readonly string[]): string {
  const mended = withoutHalves(text)
    .replace(/(?<!\\)\\$/, '')
    .replace(/(?<!\\)[*_~]+$/, '')
    .replace(/(?:^|\n)\|[^\n]*$/, '')
    .trimEnd()
  return mended + openMarks(mended).toReversed().join('')
}

/** Without half links and images, and with half code closed. */
function withoutHalves(text: string): string {
  const open: Bracket[] = []
  const dropped = new Set<number>()
  let end = text.length
  let closed = ''
  for (let at = 0; at < end;) {
    switch (text[at]) {
      case '\\':
        at += 2
        continue
      case '`': {
        const { fence, after } = codeAt(text, at)
        if (after !== null) {
          at = after
          continue
        }
        const code = text.slice(at + fence.length, end).replace(/`+$/, '')
        end = code.trim() === '' ? at : at + fence.length + code.length
        closed = code.trim() === '' ? '' : fence
        at = end
        continue
      }
      case '[':
        open.push({ at, isImage: text[at - 1] === '!' && text[at - 2] !== '\\' })
        break
      case '<':
        if (matches(HALF_ADDRESS, text, at)) dropped.add(at)
        break
      case ']': {
        const bracket = open.pop()
        if (!bracket) break
        const target = matches(TARGET, text, at + 1)
        if (target !== null) {
          at += 1 + target
          continue
        }
        if (!isHalf(text, at + 1)) break
        end = bracket.isImage ? bracket.at - 1 : at
        dropped.add(bracket.at)
        break
      }
      default:
    }
    at++
  }
  for (const { at, isImage } of open.toReversed()) {
    if (text.length - at > LONGEST_LABEL) break
    dropped.add(at)
    if (isImage) [end, closed] = [Math.min(end, at - 1), '']
  }
  const kept = Array.from({ length: Math.max(0, end) }, (_, at) => (dropped.has(at) ? '' : text[at]))
  return kept.join('') + closed
}

/** Code that begins at a backtick: what it must end with, and where it has ended; null where it has not. */
function codeAt(text: string, start: number): { readonly fence: string; readonly after: number | null } {
  const fence = /`+/y
  fence.lastIndex = start
  const [mark = '`'] = fence.exec(text) ?? []
  let at = start + mark.length
  for (;;) {
    at = text.indexOf('`', at)
    if (at === -1) return { fence: mark, after: null }
    fence.lastIndex = at
    const { length } = fence.exec(text)?.[0] ?? mark
    at += length
    if (length === mark.length) return { fence: mark, after: at }
  }
}

/** Whether what follows the text of a link may become its address. */
function isHalf(text: string, at: number): boolean {
  return (
    at >= text.length || matches(HALF_TARGET, text, at) !== null || matches(HALF_REFERENCE, text, at) !== null
  )
}

/** How much of a text a pattern matches at a place. */
function matches(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? null
}
