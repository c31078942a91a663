/** Keeps the page, and what scrolls in it, at a place while content arrives, until its user scrolls. */
import { core } from '../modules/core.ts'

/** Names an element that scrolls by itself. */
export const CONTAINER = 'data-live-keep-scroll'

/** What users scroll with. */
const GESTURES = ['wheel', 'touchstart', 'pointerdown', 'keydown']

let end = (): void => {}

/** Scrolls now, and again whenever content changes its size. */
export function hold(scroll: () => void): void {
  release()
  const observer = new ResizeObserver(scroll)
  for (const content of [core.page.body, ...core.page.querySelectorAll(`[${CONTAINER}]>*`)])
    observer.observe(content)
  for (const type of GESTURES) addEventListener(type, release, { passive: true })
  end = () => {
    observer.disconnect()
    for (const type of GESTURES) removeEventListener(type, release)
  }
  scroll()
}

export function release(): void {
  end()
  end = () => {}
}
