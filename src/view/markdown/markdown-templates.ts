/** The templates that Markdown is shown with: a fixed number of them, so that a browser learns each once. */
import { ifDefined } from '../../template/helpers.ts'
import { html } from '../../template/html.ts'
import type { TemplateContent, TemplateResult } from '../../template/template-value.ts'
import type { MarkdownToken } from './parse-markdown.ts'

/** So many elements in each other are shown at most: of what is deeper only its content. */
const DEEPEST = 40

type Shown = TemplateContent[]

/** Shows a block. `hold` is given what is in it. */
export function showTokens(
  tokens: readonly MarkdownToken[],
  hold: (content: TemplateContent) => TemplateContent,
): TemplateResult {
  const all: Shown = []
  const inner = tokens[0]?.nesting === 1 ? tokens.slice(1, -1) : tokens
  show(inner, all)
  const [first] = tokens
  if (first?.nesting === 1) return elementOf(first, hold(all))
  const [only] = all
  // A block that is not begun and ended is one template.
  return only as TemplateResult
}

/** Elements that are begun and not ended yet, from the outermost to the innermost. */
interface Begun {
  readonly token: MarkdownToken
  readonly content: Shown
}

function show(tokens: readonly MarkdownToken[], into: Shown): void {
  const begun: Begun[] = []
  const here = (): Shown => begun.at(-1)?.content ?? into
  for (const token of tokens) {
    if (token.nesting === 1) {
      begun.push({ token, content: [] })
    } else if (token.nesting === -1) {
      const ended = begun.pop()
      if (!ended) continue
      if (ended.token.hidden || begun.length >= DEEPEST) addAll(here(), ended.content)
      else here().push(elementOf(ended.token, ended.content))
    } else if (token.type === 'inline') {
      addInline(token.children ?? [], here(), begun.length)
    } else {
      add(here(), leafOf(token))
    }
  }
}

function addInline(tokens: readonly MarkdownToken[], into: Shown, depth: number): void {
  const content: Shown = []
  show(tokens, content)
  if (depth < DEEPEST) addAll(into, content)
  else into.push(plainText(tokens))
}

function plainText(tokens: readonly MarkdownToken[]): string {
  return tokens.map(({ content, type }) => (type === 'softbreak' ? '\n' : content)).join('')
}

/** Texts that follow each other are one. */
function add(into: Shown, content: TemplateContent): void {
  if (content === '') return
  const last = into.at(-1)
  if (typeof content === 'string' && typeof last === 'string') into[into.length - 1] = last + content
  else into.push(content)
}

function addAll(into: Shown, all: Shown): void {
  for (const content of all) add(into, content)
}

function elementOf(token: MarkdownToken, content: TemplateContent): TemplateResult {
  switch (token.tag) {
    case 'h1':
      return html`<h1>${content}</h1>`
    case 'h2':
      return html`<h2>${content}</h2>`
    case 'h3':
      return html`<h3>${content}</h3>`
    case 'h4':
      return html`<h4>${content}</h4>`
    case 'h5':
      return html`<h5>${content}</h5>`
    case 'h6':
      return html`<h6>${content}</h6>`
    case 'blockquote':
      return html`<blockquote>${content}</blockquote>`
    case 'ul':
      return html`<ul>${content}</ul>`
    case 'ol':
      return html`<ol start=${ifDefined(attribute(token, 'start'))}>${content}</ol>`
    case 'li':
      return html`<li>${content}</li>`
    case 'table':
      return html`<table>${content}</table>`
    case 'thead':
      return html`<thead>${content}</thead>`
    case 'tbody':
      return html`<tbody>${content}</tbody>`
    case 'tr':
      return html`<tr>${content}</tr>`
    case 'th':
      return html`<th align=${ifDefined(alignment(token))}>${content}</th>`
    case 'td':
      return html`<td align=${ifDefined(alignment(token))}>${content}</td>`
    case 'strong':
      return html`<strong>${content}</strong>`
    case 'em':
      return html`<em>${content}</em>`
    case 's':
      return html`<s>${content}</s>`
    case 'a':
      return html`<a href=${attribute(token, 'href')} title=${ifDefined(attribute(token, 'title'))}>${content}</a>`
    default:
      return html`<p>${content}</p>`
  }
}

function leafOf(token: MarkdownToken): TemplateContent {
  switch (token.type) {
    case 'fence':
    case 'code_block':
      return codeBlock(token)
    case 'hr':
      return html`<hr>`
    case 'hardbreak':
      return html`<br>`
    case 'softbreak':
      return '\n'
    case 'code_inline':
      return html`<code>${token.content}</code>`
    case 'image':
      return imageOf(token)
    default:
      return token.content
  }
}

function codeBlock({ info, content }: MarkdownToken): TemplateResult {
  const language = /^[\w+#.-]+/.exec(info.trim())?.[0]
  return html`<pre><code class=${ifDefined(language && `language-${language}`)}>${content}</code></pre>`
}

function imageOf(token: MarkdownToken): TemplateContent {
  const address = attribute(token, 'src') ?? ''
  const text = plainText(token.children ?? [])
  if (/^mailto:/i.test(address)) return text
  return html`<img src=${address} alt=${text} title=${ifDefined(attribute(token, 'title'))} loading="lazy">`
}

/** The parser says it as a style, which a strict content security policy does not allow. */
function alignment(token: MarkdownToken): string | undefined {
  return /text-align:(\w+)/.exec(attribute(token, 'style') ?? '')?.[1]
}

function attribute(token: MarkdownToken, name: string): string | undefined {
  const value = token.attrGet(name)
  return value === null ? undefined : String(value)
}
