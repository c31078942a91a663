/**
 * What a handler has the page do. A selector addresses every element that it finds. What stands in a view or
 * component is its own: an operation that would change its structure is refused, except in foreign elements.
 * Scripts in fragments do not run.
 */
import type { FragmentOperation } from '../protocol/messages.ts'
import { targetsOf } from './commands.ts'
import { FOREIGN } from './element-parts.ts'
import { forgetContent, keepContent } from './history.ts'
import { parseMarkup, parseWithin } from './markup.ts'
import { report } from './connection.ts'
import { settings } from './page.ts'
import { ROOT } from './roots.ts'

export type Edit = FragmentOperation | 'remove' | 'mount'

const FLASH_TIME = 5_000

/** Edits every target. A promise when something must be loaded. */
export function edit(how: Exclude<Edit, 'mount'>, selector: string, html: string): void | Promise<void> {
  const targets = editable(how, selector)
  if (how === 'morph') return morph(targets, html)
  for (const target of targets) {
    const region = regionOf(how, target)
    const content = parse(html, region)
    const focused = content.querySelector<HTMLElement>('[autofocus]')
    keepContent(region)
    if (how === 'replace') target.removeAttribute(ROOT)
    const method = how === 'replace' ? 'replaceChildren' : how === 'outer' ? 'replaceWith' : how
    // A form may have a control that is called like the method.
    Element.prototype[method].call(target, content)
    focused?.focus()
  }
}

/** The elements that may be edited in this way. */
export function editable(how: Edit, selector: string): HTMLElement[] {
  return targetsOf(selector).filter((target) => {
    const owner = regionOf(how, target).closest(`[${ROOT}],[${FOREIGN}]`)
    const isEnding = owner === target && /^(replace|mount)$/.test(how)
    const isFree = isEnding || !owner?.hasAttribute(ROOT)
    if (!isFree) report('owned-by-view', selector)
    return isFree
  })
}

export function flash(text: string, kind: string): void {
  const line = document.createElement('p')
  line.dataset['kind'] = kind
  line.append(text)
  const place = (): Element | null => document.querySelector('[data-live-flash]')
  if (!place()) document.body.append(parseMarkup('<div data-live-flash role="status"></div>'))
  place()?.append(line)
  setTimeout(() => line.remove(), FLASH_TIME)
}

/** The element whose children are edited. */
function regionOf(how: Edit, target: HTMLElement): HTMLElement {
  return (/^(outer|before|after|remove)$/.test(how) && target.parentElement) || target
}

async function morph(targets: readonly HTMLElement[], html: string): Promise<void> {
  // This build made that script too. Browsers load it once.
  const library = (await import(settings['liveMorph'] ?? '')) as typeof import('./morph.ts')
  for (const target of targets) {
    keepContent(target)
    library.morph(target, parse(html, target))
  }
  // What is changed in place cannot be put back.
  forgetContent()
}

/** Rows need no table around them, but shapes need to know that they are SVG. */
function parse(html: string, around: Element): DocumentFragment {
  return around instanceof HTMLElement ? parseMarkup(html) : parseWithin(around, html)
}
