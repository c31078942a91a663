/** What a tab holds between two loads of its document, and addresses. */
import type { Guards } from '../../src/client/navigation/guards.ts'
import type { How, Navigation, Wish } from '../../src/client/navigation/navigation.ts'
import type { TabHistory } from './navigation-history.ts'
import type { Down, NavigationServer, Up } from './navigation-server.ts'

/** One load of the document, and its circuit. */
export interface Loaded {
  readonly page: Navigation
  readonly guards: Guards | undefined
  /** The greatest rank that was answered by the load of a page. */
  loaded: number
  server: NavigationServer
  shown: { visit: number; location: string }
  up: Up[]
  down: Down[]
  /** The number of the next event. */
  next: number
  /** The circuit is over, and the next one has not begun. */
  isBetween: boolean
  readonly timers: (() => void)[]
  leaving?: { readonly href: string; readonly how: How } | undefined
  isGuarded: boolean
  question?: ((isYes: boolean) => void) | undefined
  hasAccepted: boolean
  /** Our own step that has not landed. */
  own?: { readonly key: string; readonly isLost: boolean } | undefined
  /** A step was lost: what is shown and where the user stands may differ until the document is left. */
  hasLost: boolean
  /** What is expected: the user's newest navigation that was sent, and from which entry. */
  newest?: { rank: number; readonly wish: Wish; from: string } | undefined
  isInTransit: boolean
  /** The newest address, which may not be written yet. */
  due?: { readonly location: string; readonly how: 'push' | 'replace' } | undefined
  /** What was owed after our own step may not all be written yet. */
  isUnsure: boolean
  /** Where the user wanted to be last, unless code has led somewhere since. */
  wants?: string | undefined
}

/** As browsers do it; an address that stands there already adds no entry. */
export function write(history: TabHistory, href: string, how: How): void {
  const { href: before } = history.here()
  const isSame = location(href) === location(before)
  history.write(href, how === 'push' && !isSame ? 'push' : 'replace')
}

export function here(history: TabHistory): string {
  return location(history.here().href)
}

export function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

export function location(href: string): string {
  return href.replace(/#.*/, '')
}

export function hashOf(href: string): string {
  return href.slice(location(href).length)
}
