import type { ReadAttribute } from './attribute-part.ts'
import { isHtml, type Element } from './nodes.ts'

/** In these whatever can stand in a page can stand, and a parser leaves it there. */
const CONTAINERS = /^(?:div|section|main|aside|header|footer|article|nav|dialog|body|[a-z][a-z\d]*-.*)$/

/** The id by which portals find an element, or the part that says it; null where they cannot write anything into it. */
export function targetId(element: Element, attributes: readonly ReadAttribute[]): string | number | null {
  if (!isHtml(element) || !CONTAINERS.test(element.tagName)) return null
  const id = attributes.find((read) => read.kind !== 'element' && read.name === 'id')
  if (id?.kind === 'static') return id.value
  return id?.kind === 'attribute' && typeof id.descriptor === 'string' ? (id.holes[0] ?? null) : null
}
