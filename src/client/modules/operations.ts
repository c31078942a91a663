/** What a handler has the page do. A selector addresses every element that it finds. Scripts in fragments do not run. */
import { page } from '../clobbering.ts'
import type { FragmentOperation } from '../../protocol/messages.ts'
import { ROOT } from '../marks.ts'
import type { ClientPort, PageHistory } from '../port.ts'

const FLASH_TIME = 5_000

/** What performs an operation on an element. Another module performs `morph`; what it falls back to is here. */
const METHODS = {
  replace: 'replaceChildren',
  morph: 'replaceChildren',
  outer: 'replaceWith',
  append: 'append',
  prepend: 'prepend',
  before: 'before',
  after: 'after',
  remove: 'remove',
} as const

/** Edits every target. */
export function edit(
  { editable, regionOf, parseFor }: ClientPort,
  history: PageHistory,
  [how, selector, html = '']: readonly [
    FragmentOperation | 'remove',
    selector: string,
    html?: string | undefined,
  ],
): void {
  for (const target of editable(how, selector)) {
    const region = regionOf(how, target)
    const content = parseFor(region, html)
    const focused = content.querySelector<HTMLElement>('[autofocus]')
    history.keep(region)
    if (how === 'replace') target.removeAttribute(ROOT)
    // A form may have a control that is called like the method.
    Element.prototype[METHODS[how]].call(target, content)
    focused?.focus()
  }
}

export function flash({ parseMarkup }: ClientPort, text: string, kind: string): void {
  const line = page.createElement('p')
  line.dataset['kind'] = kind
  line.append(text)
  const place = (): Element | null => page.querySelector('[data-live-flash]')
  if (!place()) page.body.append(parseMarkup('<div data-live-flash role="status"></div>'))
  place()?.append(line)
  setTimeout(() => line.remove(), FLASH_TIME)
}
