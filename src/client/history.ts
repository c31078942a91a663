/**
 * The history of a page of actions. An entry keeps the action that made it, with its data: on Back and
 * Forward that action is sent again. The entry with which the page was opened has none: it gets back the very
 * nodes that stood in the elements which actions have filled since.
 */
import type { EventMessage, EventPayload } from '../protocol/messages.ts'
import { pendingEvent, pushEvent } from './push-event.ts'
import { ROOT } from './roots.ts'

/** What an entry of the page keeps. */
interface Entry {
  /** The load of the page that made it: another one has other content. */
  readonly live?: number
  readonly action?: string | undefined
  readonly data?: EventPayload['data'] | undefined
  /** The page was opened with it. */
  readonly opening?: boolean
}

const live = performance.timeOrigin
/** Another entry is shown than the one that the page was opened with. */
let isAway = false
let isLeaving = false
/** Where content was put last. */
let latest: HTMLElement | undefined
/** The event by which the entry that is shown was asked for again. */
let asked: EventMessage | undefined
let title = ''
/** What stood in elements when the page was opened; null when it cannot come back. */
let kept: Map<Element, ChildNode[]> | null = new Map()

/** Follows Back and Forward. */
export function followHistory(): void {
  addEventListener('popstate', travel)
}

/** Effects are about to be performed; `leads` says whether to another entry. */
export function beginEffects(leads: boolean): void {
  isLeaving = leads
  latest = undefined
  if (!isAway) title = document.title
}

/** The children of this element are about to be others. */
export function keepContent(element: HTMLElement): void {
  latest = element
  if (!isLeaving || kept?.has(element)) return
  // A root that leaves the page is over.
  if (element.matches(`[${ROOT}]`) || element.querySelector(`[${ROOT}]`)) kept = null
  kept?.set(element, [...element.childNodes])
}

/** What was kept cannot come back: going there loads the page. */
export function forgetContent(): void {
  kept = isAway ? null : new Map()
}

/** Shows this address, for an action. */
export function showAddress(href: string, how: 'push' | 'replace', cause: EventMessage | undefined): void {
  const url = new URL(href, location.href)
  const isAgain = cause?.type === 'popstate'
  if (isAgain && cause !== asked) return
  const entry: Entry = { live, action: cause && String(cause.target), data: cause?.payload.data }
  if (how === 'push' && !isAgain && url.href !== location.href) {
    if (!entryShown()) history.replaceState({ live, opening: !isAway }, '')
    history.pushState(entry, '', url)
    isAway = true
    arrive()
  } else history.replaceState(entry, '', url)
}

/** An event has ended; it may have been an action that was sent again. */
export function actionEnded(message: EventMessage | undefined, isDone: boolean): void {
  if (message?.type !== 'popstate') return
  if (message !== asked) {
    // The user went on to the opening entry while this was under way.
    if (!isAway) restore()
  } else if (!isDone) reload()
}

/** Sends the action of the entry that is shown again, if it has one. */
export function repeatAction(): void {
  const { action, data } = entryShown() ?? {}
  asked = action
    ? pendingEvent(pushEvent('popstate', action, data ? { data } : {}, document.documentElement))
    : undefined
}

function travel(): void {
  repeatAction()
  if (asked) isAway = true
  else if (entryShown()?.opening) restore()
  // Another load of the page made this entry. Those that a click on `#…` makes have no state.
  else if (history.state) reload()
}

function restore(): void {
  if (kept?.size) {
    document.title = title
    for (const [element, nodes] of kept) {
      element.replaceChildren(...nodes)
      element.removeAttribute(ROOT)
    }
  } else if (isAway) reload()
  isAway = false
  forgetContent()
}

/** The user has come to another page: to its top, and with the focus in it when it was lost. */
function arrive(): void {
  if (!latest) return
  if (document.activeElement === document.body) {
    latest.tabIndex = -1
    latest.focus()
  }
  scrollTo(0, 0)
}

/** The entry that is shown, when this load of the page made it. */
function entryShown(): Entry | undefined {
  // What others keep has no `live` with this value.
  const entry = history.state as Entry | null
  return entry?.live === live ? entry : undefined
}

/** The server knows best what stands there; without it, what is shown is better than nothing. */
function reload(): void {
  if (navigator.onLine) location.reload()
}
