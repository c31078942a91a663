/** The text of a template with something in place of its holes, and how to show it in a message. */
import { locationOf } from './template-location.ts'

/** Stands for hole numbers in markup, in a spelling that the template itself does not contain. */
export class HoleMarks {
  readonly #prefix: string
  readonly #pattern: RegExp

  constructor(strings: readonly string[]) {
    const text = decoded(strings.join('')).toLowerCase()
    let prefix = 'hole-'
    while (text.includes(prefix)) prefix = `x${prefix}`
    this.#prefix = prefix
    this.#pattern = new RegExp(`${prefix}(\\d+)z`, 'g')
  }

  /** What stands for a hole. Lower case, and possible as a tag name, an attribute, a value and text. */
  of(hole: number): string {
    return `${this.#prefix}${hole}z`
  }

  /** The holes in a text, in order. */
  in(text: string): number[] {
    return Array.from(text.matchAll(this.#pattern), (match) => Number(match[1]))
  }

  /** The text around the holes: one more than there are holes. */
  around(text: string): string[] {
    return text.split(this.#pattern).filter((_, index) => index % 2 === 0)
  }

  /** The text with its holes as an author writes them. */
  readable(text: string): string {
    return text.replace(this.#pattern, '${…}').replace(/<!--(\$\{…\})-->/g, '$1')
  }
}

/** The text with the letters that character references stand for: a reference may spell a mark as well. */
function decoded(text: string): string {
  if (!text.includes('&#')) return text
  const letters = text.replace(
    /&#(?:x([\da-f]+)|(\d+));?/gi,
    (_, hex: string | undefined, decimal: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code < 0x80 ? String.fromCharCode(code) : ' '
    },
  )
  return text + letters
}

/** A template on its way into the parser: `text` is what is parsed. */
export interface TemplateSource {
  /** The file and line of its literal; null where they are not known. */
  readonly location: string | null
  readonly text: string
  readonly marks: HoleMarks
}

/** The lines of a source around an offset, with a mark under the place. */
export function excerpt(source: TemplateSource, offset: number): string {
  const before = source.marks.readable(source.text.slice(0, offset))
  return at(source.location) + mark(before, source.marks.readable(source.text.slice(offset)))
}

/** The lines of a template around a hole, with a mark under it. */
export function excerptOfHole(strings: readonly string[], hole: number): string {
  const before = strings.slice(0, hole + 1).join('${…}')
  return at(locationOf(strings)) + mark(before, `\${…}${strings.slice(hole + 1).join('${…}')}`)
}

/** The same at the first place where a template has this text itself; null where it has not. */
export function excerptOfText(strings: readonly string[], text: string): string | null {
  const written = strings.join('${…}')
  const offset = written.indexOf(text)
  return offset === -1
    ? null
    : at(locationOf(strings)) + mark(written.slice(0, offset), written.slice(offset))
}

/** The first lines of a template. */
export function outline(strings: readonly string[]): string {
  const lines = strings.join('${…}').trim().split('\n')
  const indent = sharedIndent(lines)
  const shown = lines
    .slice(0, OUTLINE)
    .concat(lines.length > OUTLINE ? ['…'] : [])
    .map((line) => `    ${shorten(unindent(line, indent))}`)
    .join('\n')
  return at(locationOf(strings)) + shown
}

function at(location: string | null): string {
  return location === null ? '' : `    at ${location}\n\n`
}

const LINES_AROUND = 3
const OUTLINE = 6
const WIDTH = 100
const LONGEST = 160

function mark(before: string, after: string): string {
  const above = before.split('\n')
  const below = after.split('\n')
  const start = above.pop() ?? ''
  const shownStart = start.length > WIDTH / 2 ? `…${start.slice(start.length - WIDTH / 2)}` : start
  const end = (below.shift() ?? '').slice(0, WIDTH / 2)
  const length = Math.max(1, /^(?:\$\{…\}|<\/?[^\s>]*>?|[\w?.@-]+|.)?/.exec(end)?.[0].length ?? 1)
  const pointer = ' '.repeat(shownStart.length) + '^'.repeat(length)
  const shownAbove = above.slice(-LINES_AROUND)
  const lines = [...shownAbove, shownStart + end, ...below.slice(0, LINES_AROUND)]
  const indent = sharedIndent(lines)
  lines.splice(shownAbove.length + 1, 0, pointer)
  return lines
    .map((line) => unindent(line, indent))
    .filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1))
    .map((line) => `    ${shorten(line)}`)
    .join('\n')
}

/** A line as it fits into a message: some templates are one line of a megabyte. */
export function shorten(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** The indentation of all lines but the first, which follows the backtick and so often has none. */
function sharedIndent(lines: readonly string[]): number {
  const [first = '', ...rest] = lines
  const indented = (first.startsWith(' ') ? lines : rest).filter((line) => line.trim() !== '')
  return indented.length === 0
    ? 0
    : Math.min(...indented.map((line) => line.length - line.trimStart().length))
}

function unindent(line: string, indent: number): string {
  return (line.slice(0, indent).trim() === '' ? line.slice(indent) : line).trimEnd()
}
