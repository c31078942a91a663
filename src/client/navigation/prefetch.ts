/**
 * Has the server prepare the page of a link that is about to be clicked: pointed at for a moment, touched, or in view where its
 * author wants that.
 */
import { core } from '../modules/core.ts'
import { ownAddress } from './links.ts'
import { withoutHash, type Navigation } from './navigation.ts'

/** Who only passes over a link is gone by then. */
const MOMENT = 65
/** Who reads what stands around it is not. */
const READING = 400
/** The server keeps what it has prepared for so long, */
const KEPT = 10_000
/** and no more than these pages, so that more links in view would take the place of each other. */
const MOST_IN_VIEW = 3
/** Links come and go with frames, which may be many. */
const LOOK_AFTER = 250
const IN_VIEW = 'a[href][data-live-prefetch=visible],[data-live-prefetch=visible] a[href]'

export interface Prefetching {
  /** The links of the page may be others now. */
  observe(): void
}

export function followLinks(pages: Navigation): Prefetching {
  const asked = new Map<string, number>()
  followPointers(prefetch)
  return {
    observe: followView((link) => {
      const to = addressOf(link)
      if (to) prefetch(to, MOST_IN_VIEW)
    }),
  }

  /** Unless as many as `most` are kept. */
  function prefetch(to: string, most: number = Infinity): void {
    if (core.connection.state !== 'live') return
    const now = performance.now()
    for (const [address, at] of asked) if (now - at >= KEPT) asked.delete(address)
    if (asked.has(to) || asked.size >= most || to === pages.location || savesData()) return
    asked.set(to, now)
    core.sendLive(['prefetch', to])
  }
}

function followPointers(prefetch: (to: string) => void): void {
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
}

/** Calls back with links that stay in view for a while. What is returned looks for links that have come. */
function followView(seen: (link: HTMLAnchorElement) => void): () => void {
  const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>()
  let isDue = false
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      clearTimeout(timers.get(target))
      if (isIntersecting && isLink(target))
        timers.set(
          target,
          setTimeout(() => target.isConnected && seen(target), READING),
        )
    }
  })
  look()
  return () => {
    if (isDue) return
    isDue = true
    setTimeout(look, LOOK_AFTER)
  }

  function look(): void {
    isDue = false
    // It is called again when the page is live.
    if (core.connection.state !== 'live') return
    for (const link of core.page.querySelectorAll(IN_VIEW))
      // To observe one again changes nothing.
      if (wishOf(link) === 'visible') observer.observe(link)
  }
}

/** Path and search, where the page would follow the link and its author does not object. */
function addressOf(link: HTMLAnchorElement): string | undefined {
  const isElsewhere = link.matches('[download],[target]:not([target=_self])')
  if (isElsewhere || wishOf(link) === 'off') return undefined
  const to = ownAddress(link, link)
  return to && withoutHash(to)
}

/** What the author of a link wants, or of what is around it. */
function wishOf(link: Element): string | null | undefined {
  return link.closest('[data-live-prefetch]')?.getAttribute('data-live-prefetch')
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
