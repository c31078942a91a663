/**
 * Parses the text of a template as a browser does and makes sure that the result is what is written:
 * everything that an HTML parser silently moves, closes, adds or drops is refused with its place.
 */
import {
  defaultTreeAdapter,
  html as spec,
  Parser,
  type DefaultTreeAdapterTypes,
  type ParserError,
  type Token,
} from 'parse5'
import {
  attributeRefused,
  escapeInvalid,
  holeMisplaced,
  markupRearranged,
  nestedTooDeep,
} from '../../errors/template.ts'
import {
  childrenOf,
  DEEPEST,
  holdsRawText,
  holdsText,
  isComment,
  isElement,
  isHtml,
  isText,
  isVoid,
  type Element,
  type Namespace,
  type Node,
  type Root,
} from './nodes.ts'
import { holdsCode } from './value-rules.ts'
import { checkStructure, type Tag } from './structure.ts'
import { locationOf } from './template-location.ts'
import { excerpt, excerptOfHole, HoleMarks, shorten, type TemplateSource } from './source.ts'

/** A template that a browser builds as it is written. */
export interface ParsedTemplate {
  readonly root: Root
  readonly source: TemplateSource
  /** Holes in comments. */
  readonly dropped: ReadonlySet<number>
  /** A whole document, from `<!doctype html>` or `<html>`. */
  readonly document: boolean
}

/** Parses a template. Holes among content come out as comments, all others as text in their place. */
export function parseTemplate(strings: readonly string[], namespace: Namespace): ParsedTemplate {
  refuseEscapes(strings)
  const marks = new HoleMarks(strings)
  const document = /^\s*<(?:!doctype|html)\b/i.test(strings[0] ?? '')
  const { content, dropped, slashed } = placesOfHoles(strings, marks, namespace, document)
  const text = strings.reduce((before, after, index) => {
    const mark = marks.of(index - 1)
    const space = slashed.has(index - 1) ? ' ' : ''
    return before + (content.has(index - 1) ? `<!--${mark}-->` : mark) + space + after
  })
  const source: TemplateSource = { location: locationOf(strings), text, marks }
  const { root, tags, errors } = parse(text, namespace, document)
  for (const error of errors) refuseError(source, error)
  checkStructure(root, tags, source, { namespace, document })
  return { root, source, dropped, document }
}

/** Parses markup as content of a `<template>`, or of `<svg>` or `<math>`. */
export function parseMarkup(markup: string, namespace: Namespace): Root {
  return parse(markup, namespace, false).root
}

// --- parsing ---

interface Parsed {
  readonly root: Root
  readonly tags: readonly Tag[]
  readonly errors: readonly ParserError[]
  /** Where a tag is that opens an element too deep in others. */
  readonly deep: number | null
}

function parse(text: string, namespace: Namespace, document: boolean): Parsed {
  const errors: ParserError[] = []
  const options = { sourceCodeLocationInfo: true, onParseError: (error: ParserError) => errors.push(error) }
  if (document) {
    const parser = new RecordingParser(options)
    parser.tokenizer.write(text, true)
    return { root: parser.document, tags: parser.tags, errors, deep: parser.deep }
  }
  // The static method constructs the class that it is called on.
  const parser = RecordingParser.getFragmentParser(contextOf(namespace), options) as RecordingParser
  parser.tokenizer.write(text, true)
  return { root: parser.getFragment(), tags: parser.tags, errors, deep: parser.deep }
}

/** Writes down every tag that is in the text, whatever becomes of it. */
class RecordingParser extends Parser<DefaultTreeAdapterTypes.DefaultTreeAdapterMap> {
  readonly tags: Tag[] = []
  deep: number | null = null

  override onStartTag(token: Token.TagToken): void {
    this.#record(token, false)
    // What comes then is not looked at, and walks through what is deeper would end in nothing good.
    if (this.openElements.stackTop > DEEPEST) this.deep ??= token.location?.startOffset ?? 0
    else super.onStartTag(token)
  }

  override onEndTag(token: Token.TagToken): void {
    this.#record(token, true)
    super.onEndTag(token)
  }

  #record(token: Token.TagToken, end: boolean): void {
    this.tags.push({
      name: token.tagName,
      end,
      offset: token.location?.startOffset ?? 0,
      selfClosing: token.selfClosing,
      attributes: token.attrs.map((attribute) => attribute.name).join(' '),
    })
  }
}

function contextOf(namespace: Namespace): Element {
  switch (namespace) {
    case 'html':
      return defaultTreeAdapter.createElement('template', spec.NS.HTML, [])
    case 'svg':
      return defaultTreeAdapter.createElement('svg', spec.NS.SVG, [])
    case 'mathml':
      return defaultTreeAdapter.createElement('math', spec.NS.MATHML, [])
  }
}

// --- where holes are ---

interface HolePlaces {
  /** The holes that stand among content. */
  readonly content: ReadonlySet<number>
  /** The holes in comments. */
  readonly dropped: ReadonlySet<number>
  /** The holes that end an attribute without quotes whose tag closes itself, as in `<input value=${x}/>`. */
  readonly slashed: ReadonlySet<number>
}

/**
 * Finds out where holes stand. A first parse with plain words in place of all holes tells, because
 * words mean the same to the tokenizer wherever they are; the second parse then has comments for these,
 * which may stand in places where text may not.
 */
function placesOfHoles(
  strings: readonly string[],
  marks: HoleMarks,
  namespace: Namespace,
  document: boolean,
): HolePlaces {
  const text = strings.reduce((before, after, index) => before + marks.of(index - 1) + after)
  const source: TemplateSource = { location: locationOf(strings), text, marks }
  const { root, tags, deep } = parse(text, namespace, document)
  if (deep !== null) throw nestedTooDeep({ excerpt: excerpt(source, deep), deepest: DEEPEST })
  const content = new Set<number>()
  const dropped = new Set<number>()
  const slashed = new Set<number>()
  const found = new Set<number>()
  // In SVG code is no raw text, so that elements may stand in it.
  const visit = (node: Node | Root, parent: Node | Root, inCode: boolean): void => {
    const isCode = inCode || holdsCode(parent.nodeName)
    if (isText(node)) {
      for (const hole of marks.in(node.value)) {
        found.add(hole)
        if (holdsRawText(parent) || isCode) throw misplaced(source, hole, `in <${parent.nodeName}>`)
        if (!holdsText(parent)) content.add(hole)
      }
    } else if (isComment(node)) {
      for (const hole of marks.in(node.data)) dropped.add(hole)
    } else if (isElement(node)) {
      for (const attribute of node.attrs) {
        const holes = marks.in(`${attribute.name} ${attribute.value}`)
        for (const hole of holes) found.add(hole)
        const last = holes.at(-1)
        if (last !== undefined && endsInSlash(attribute, node, source)) slashed.add(last)
      }
    }
    for (const child of childrenOf(node)) visit(child, node, isCode)
  }
  for (const tag of tags) {
    for (const hole of marks.in(tag.name)) throw misplaced(source, hole, 'in the name of a tag')
    if (tag.end) for (const hole of marks.in(tag.attributes)) throw misplaced(source, hole, 'in an end tag')
  }
  visit(root, root, false)
  for (let hole = 0; hole < strings.length - 1; hole++) {
    if (!found.has(hole) && !dropped.has(hole)) throw misplaced(source, hole, 'that the browser would drop')
  }
  return { content, dropped, slashed }
}

/** Whether the slash of `/>` was read as the end of a value without quotes. Where none can be meant it is refused. */
function endsInSlash(
  { name, prefix, value }: Token.Attribute,
  element: Element,
  source: TemplateSource,
): boolean {
  if (!value.endsWith('/')) return false
  const written = prefix ? `${prefix}:${name}` : name
  const { startOffset = 0, endOffset = 0 } = element.sourceCodeLocation?.attrs?.[written.toLowerCase()] ?? {}
  const { text } = source
  if (text.slice(endOffset - 1, endOffset + 1) !== '/>') return false
  if (isVoid(element) || !isHtml(element)) return true
  throw attributeRefused({
    excerpt: excerpt(source, startOffset),
    problem: `The "/" would be part of the value of "${written}", which has no quotes.`,
    wrong: `html\`<${element.tagName} ${written}=\${value}/>\``,
    right: `html\`<${element.tagName} ${written}=\${value}></${element.tagName}>\`, or "\${value}/" in quotes`,
  })
}

/** JavaScript gives no text for a literal with an escape that it does not know. */
function refuseEscapes(strings: readonly (string | undefined)[]): void {
  const index = strings.indexOf(undefined)
  if (index === -1) return
  // An array of texts beside the cooked ones, as JavaScript makes it.
  const raw = 'raw' in strings && Array.isArray(strings.raw) ? (strings.raw as readonly string[]) : []
  throw escapeInvalid({ excerpt: excerptOfHole(raw, index - 1), text: shorten(String(raw[index] ?? '')) })
}

function misplaced(source: TemplateSource, hole: number, where: string): Error {
  const offset = source.text.indexOf(source.marks.of(hole))
  const remedy = REMEDIES[where] ?? 'Move the value out of there, or choose between whole templates.'
  return holeMisplaced({ excerpt: excerpt(source, offset), where, remedy })
}

const REMEDIES: Readonly<Record<string, string>> = {
  'in the name of a tag': `Wrong:  html\`<\${tag}>\${text}</\${tag}>\`
Right:  big ? html\`<h1>\${text}</h1>\` : html\`<h2>\${text}</h2>\``,
  'in <script>': `Wrong:  html\`<script>start(\${data})</script>\`
Right:  html\`<div id="chart" data-points=\${JSON.stringify(points)} \${foreign()}></div>\``,
  'in <style>': `Wrong:  html\`<style>p { color: \${colour} }</style>\`
Right:  html\`<p style=\${styleMap({ color: colour })}>…</p>\``,
  'in an end tag': 'An end tag has a name and nothing else.',
  'that the browser would drop': `Usually an attribute is written twice on one element, or the element has no place there.
Wrong:  html\`<p class="note" class=\${kind}>\`
Right:  html\`<p class="note \${kind}">\``,
}

// --- what the tokenizer complained about ---

function refuseError(source: TemplateSource, error: ParserError): void {
  // `<a href=/search?q=a>` means what it says.
  if (source.text[error.startOffset] === '=' && error.code === UNQUOTED) return
  const problem = MISTAKES[error.code]
  if (problem === undefined) return
  const [what, remedy] = problem
  throw markupRearranged({ excerpt: excerpt(source, error.startOffset), problem: what, remedy })
}

const UNQUOTED = 'unexpected-character-in-unquoted-attribute-value'

/** Mistakes that change what is built. Others, like an `&` that stands alone, are harmless. */
const MISTAKES: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  'non-void-html-element-start-tag-with-trailing-solidus': [
    'in HTML only void elements such as <br /> close themselves, so this element stays open',
    'Wrong:  <div />\nRight:  <div></div>',
  ],
  'duplicate-attribute': [
    'an attribute is written twice on one element, and the second is dropped',
    'Wrong:  <p class="note" class="big">\nRight:  <p class="note big">',
  ],
  'eof-in-tag': ['it ends within a tag', 'Close the tag with ">" and its attribute values with quotes.'],
  'eof-in-comment': ['it ends within a comment', 'Close the comment with "-->".'],
  'eof-in-element-that-can-contain-only-text': ['an element that holds only text is not closed', 'Close it.'],
  'unexpected-null-character': ['it contains a NUL character', 'Remove it.'],
  'unexpected-character-in-attribute-name': [
    'an attribute name contains a quote or "<"',
    'Look for a missing quote or ">" before it.',
  ],
  'unexpected-character-in-unquoted-attribute-value': [
    'an attribute value without quotes contains a character that needs them',
    'Wrong:  <a title=5"-disk>\nRight:  <a title=\'5"-disk\'>',
  ],
  'unexpected-equals-sign-before-attribute-name': [
    'an "=" stands where an attribute begins',
    'Name the attribute.',
  ],
  'missing-whitespace-between-attributes': [
    'there is no space between two attributes',
    'Wrong:  <p id="a"class="b">\nRight:  <p id="a" class="b">',
  ],
  'end-tag-with-attributes': ['an end tag has attributes, which are dropped', 'Put them on the start tag.'],
  'cdata-in-html-content': ['CDATA exists in SVG and MathML only', 'Write the text itself, with &lt; for <.'],
  'incorrectly-opened-comment': ['"<!" begins something that is not a comment', 'Comments are <!-- … -->.'],
  'unexpected-question-mark-instead-of-tag-name': ['"<?" becomes a comment', 'Leave it out.'],
  'missing-attribute-value': [
    'an attribute has "=" but no value',
    'Wrong:  <p class= >\nRight:  <p class="">',
  ],
}
