/**
 * The heading of a new page takes the focus so that reading goes on there. It is nothing to operate, and the outline that
 * browsers draw for users of a keyboard would be a box across the page. Every rule of the author wins over this, but for
 * those in a cascade layer.
 */
import { core } from '../modules/core.ts'

const STYLE = ':where(h1[tabindex="-1"]:focus-visible){outline:none}'

export function hideHeadingOutline(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  core.page.adoptedStyleSheets.push(sheet)
}
