import { describe } from '../../template/tree/describe.ts'
import { Misuse, type ContinuedValue } from '../../template/template-value.ts'
import { MarkdownBlocks } from './markdown-blocks.ts'

/** Options of {@link markdown}. */
export interface MarkdownOptions {
  /**
   * Whether more of the text is to come: what is unfinished at its end is shown as what it is about to be. Half a bold word is bold, half a link
   * is its text. Default: false, and the text is shown as CommonMark says.
   */
  readonly growing?: boolean
}

/**
 * Shows Markdown, as CommonMark has it, with tables and ~~struck~~ text. It is content: put it where blocks may stand, not into a `<p>`. HTML in it is shown as text,
 * and links and images lead to `http:`, `https:` and `mailto:` addresses (images not to the latter) or to paths of this site alone. A text that
 * grows is parsed from its last block on, and what was added is sent. Needs the package `markdown-it`.
 *
 * ```ts
 * html`<article>${markdown(this.text, { growing: this.answer.running })}</article>`
 * ```
 */
export function markdown(text: string, options: MarkdownOptions = {}): ContinuedValue | Misuse {
  if (typeof text !== 'string')
    return new Misuse(`markdown(${describe(text)})`, 'It takes a text:  ${markdown(this.text)}')
  const source = { text, growing: options.growing === true }
  return {
    kind: 'continued',
    source,
    next: (before) => MarkdownBlocks.of(source, before instanceof MarkdownBlocks ? before : null),
  }
}
