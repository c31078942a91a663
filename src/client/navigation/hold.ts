/** Keeps the page scrolled to a place while content arrives, until its user scrolls. */
import { core } from '../modules/core.ts'

/** What users scroll with. */
const GESTURES = ['wheel', 'touchstart', 'pointerdown', 'keydown']

let end = (): void => {}

/** Scrolls now, and again whenever the page changes its size. */
export function hold(scroll: () => void): void {
  release()
  const observer = new ResizeObserver(scroll)
  observer.observe(core.page.body)
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
