/**
 * What a handler has the page do. A selector addresses every element that it finds. What stands in a view or
 * component is its own: an operation that would change its structure is refused, except in foreign elements.
 * Scripts in fragments do not run.
 */
import type { FragmentOperation } from '../protocol/messages.ts'
import { targetsOf, type Report } from './commands.ts'
import { FOREIGN } from './element-parts.ts'
import { parseMarkup, parseWithin } from './markup.ts'
import { ROOT } from './roots.ts'

export type Edit = FragmentOperation | 'remove' | 'mount'

const FLASH_TIME = 5_000

/** What elements call it. */
const METHODS = {
  replace: 'replaceChildren',
  outer: 'replaceWith',
  append: 'append',
  prepend: 'prepend',
  before: 'before',
  after: 'after',
  remove: 'remove',
} as const

/** The elements that may be edited in this way. */
export function editable(edit: Edit, selector: string, report: Report): Element[] {
  return targetsOf(selector, report).filter((target) => {
    const owner = regionOf(edit, target)?.closest(`[${ROOT}],[${FOREIGN}]`)
    const isEnding = owner === target && /^(replace|mount)$/.test(edit)
    const isFree = isEnding || !owner?.hasAttribute(ROOT)
    if (!isFree) report('owned-by-view', selector)
    return isFree
  })
}

/** The element whose children are edited. */
export function regionOf(edit: Edit, target: Element): Element | null {
  return /^(outer|before|after|remove)$/.test(edit) ? target.parentElement : target
}

export function applyFragment(edit: keyof typeof METHODS, target: Element, html: string): void {
  const content = parseFragment(html, regionOf(edit, target) ?? target)
  const focused = content.querySelector<HTMLElement>('[autofocus]')
  if (edit === 'replace') target.removeAttribute(ROOT)
  // A form may have a control that is called like the method.
  Element.prototype[METHODS[edit]].call(target, content)
  focused?.focus()
}

/** Rows need no table around them, but shapes need to know that they are SVG. */
export function parseFragment(html: string, around: Element): DocumentFragment {
  return around instanceof HTMLElement ? parseMarkup(html) : parseWithin(around, html)
}

export function flash(text: string, kind: string): void {
  const line = document.createElement('p')
  line.dataset['kind'] = kind
  line.textContent = text
  let place = document.querySelector('[data-live-flash]')
  if (!place) {
    document.body.append((place = document.createElement('div')))
    place.setAttribute('role', 'status')
    place.setAttribute('data-live-flash', '')
  }
  place.append(line)
  setTimeout(() => line.remove(), FLASH_TIME)
}
