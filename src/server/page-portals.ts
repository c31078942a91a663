import { portalTargetMissing } from '../errors/template.ts'
import type { HtmlInPieces } from '../page/html-in-pieces.ts'
import { renderLeftPortals } from '../template/output/render-html.ts'
import { excerptOf } from '../template/tree/refuse-content.ts'
import { renderDocument, type DocumentTemplate, type RenderedParts } from './document.ts'

/** What portals of a page need besides. */
export interface PortalsOfPage extends Pick<HtmlInPieces, 'portals'> {
  /** Nobody can guess it. */
  readonly id: string
  readonly services: {
    readonly development: boolean
    warnOf(source: object, message: string): void
  }
}

/**
 * The whole HTML of a response for a page, whose portals may show something in the document around it. What no target is
 * found for is put into its body for the browser.
 */
export function renderAround(
  template: DocumentTemplate,
  parts: RenderedParts,
  { portals, id, services }: PortalsOfPage,
): string {
  if (!portals?.isWaiting) return renderDocument(template, parts)
  const mark = `<!--portals ${id}-->`
  const html = renderDocument(template, { ...parts, body: parts.body + mark }, portals)
  if (services.development) {
    for (const { target, site } of portals.left) {
      const missing = portalTargetMissing({ target, excerpt: excerptOf(site) })
      services.warnOf(site.hole?.strings ?? site, missing.message)
    }
  }
  return html.replace(mark, () => renderLeftPortals(portals))
}

/** What a page that was sent while it was rendered shows in targets that were sent before that. */
export function latePortals({ portals }: Pick<HtmlInPieces, 'portals'>): string {
  return portals ? renderLeftPortals(portals) : ''
}
