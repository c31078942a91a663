/**
 * Which pages the browser keeps for Back and Forward, and which of them is shown while the server's is on its way. Without
 * document and clock, which are handed in.
 *
 * A page that is left is kept under its visit, with the location that it showed. When the user goes back to such an entry the
 * kept page *covers* the page of the server, which goes on unseen behind it and takes all frames. The page that ends the
 * user's navigation either *renews* the covering page, where it is that of the very same location, or takes its place.
 * What users do on a covering page is *held* until then: it has no number, as nothing on the server corresponds to it yet.
 */
import type { Wish } from './navigation.ts'

export interface KeptPage<Content> {
  readonly visit: string
  /** Path and search. */
  readonly location: string
  /** What it takes, roughly. */
  readonly bytes: number
  readonly content: Content
}

export interface KeptPort<Content, Held> {
  /** Whether it can be shown: what was around it when it was left stands. */
  mayShow(content: Content): boolean
  show(page: KeptPage<Content>): void
  /** The page of the server is seen again. */
  takeOff(page: KeptPage<Content>): void
  /** It is sent to the part where it happened, where that still stands. */
  release(held: Held): void
  /** It is not sent: its page is over, or too much was done on it. */
  refuse(held: Held, code: 'expired' | 'limited'): void
  /** Whether only the newer one of two in a row matters. */
  isNewestOnly(newer: Held, older: Held): boolean
}

/** What a page of another visit that comes does to what is shown: `behind` a covering page it takes the place of the one that the server has left. */
export type Coming = 'renews' | 'replaces' | 'behind'

export interface Kept<Content, Held> {
  /** The page that covers that of the server. */
  readonly shown: KeptPage<Content> | undefined
  /** A navigation was sent; of a step in the history the visit of its entry is known. */
  sent(wish: Wish, visit: string | undefined): void
  pageComes(rank: number, location: string, wish: Wish | undefined): Coming
  /** The covering page has become that of the server. */
  renewed(): void
  /** The page of the server is there. A page in transit may have taken the place of one that the user has gone back to. */
  pageCame(wish: Wish | undefined, visit: string | undefined): void
  /** The covering page cannot be renewed, or no navigation is awaited any more. */
  uncover(): void
  /** Whether a page of this visit may be shown again once it is left. */
  mayShow(visit: string): boolean
  left(page: KeptPage<Content>): void
  /** Takes what happened on a covering page. */
  holdBack(held: Held): void
  /** Another circuit begins, or all content comes in full: until the end of that nothing covers. */
  suspend(): () => void
  /** Nothing is kept any more, nor is the page of this visit, which is shown: somebody else is logged in, or nobody. */
  clear(visit: string): void
}

const MOST_PAGES = 10
const MOST_BYTES = 2_000_000
/** What is done on a covering page beyond this is refused. */
const MOST_HELD = 100

export function createKept<Content, Held>(port: KeptPort<Content, Held>): Kept<Content, Held> {
  /** By their visits; what was left last is at the end. */
  const pages = new Map<string, KeptPage<Content>>()
  const held: Held[] = []
  let covering: KeptPage<Content> | undefined
  /** It was shown when the login changed: its page is still that of the login before. */
  let visitBefore: string | undefined

  return {
    get shown() {
      return covering
    },
    sent,
    pageCame(wish, visit) {
      if (wish) sent(wish, visit)
      else uncover()
    },
    pageComes(rank, location, wish) {
      if (!covering) return 'replaces'
      const isAnswer = !wish || rank >= wish.event
      if (!isAnswer) return 'behind'
      if (covering.location === location) return 'renews'
      uncover()
      return 'replaces'
    },
    renewed() {
      pages.delete(covering?.visit ?? '')
      covering = undefined
      for (const each of held.splice(0)) port.release(each)
    },
    uncover,
    mayShow: isOfThisLogin,
    left(page) {
      if (page.bytes > MOST_BYTES) return
      if (!isOfThisLogin(page.visit)) return
      pages.set(page.visit, page)
      for (const visit of pages.keys()) if (isTooMuch()) pages.delete(visit)
    },
    holdBack(each) {
      const last = held.at(-1)
      if (last && port.isNewestOnly(each, last)) held[held.length - 1] = each
      else if (held.length < MOST_HELD) held.push(each)
      else port.refuse(each, 'limited')
    },
    suspend() {
      const page = covering
      covering = undefined
      if (page) port.takeOff(page)
      return () => {
        if (!page) return
        if (port.mayShow(page.content)) cover(page)
        else refuseHeld()
      }
    },
    clear(visit) {
      uncover()
      pages.clear()
      visitBefore = visit
    },
  }

  function isOfThisLogin(visit: string): boolean {
    return visit !== visitBefore
  }

  function sent({ key, href }: Wish, visit: string = ''): void {
    // A link on a covering page: that stays until the page of the link comes.
    if (!key && covering) return
    const kept = key ? pages.get(visit) : undefined
    const page = kept?.location === href.replace(/#.*/s, '') ? kept : undefined
    if (page === covering) return
    uncover()
    if (page && port.mayShow(page.content)) cover(page)
  }

  function cover(page: KeptPage<Content>): void {
    covering = page
    port.show(page)
  }

  function uncover(): void {
    const page = covering
    if (!page) return
    covering = undefined
    port.takeOff(page)
    refuseHeld()
  }

  function refuseHeld(): void {
    for (const each of held.splice(0)) port.refuse(each, 'expired')
  }

  function isTooMuch(): boolean {
    let bytes = 0
    for (const page of pages.values()) bytes += page.bytes
    return pages.size > MOST_PAGES || bytes > MOST_BYTES
  }
}
