/** Messages outlive the page that they were shown in: they go to the place of the next one. */
import { core } from '../modules/core.ts'

/** Called before a page is shown. */
export function carryMessages(): void {
  const { page } = core
  const lines = [...page.querySelectorAll('[data-live-flash]>[data-kind]')]
  if (!lines[0]) return
  // The tree of the next page is there then.
  queueMicrotask(() => {
    // Where one has no parent, somebody has taken it away.
    const lost = lines.filter((line) => !line.isConnected && line.parentNode)
    if (lost[0]) placeIn(page).append(...lost)
  })
}

function placeIn(page: Document): Element {
  const found = page.querySelector('[data-live-flash]')
  if (found) return found
  const made = page.createElement('div')
  made.dataset['liveFlash'] = ''
  made.setAttribute('role', 'status')
  page.body.append(made)
  return made
}
