import { guard } from '../../template/directives.ts'
import type { Continued, TemplateContent, TemplateResult } from '../../template/template-value.ts'
import { showTokens } from './markdown-templates.ts'
import { parseMarkdown, type MarkdownSource, type ParsedBlock } from './parse-markdown.ts'

/** A block at the top of a text. */
interface Block {
  /** The text from the end of the block before to its own end. */
  readonly source: string
  readonly start: number
  /** Where the second line of it ends: what comes after that cannot join it to the block before. */
  readonly sureFrom: number
  /** Whether it was shown as what it is about to be. */
  readonly isUnfinished: boolean
  readonly content: TemplateResult
}

/**
 * A parsed text, made from the one that stood in its place.
 *
 * Blocks are parsed line by line, so that a block is what it is once the next one has begun: whatever is added later, it stays. One line more is waited for,
 * because a table is known by its second line. What a text has in common with the one before is kept up to there, and the rest parsed
 * anew. Only a definition, `[name]: address`, concerns what is before it: then all of it is parsed, and what gives the same as before is taken over.
 */
export class MarkdownBlocks implements Continued {
  readonly content: readonly TemplateContent[]
  readonly #source: MarkdownSource
  readonly #blocks: readonly Block[]
  /** What the text defines, as JSON: empty for nothing. */
  readonly #definitions: string

  static of(source: MarkdownSource, before: MarkdownBlocks | null): MarkdownBlocks {
    const isSame =
      before !== null && before.#source.text === source.text && before.#source.growing === source.growing
    return isSame ? before : new MarkdownBlocks(source, before)
  }

  private constructor(source: MarkdownSource, before: MarkdownBlocks | null) {
    const kept = before === null || before.#definitions !== '' ? [] : before.#keptFor(source.text)
    const start = kept.length === 0 ? 0 : endOf(kept.at(-1))
    let parsed = parseMarkdown(source, start)
    const blocks: Block[] = [...kept]
    if (parsed.definitions !== '' && start > 0) {
      parsed = parseMarkdown(source, 0)
      blocks.length = 0
    }
    const old = before !== null && before.#definitions === parsed.definitions ? before.#blocks : []
    for (const block of parsed.blocks) blocks.push(takenOver(block, old[blocks.length]))
    this.#source = source
    this.#blocks = blocks
    this.#definitions = parsed.definitions
    this.content = blocks.map(({ content }) => content)
  }

  /** The blocks that a text begins with as well. */
  #keptFor(text: string): readonly Block[] {
    const common = commonLength(this.#source.text, text)
    const next = this.#blocks.findLastIndex(({ sureFrom }) => sureFrom <= common)
    return this.#blocks.slice(0, Math.max(0, next))
  }
}

function takenOver(block: ParsedBlock, old: Block | undefined): Block {
  const { source, start, sureFrom, isUnfinished, tokens } = block
  const isSame = old?.source === source && !old.isUnfinished && !isUnfinished
  const content = isSame ? old.content : showTokens(tokens, held)
  return { source, start, sureFrom, isUnfinished, content }
}

/** What is in a block is not looked at again while the block is the same. */
function held(content: TemplateContent): TemplateContent {
  return guard([content], () => content)
}

function endOf(block: Block | undefined): number {
  return block === undefined ? 0 : block.start + block.source.length
}

function commonLength(before: string, after: string): number {
  if (after.startsWith(before)) return before.length
  let length = 0
  while (length < after.length && before[length] === after[length]) length++
  return length
}
