import { core } from './core.ts'
import { parseWithin } from './parse-within.ts'

/**
 * What the markup becomes beside this element: rows need no table around them, but shapes need to know that they
 * are SVG.
 */
export function parseFor(around: Element, html: string): DocumentFragment {
  return around instanceof HTMLElement ? core.parseMarkup(html) : parseWithin(around, html)
}
