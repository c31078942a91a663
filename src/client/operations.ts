/**
 * What a handler has the page do. A selector addresses every element that it finds. What stands in a view or
 * component is its own: an operation that would change its structure is refused, except in foreign elements.
 * Scripts in fragments do not run.
 */
import type { FragmentOperation } from '../protocol/messages.ts'
import { targetsOf, type Report } from './commands.ts'
import { FOREIGN } from './element-parts.ts'
import { parseMarkup, parseWithin } from './markup.ts'
import type { Morph } from './morph.ts'
import { ROOT } from './roots.ts'

const FLASH_TIME = 5_000

/** What operations need of the page around them. */
export interface Surroundings {
  report: Report
  /** The children of this element are about to be others. */
  changing(element: Element): void
  /** The children of this element are about to be changed in ways that cannot be taken back. */
  spoiling(): void
}

/** The methods of elements that do it. */
const METHODS = {
  replace: 'replaceChildren',
  outer: 'replaceWith',
  append: 'append',
  prepend: 'prepend',
  before: 'before',
  after: 'after',
  remove: 'remove',
} as const

export class Operations {
  readonly #page: Surroundings
  readonly #morph: Morph
  /** Where content was put last. */
  latest: Element | undefined

  constructor(page: Surroundings, morph: Morph) {
    this.#page = page
    this.#morph = morph
  }

  /** A promise when something must be loaded first. */
  edit(word: FragmentOperation | 'remove', selector: string, html: string): void | Promise<void> {
    const targets = this.#targets(word, selector)
    if (word === 'morph') return targets[0] && this.#morphAll(targets, html)
    for (const target of targets) {
      const around = regionOf(word, target)
      if (around) this.#page.changing(around)
      if (word === 'replace') target.removeAttribute(ROOT)
      const content = parse(html, around ?? target)
      const first = content.querySelector<HTMLElement>('[autofocus]')
      // A form may have a control that is called like the method.
      Element.prototype[METHODS[word]].call(target, content)
      first?.focus()
      this.latest = around ?? target
    }
  }

  /** The element that becomes the container of this root. */
  container(selector: string, root: number): Element | undefined {
    const [target] = this.#targets('replace', selector)
    if (!target) return undefined
    this.#page.changing(target)
    target.setAttribute(ROOT, String(root))
    return (this.latest = target)
  }

  flash(text: string, kind: string): void {
    const line = document.createElement('p')
    line.dataset['kind'] = kind
    line.textContent = text
    const place = document.querySelector('[data-live-flash]') ?? flashPlace()
    place.append(line)
    setTimeout(() => line.remove(), FLASH_TIME)
  }

  /** Those that may be changed in this way. */
  #targets(word: FragmentOperation | 'remove', selector: string): Element[] {
    return targetsOf(selector, this.#page.report).filter((target) => {
      const owner = regionOf(word, target)?.closest(`[${ROOT}],[${FOREIGN}]`)
      const owned = owner?.hasAttribute(ROOT) && !(owner === target && word === 'replace')
      if (owned) this.#page.report('owned-by-view', selector)
      return !owned
    })
  }

  async #morphAll(targets: readonly Element[], html: string): Promise<void> {
    this.#page.spoiling()
    for (const target of targets) {
      await this.#morph.into(target, parse(html, target))
      this.latest = target
    }
  }
}

/** The element whose children an operation changes. */
function regionOf(word: string, target: Element): Element | null {
  return /^(outer|before|after|remove)$/.test(word) ? target.parentElement : target
}

/** Rows need no table around them, but shapes need to know that they are SVG. */
function parse(html: string, around: Element): DocumentFragment {
  return around instanceof HTMLElement ? parseMarkup(html) : parseWithin(around, html)
}

function flashPlace(): Element {
  const place = document.createElement('div')
  place.dataset['liveFlash'] = ''
  place.setAttribute('role', 'status')
  document.body.append(place)
  return place
}
