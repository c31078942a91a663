/** What the HTML of the response shows elsewhere, and the page that came of it does not show at all. */
import { PORTAL } from '../marks.ts'
import { core } from '../modules/core.ts'

/**
 * Has what belongs to no part removed from its target: the page was made for another state. The module of portals does so, and
 * nothing else loads it when all that is left of portals is this.
 */
export function removeLeftPortals(): void {
  if (!core.loaded.livePortals && hasPortals()) core.withModule('livePortals', core.noteChange)
}

function hasPortals(): boolean {
  const { page } = core
  if (page.querySelector('template[data-live-portal]')) return true
  const comments = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_COMMENT)
  while (comments.nextNode()) if (comments.currentNode.nodeValue?.startsWith(PORTAL)) return true
  return false
}
