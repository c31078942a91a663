/** Makes markup that an author puts in as it is harmless to the engine, and its attributes to actions. */
import { defaultTreeAdapter, html as spec, parseFragment, serialize } from 'parse5'
import { escapeText, wellFormed } from '../compile/escape.ts'
import {
  childrenOf,
  dropsLineFeed,
  holdsRawText,
  isComment,
  isElement,
  isText,
  type Element,
  type Node,
  type Root,
} from '../compile/nodes.ts'
import { parseMarkup } from '../compile/parse.ts'
import type { Place } from '../compile/place.ts'
import type { RawValue } from '../template-value.ts'

/**
 * The markup as the browser reads it where it stands, written out again, so that it is whole: what is open is closed,
 * and what closes nothing is gone. `live-*` and `data-live-*` mean nothing in it unless its author said so, and no
 * comment is empty: one of those marks where the browser finds the end of a part. Null when no markup that stands
 * there means the same, as of a block in a paragraph.
 */
export function rawMarkup({ html, live, rendered }: RawValue, place: Place): string | null {
  if (rendered) return html
  const markup = wellFormed(html)
  if (!MARKUP.test(markup)) return place.refusesText && /\S/.test(markup) ? null : markup
  const whole = read(markup, place, live)
  if (whole === null || !place.keeps(whole)) return null
  // Where it would be put elsewhere, by an operation or by a browser that reads it otherwise, it has no actions either.
  return live || !ACTION.test(whole) || isCleanElsewhere(whole, place) ? whole : ''
}

/** The text in markup, as markup. */
export function textOfMarkup(html: string): string {
  let text = ''
  const nodes: (Node | Root)[] = [parseFragment(wellFormed(html))]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (isText(node)) text += node.value
    if (!holdsRawText(node)) nodes.push(...childrenOf(node).toReversed())
  }
  return escapeText(text)
}

const MARKUP = /[<&]/

/** What was read once may be read differently when it is written out, so it is read until it stays the same. */
function read(markup: string, place: Place, live: boolean): string | null {
  const context = innermost(place)
  let text = markup
  for (let reading = 0; reading < READINGS; reading++) {
    const root = parseFragment(context, text, { scriptingEnabled: false })
    if (isTooDeep(root)) return null
    const changed = !live && ACTION.test(text) && clean(root)
    adjust(root)
    const written = serialize(root, { scriptingEnabled: false })
    if (written === text && !changed) return text
    text = written
  }
  return null
}

const READINGS = 4
/** Deeper than browsers nest elements. */
const DEEPEST = 500

function isTooDeep(root: Root): boolean {
  const nodes: [node: Node | Root, depth: number][] = [[root, 0]]
  for (let next = nodes.pop(); next !== undefined; next = nodes.pop()) {
    const [node, depth] = next
    if (depth > DEEPEST) return true
    for (const child of childrenOf(node)) nodes.push([child, depth + 1])
  }
  return false
}

/** Comments by which the browser finds the end of a part, and the content of portals. */
const OURS = /^(?:portal[: ].*)?$/s

/** What would not be read as it is written out: an empty comment is ours, and a first line feed is dropped. */
function adjust(node: Root | Node): void {
  if (isComment(node) && OURS.test(node.data)) node.data = ' '
  const [first] = childrenOf(node)
  if (first && isText(first) && isElement(node) && dropsLineFeed(node) && first.value.startsWith('\n'))
    first.value = `\n${first.value}`
  for (const child of childrenOf(node)) adjust(child)
}

/** The element in which the markup is parsed. */
function innermost(place: Place): Element {
  let element: Element = place.tags.length === 0 ? ANYWHERE : CONTEXTS[0]
  let node: Node | Root | undefined = parseMarkup(opened(place), 'html')
  while (node !== undefined) {
    if (isElement(node)) element = node
    node = childrenOf(node)[0]
  }
  return element
}

function opened({ tags }: Place): string {
  return tags.map((tag) => `<${tag}>`).join('')
}

function isCleanElsewhere(markup: string, place: Place): boolean {
  if (hasActions(parseMarkup(opened(place) + markup, 'html'))) return false
  return CONTEXTS.every((context) => !hasActions(parseFragment(context, markup, { scriptingEnabled: false })))
}

/** What an operation puts elsewhere may be rows. */
const ANYWHERE = defaultTreeAdapter.createElement('template', spec.NS.HTML, [])

/** In each of these some text is read as elements that is not in the others. */
const CONTEXTS: readonly [Element, ...Element[]] = [
  defaultTreeAdapter.createElement('div', spec.NS.HTML, []),
  defaultTreeAdapter.createElement('select', spec.NS.HTML, []),
  defaultTreeAdapter.createElement('svg', spec.NS.SVG, []),
  defaultTreeAdapter.createElement('math', spec.NS.MATHML, []),
]

// --- actions ---

const ACTION = /live-/i
/** Text that would be an element with an action where it is not read as text. */
const HIDDEN_ACTION = /<[^]*live-/i

function hasActions(node: Root | Node): boolean {
  if (isElement(node) && node.attrs.some(isAction)) return true
  return childrenOf(node).some(hasActions)
}

/** Whether something was removed. */
function clean(node: Root | Node): boolean {
  let changed = false
  if (isElement(node)) {
    const kept = node.attrs.filter((attribute) => !isAction(attribute))
    changed = kept.length < node.attrs.length
    node.attrs = kept
  }
  if ('childNodes' in node) {
    const shown = node.childNodes.filter((child) => !hidesActions(child))
    changed ||= shown.length < node.childNodes.length
    node.childNodes = shown
  }
  for (const child of childrenOf(node)) changed = clean(child) || changed
  return changed
}

function isAction({ name }: { readonly name: string }): boolean {
  return /^(?:data-)?live-/i.test(name)
}

/** Whether what is text here may be elements elsewhere. What is in a noscript is both in one page. */
function hidesActions(node: Node): boolean {
  if (node.nodeName === 'noscript') return true
  if (isComment(node)) return HIDDEN_ACTION.test(node.data)
  return (
    holdsRawText(node) && childrenOf(node).some((text) => 'value' in text && HIDDEN_ACTION.test(text.value))
  )
}
