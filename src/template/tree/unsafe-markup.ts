/** Makes markup that an author puts in as it is harmless to the engine, and its attributes to actions. */
import { defaultTreeAdapter, html as spec, parseFragment, serialize } from 'parse5'
import { wellFormed } from '../compile/escape.ts'
import {
  childrenOf,
  holdsRawText,
  isComment,
  isElement,
  type Element,
  type Node,
  type Root,
} from '../compile/nodes.ts'
import { parseMarkup } from '../compile/parse.ts'
import type { Place } from '../compile/place.ts'
import type { RawValue } from '../template-value.ts'

/**
 * The markup, in which `live-*` and `data-live-*` mean nothing unless its author said so, and no comment is
 * empty: one of those marks where the browser finds the end of a part.
 */
export function rawMarkup({ html, live, rendered }: RawValue, place: Place): string {
  if (rendered) return html
  const markup = wellFormed(html)
  const cleaned = live || !ACTION.test(markup) ? markup : withoutActions(markup, place)
  return cleaned.includes('<!') ? cleaned.replace(/<!(?:-->|--->|---->|>)/g, '<!-- -->') : cleaned
}

/**
 * The same text is other elements in another place: what a `<style>` holds is text in HTML and elements in SVG.
 * So the markup is cleaned as it is read where it stands. Where it would be put elsewhere, by an operation or by
 * a browser that reads it otherwise, it must be clean too, or nothing is left of it.
 */
function withoutActions(markup: string, place: Place): string {
  const context = innermost(place)
  let cleaned = markup
  // What was read once may be read differently when it is written out, so it is read until it stays clean.
  for (let reading = 0; reading < READINGS; reading++) {
    const root = parseFragment(context, cleaned, { scriptingEnabled: false })
    const changed = clean(root)
    // Written out though nothing was removed: then what is text here is text elsewhere.
    cleaned = serialize(root, { scriptingEnabled: false })
    if (!changed) return isCleanElsewhere(cleaned, place) ? cleaned : ''
  }
  return ''
}

const READINGS = 4

/** The element in which the markup is parsed. */
function innermost(place: Place): Element {
  let element: Element = CONTEXTS[0]
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
