/** Has the server prepare the page of a link that is about to be clicked: pointed at for a moment, or touched. */
import { core } from '../modules/core.ts'
import { ownAddress } from './links.ts'
import { withoutHash, type Navigation } from './navigation.ts'

/** Who only passes over a link is gone by then. */
const MOMENT = 65
/** The server keeps what it has prepared for so long. */
const KEPT = 10_000

export function followPointers(pages: Navigation): void {
  const asked = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  for (const type of ['pointerover', 'touchstart'])
    addEventListener(
      type,
      (event) => {
        clearTimeout(timer)
        const link = event.composedPath().find(isLink)
        const to = link && addressOf(link)
        if (!to) return
        if (type === 'touchstart') prefetch(to)
        else timer = setTimeout(() => prefetch(to), MOMENT)
      },
      { passive: true },
    )

  function prefetch(to: string): void {
    const now = performance.now()
    const isKnown = now - (asked.get(to) ?? -KEPT) < KEPT
    if (isKnown || to === pages.location || savesData()) return
    for (const [address, at] of asked) if (now - at >= KEPT) asked.delete(address)
    asked.set(to, now)
    core.sendLive(['prefetch', to])
  }
}

/** Path and search, where the page would follow the link and its author does not object. */
function addressOf(link: HTMLAnchorElement): string | undefined {
  const isElsewhere = link.matches('[download],[target]:not([target=_self]),[data-live-prefetch=off] *')
  if (isElsewhere || link.dataset['livePrefetch'] === 'off') return undefined
  const to = ownAddress(link, link)
  return to && withoutHash(to)
}

function isLink(target: EventTarget): target is HTMLAnchorElement {
  return target instanceof HTMLAnchorElement && target.matches('[href]')
}

/** Known in Chromium alone: https://developer.mozilla.org/docs/Web/API/NetworkInformation/saveData */
function savesData(): boolean {
  // Others have no such member.
  const { connection } = navigator as { connection?: { readonly ['saveData']?: boolean } }
  return !!connection?.['saveData']
}
