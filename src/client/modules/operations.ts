/** What a handler has the page do. A selector addresses every element that it finds. Scripts in fragments do not run. */
import type { EffectOf } from '../../protocol/effects.ts'
import type { FragmentOperation } from '../../protocol/messages.ts'
import { ROOT } from '../marks.ts'
import type { PageHistory } from '../additions.ts'
import { core } from './core.ts'
import { createRoot } from './create-root.ts'
import { parseFor } from './parse-for.ts'
import { editable, regionOf } from './targets.ts'

/** Another module performs `morph`; what it falls back to is here. */
export type EditEffect = readonly [
  how: FragmentOperation | 'remove',
  selector: string,
  html?: string | undefined,
]

const FLASH_TIME = 5_000

/** What performs an operation on an element. */
export const METHODS = {
  replace: 'replaceChildren',
  outer: 'replaceWith',
  append: 'append',
  prepend: 'prepend',
  before: 'before',
  after: 'after',
  remove: 'remove',
} as const

/** Edits every target. */
export function edit([how, selector, html = '']: EditEffect, history: PageHistory): void {
  const word = how === 'morph' ? 'replace' : how
  for (const target of editable(word, selector)) {
    const region = regionOf(word, target)
    const content = parseFor(region, html)
    const focused = content.querySelector<HTMLElement>('[autofocus]')
    history.keep(region)
    if (word === 'replace') core.natural(target).removeAttribute(ROOT)
    core.natural(target)[METHODS[word]](content)
    if (focused) core.natural(focused).focus()
  }
}

/** A component starts in the first element that the selector finds. */
export function mount(
  [, selector, root, content]: EffectOf<'mount'>,
  event: number,
  history: PageHistory,
): void {
  const [element] = editable('mount', selector)
  if (!element) {
    core.removeRoot(root)
    return core.reportLostRoots([root])
  }
  history.keep(element)
  core.changeTrees(event, () => createRoot(core, root, element, content))
  const focused = core.natural(element).querySelector<HTMLElement>('[autofocus]')
  if (focused) core.natural(focused).focus()
}

export function flash([, text, kind]: EffectOf<'flash'>): void {
  const { page } = core
  const line = page.createElement('p')
  line.dataset['kind'] = kind
  line.append(text)
  const place = (): Element | null => page.querySelector('[data-live-flash]')
  if (!place()) page.body.append(core.parseMarkup('<div data-live-flash role="status"></div>'))
  place()?.append(line)
  setTimeout(() => line.remove(), FLASH_TIME)
}
