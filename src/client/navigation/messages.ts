/** Messages outlive the page that they were shown in: they go to the place of the next one. */
import { core } from '../modules/core.ts'
import { showMessages } from '../modules/show-messages.ts'

/** Called before a page is shown. */
export function carryMessages(): void {
  const lines = [...core.page.querySelectorAll<HTMLElement>('[data-live-flash]>[data-kind]')]
  if (!lines[0]) return
  // The tree of the next page is there then.
  queueMicrotask(() => {
    // Where one has no parent, somebody has taken it away.
    const lost = lines.filter((line) => !line.isConnected && line.parentNode)
    if (lost[0]) showMessages(lost)
  })
}
