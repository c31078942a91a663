import { Misuse, type RawValue } from '../template-value.ts'
import type { Site } from '../compile/place.ts'
import type { Building } from './building.ts'
import { describe } from './describe.ts'
import { isKind, type ChildNode, type RawNode } from './tree.ts'
import { excerptOf, refuseValue } from './refuse-content.ts'
import { rawMarkup, textOfMarkup } from './unsafe-markup.ts'

/** Markup of the author, whole and harmless. It is read only when it is other markup than before. */
export function buildRaw(value: RawValue, previous: ChildNode, site: Site, { context }: Building): RawNode {
  const { html: source, live } = value
  if (typeof source !== 'string') {
    const remedy = 'It takes markup as text: ${markup === null ? null : unsafeHTML(markup)}.'
    throw refuseValue(new Misuse(`unsafeHTML(${describe(source)})`, remedy), site)
  }
  if (isKind(previous, 'raw') && previous.source === source && previous.live === live) return previous
  const html = rawMarkup(value, site.place)
  if (html !== null) return { kind: 'raw', html, source, live }
  context.warn(`Markup of "unsafeHTML" cannot stand where it is, so its text alone is shown: ${describe(source)}

${excerptOf(site)}

The browser would end an element around it, as a <div> ends a <p>, or put the markup elsewhere; or it is nested deeper than
500 levels. Use another element around it:

Wrong:  <p>\${unsafeHTML(article)}</p>
Right:  <div>\${unsafeHTML(article)}</div>`)
  return { kind: 'raw', html: site.place.refusesText ? '' : textOfMarkup(source), source, live }
}
