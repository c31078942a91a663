/** A bar at the top of the window while a page is awaited for long. Its style gives way to every rule of the author. */
import { core } from '../modules/core.ts'
import type { Navigation } from './navigation.ts'

/** What comes sooner feels like at once. */
const AFTER = 120
const NAME = 'data-live-progress'
/** The colour of text is seen on every background; where colours are forced it is left alone, as backgrounds are not. */
const STYLE = `:where([${NAME}]){position:fixed;inset:0 0 auto;height:var(--live-progress-height,3px);background:var(--live-progress-color,currentcolor);z-index:2147483647;pointer-events:none;transform-origin:left;forced-color-adjust:none}
:where([${NAME}]:dir(rtl)){transform-origin:right}
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
  let filling: Animation | undefined
  return {
    begin() {
      const { wish } = pages
      setTimeout(() => {
        if (pages.wish !== wish) return
        filling?.cancel()
        page.body.append(bar)
      }, AFTER)
    },
    shown() {
      if (!pages.wish && bar.isConnected) end()
    },
  }

  /** The bar fills, where things may move, and goes. */
  function end(): void {
    const { transform, animationName } = getComputedStyle(bar)
    // Authors may have styles of their own for it.
    if (animationName !== 'live-progress') return bar.remove()
    const full = { transform: 'none', opacity: 1, offset: 0.5 }
    filling = bar.animate([{ transform, opacity: 1 }, full, { transform: 'none', opacity: 0 }], 300)
    filling.onfinish = () => bar.remove()
  }
}
