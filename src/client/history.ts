/**
 * The history of a page of actions. An entry keeps the action that made it, with its data: on Back and
 * Forward that action is sent again. The entry with which the page was opened has none: it gets back the very
 * nodes that stood in the elements which actions have filled since.
 */
import type { EventMessage, EventPayload } from '../protocol/messages.ts'
import { ROOT } from './roots.ts'

export interface PageHistory {
  /** Effects are about to be performed; `leads` says whether to another entry. */
  begin(leads: boolean): void
  /** The children of this element are about to be others. */
  keep(element: Element): void
  /** What was kept cannot come back: going there loads the page. */
  forget(): void
  /** Shows this address. True when that is another page for the user. */
  show(href: string, how: 'push' | 'replace', cause: EventMessage | undefined): boolean
  /** An event has ended; it may have been an action that was sent again. */
  settled(message: EventMessage, isDone: boolean): void
  /** Sends the action of the entry that is shown again, if it has one. */
  repeat(): void
}

/** What leads back. */
export interface Travels {
  /** Sends the action of an entry again. */
  again(action: string, payload: EventPayload): EventMessage | undefined
  /** What the page was opened with is back. */
  restored(): void
}

/** What an entry of the page keeps. */
interface Entry {
  /** The document that made it: another load of the page has other content. */
  readonly live?: string
  readonly action?: string
  readonly data?: EventPayload['data'] | undefined
  /** The page was opened with it. */
  readonly opening?: boolean
}

/** `id` names this load of the page. */
export function keepHistory(id: string, travels: Travels): PageHistory {
  let place = here()
  /** Another entry is shown than the one that the page was opened with. */
  let isAway = false
  let isLeaving = false
  /** The event by which the entry that is shown was asked for again. */
  let asked: EventMessage | undefined
  let title = ''
  /** What stood in elements when the page was opened; null when it cannot come back. */
  let kept: Map<Element, ChildNode[]> | null = new Map()
  addEventListener('popstate', travel)

  return {
    begin(leads) {
      isLeaving = leads
      if (leads && !isAway) ({ title } = document)
    },
    keep(element) {
      if (!isLeaving || kept?.has(element)) return
      // A root that leaves the page is over.
      if (element.parentElement?.querySelector(`[${ROOT}]`)) kept = null
      kept?.set(element, [...element.childNodes])
    },
    forget,
    show(href, how, cause) {
      const url = new URL(href, location.href)
      const isAgain = cause?.type === 'popstate'
      if (isAgain && cause !== asked) return false
      const isNew = how === 'push' && !isAgain && url.href !== location.href
      const entry: Entry = {
        live: id,
        ...(cause && { action: String(cause.target), data: cause.payload.data }),
      }
      if (isNew) {
        if (!entryShown()) history.replaceState({ live: id, opening: !isAway }, '')
        history.pushState(entry, '', url)
        isAway = true
      } else history.replaceState(entry, '', url)
      place = here()
      return isNew
    },
    settled(message, isDone) {
      if (message.type !== 'popstate') return
      if (message === asked) isDone || reload()
      // The user went on to the opening entry while this was under way.
      else if (!isAway) restore()
    },
    repeat,
  }

  function forget(): void {
    kept = isAway ? null : new Map()
  }

  function repeat(): void {
    const { action, data } = entryShown() ?? {}
    asked = action ? travels.again(action, data ? { data } : {}) : undefined
  }

  function travel(): void {
    const before = place
    place = here()
    repeat()
    if (asked) isAway = true
    else if (entryShown()?.opening) restore()
    // A click on `#…` makes entries without a state, which show what was shown before.
    else if (history.state || place !== before) reload()
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
    forget()
    travels.restored()
  }

  /** The entry that is shown, when this load of the page made it. */
  function entryShown(): Entry | undefined {
    // What others keep has no `live` with this name.
    const entry = history.state as Entry | null
    return entry?.live === id ? entry : undefined
  }
}

function here(): string {
  return location.pathname + location.search
}

/** The server knows best what stands there; without it, what is shown is better than nothing. */
function reload(): void {
  if (navigator.onLine) location.reload()
}
