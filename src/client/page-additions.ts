/** What the modules of pages with routes add to the client. */
import type { EffectOf, NamedEffect } from '../protocol/effects.ts'
import type { How, Navigation } from './navigation/navigation.ts'
import type { RowPlace } from './parts.ts'

/** Which page belongs to which entry of the history, in an application with routes. */
export interface PageNavigation {
  readonly pages: Navigation
  /** Once its module is there. */
  keptPages?: KeptPages
  /** A page comes with this frame: before its difference, so that what that starts meets the new address. */
  showPage(effect: EffectOf<'page'>): void
  /** A frame is about to be applied: its effects are about the page that is there with it, however long they wait for modules. */
  came(effects: readonly NamedEffect[]): void
  /** Whether this effect was about a page that has been left since it came. */
  isLate(effect: readonly unknown[]): boolean
}

/** A page that is about to be shown. */
export interface ComingPage {
  /** Who asked for it: the number of an event, or 0. */
  readonly event: number
  readonly how: How
  /** Whether it is more than the page that is shown with another search. */
  readonly isFresh: boolean
  /** Whether a kept page covers until it comes, as it answers a step in the history: that page is seen already. */
  readonly isBehind: boolean
}

/** How a page takes the place of another one. */
export interface Transitions {
  /** Calls back when the page is to be shown. False when it is shown without a transition. */
  begin(pages: Navigation, coming: ComingPage, show: () => void): boolean
  /** The transition that is under way, if there is one, ends at once. */
  skip(): void
}

/** Where selectors find elements. */
export interface SelectorScope {
  querySelectorAll(selector: string): Iterable<HTMLElement>
}

/**
 * Pages that were left, for Back and Forward. One of them covers the page of the server while another one is asked for: it is
 * seen in its place.
 */
export interface KeptPages {
  readonly isCovering: boolean
  /** Whether this part is behind the page that covers: out of the document, but not lost. */
  isBehind(part: RowPlace): boolean
  /** A navigation was sent. */
  sent(): void
  /** A page comes with the frame that is about to be applied. */
  pageComes(rank: number, location: string, isFresh: boolean): void
  /** The page of a frame is there. */
  pageCame(): void
  /** No page is awaited any more. */
  settled(): void
  /** Changes the document around the page of the server as soon as that is seen. */
  whenSeen(change: () => void): void
  /** Content comes in full. Nothing covers until that is there, and what is returned is called. */
  suspend(): () => void
  /** Somebody else is logged in now, or nobody. */
  clear(): void
}
