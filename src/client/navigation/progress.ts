/** A bar at the top of the window while a page is awaited for long. Its style gives way to every rule of the author. */
import { core } from '../modules/core.ts'
import type { Navigation } from './navigation.ts'

/** What comes sooner feels like at once. */
const AFTER = 120
const NAME = 'data-live-progress'
const STYLE = `:where([${NAME}]){position:fixed;inset:0 0 auto;height:3px;background:currentcolor;z-index:2147483647;transform-origin:left}
@media (prefers-reduced-motion:no-preference){:where([${NAME}]){animation:live-progress 8s cubic-bezier(0,.7,.3,1) both}}
@keyframes live-progress{from{transform:scaleX(0)}to{transform:scaleX(.95)}}`

export interface Progress {
  /** A page is awaited from now on. */
  begin(): void
  /** A page is there; it may not be the one. */
  shown(): void
}

export function followProgress(pages: Navigation): Progress {
  const { page } = core
  const bar = page.createElement('div')
  bar.setAttribute(NAME, '')
  // The title of the page that comes is said.
  bar.ariaHidden = 'true'
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  page.adoptedStyleSheets.push(sheet)
  return {
    begin() {
      const { wish } = pages
      setTimeout(() => {
        if (pages.wish === wish) page.body.append(bar)
      }, AFTER)
    },
    shown() {
      if (!pages.wish) bar.remove()
    },
  }
}
