/** Makes markup that an author puts in as it is harmless to the engine, and its attributes to actions. */
import { parseFragment, serialize } from 'parse5'
import { wellFormed } from '../compile/escape.ts'
import type { RawValue } from '../template-value.ts'
import { childrenOf, isElement, type Node, type Root } from '../compile/nodes.ts'

/**
 * The markup, in which `live-*` and `data-live-*` mean nothing unless its author said so, and no comment is
 * empty: one of those marks where the browser finds the end of a part.
 */
export function rawMarkup({ html, live, rendered }: RawValue): string {
  if (rendered) return html
  const markup = wellFormed(html)
  const cleaned = live || !/live-/i.test(markup) ? markup : withoutActions(markup)
  return cleaned.includes('<!') ? cleaned.replace(/<!(?:-->|--->|---->|>)/g, '<!-- -->') : cleaned
}

function withoutActions(markup: string): string {
  let cleaned = markup
  // What was read once may be read differently when it is written out, so it is read until it stays clean.
  for (let reading = 0; reading < READINGS; reading++) {
    const root = parseFragment(cleaned, { scriptingEnabled: false })
    if (!clean(root)) return cleaned
    cleaned = serialize(root, { scriptingEnabled: false })
  }
  return ''
}

const READINGS = 4

/** Whether something was removed. */
function clean(node: Root | Node): boolean {
  let changed = false
  if (isElement(node)) {
    const kept = node.attrs.filter((attribute) => !/^(?:data-)?live-/i.test(attribute.name))
    changed = kept.length < node.attrs.length
    node.attrs = kept
  }
  if ('childNodes' in node) {
    // What is in a noscript is text in one place and elements in another.
    const shown = node.childNodes.filter((child) => child.nodeName !== 'noscript')
    changed ||= shown.length < node.childNodes.length
    node.childNodes = shown
  }
  for (const child of childrenOf(node)) changed = clean(child) || changed
  return changed
}
