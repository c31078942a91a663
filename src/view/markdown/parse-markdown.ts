import createParser, {
  type Env,
  type MarkdownIt,
  type StateCore,
  type StateInline,
  type Token,
} from 'markdown-it'
import { mendInline } from './unfinished-inline.ts'
import { withoutMarks } from './unfinished-line.ts'

/** A text in Markdown, and whether more of it is to come. */
export interface MarkdownSource {
  readonly text: string
  readonly growing: boolean
}

/** HTML is text. Elements are nested so deep at most that no tree of them is too deep for a page. */
const parser: MarkdownIt = createParser({ html: false, maxNesting: 40 })
parser.validateLink = isAllowed
parser.core.ruler.after('block', 'unfinished', mendLast)
parser.inline.ruler2.after('balance_pairs', 'open_marks', noteOpenMarks)

/** A piece of a text as the parser gives it: the beginning of an element, its end, or a whole one. */
export type MarkdownToken = Token

/** A block at the top of a text, parsed. */
export interface ParsedBlock {
  readonly source: string
  readonly start: number
  readonly sureFrom: number
  readonly isUnfinished: boolean
  readonly tokens: readonly MarkdownToken[]
}

export interface ParsedMarkdown {
  readonly blocks: readonly ParsedBlock[]
  readonly definitions: string
}

/** Parses a text from the start of one of its blocks on. */
export function parseMarkdown({ text, growing }: MarkdownSource, start: number): ParsedMarkdown {
  const whole = text.slice(start)
  const parse = (source: string): Parsed => parseAll(source, growing)
  let parsed = parse(whole)
  const shown = growing ? withoutMarks(whole, parsed.tokens.at(-1)?.type === 'fence') : whole
  if (shown !== whole) parsed = parse(shown)
  const lines = lineStarts(whole)
  const blocks: ParsedBlock[] = []
  let from = 0
  for (const tokens of atTop(parsed.tokens)) {
    const [firstLine, endLine] = tokens[0]?.map ?? [0, 0]
    const end = lines[endLine] ?? whole.length
    const sure = lines[firstLine + 2]
    const sureFrom = sure === undefined ? Infinity : start + sure
    blocks.push({
      source: whole.slice(from, end),
      start: start + from,
      sureFrom,
      isUnfinished: false,
      tokens,
    })
    from = end
  }
  const last = blocks.at(-1)
  if (growing && last) blocks[blocks.length - 1] = { ...last, isUnfinished: true }
  return { blocks, definitions: parsed.definitions }
}

interface Parsed {
  readonly tokens: readonly MarkdownToken[]
  readonly definitions: string
}

function parseAll(source: string, growing: boolean): Parsed {
  // What the parser is told of the text, and tells: `references` is its own name.
  const known: Env = { growing }
  const tokens = parser.parse(source, known)
  const { references = {} } = known
  return { tokens, definitions: Object.keys(references).length === 0 ? '' : JSON.stringify(references) }
}

/** Addresses of the web and of mail, and those that have no scheme. */
function isAllowed(address: string): boolean {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address.trim())?.[0].toLowerCase()
  return scheme === undefined || scheme === 'http:' || scheme === 'https:' || scheme === 'mailto:'
}

/** The last text of a text that grows is shown as what it is about to be. */
function mendLast({ tokens, env, md }: StateCore): void {
  if (env['growing'] !== true) return
  const last = tokens.findLast(({ nesting }) => nesting !== -1)
  if (last?.type !== 'inline') return
  last.content = mendInline(last.content, (text) => {
    const openMarks: string[] = []
    md.inline.parse(text, md, { ...env, growing: false, openMarks }, [])
    return openMarks
  })
}

function noteOpenMarks({ env, delimiters, tokens }: StateInline): boolean {
  const { openMarks } = env
  if (!Array.isArray(openMarks)) return true
  for (const { open, close, end, token } of delimiters)
    if (open && !close && end === -1) openMarks.push(tokens[token]?.content ?? '')
  return true
}

/** The tokens of each block at the top. */
function atTop(tokens: readonly MarkdownToken[]): readonly (readonly MarkdownToken[])[] {
  const blocks: MarkdownToken[][] = []
  let depth = 0
  for (const token of tokens) {
    if (depth === 0 && token.nesting !== -1) blocks.push([])
    blocks.at(-1)?.push(token)
    depth += token.nesting
  }
  return blocks
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
