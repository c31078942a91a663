/**
 * The history of a page of actions. An entry keeps the action that made it, with its data: on Back and
 * Forward that action is sent again. The entry with which the page was opened has none: it gets back the very
 * nodes that stood in the elements which actions have filled since.
 */
import { ROOT } from '../marks.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { PageHistory } from '../additions.ts'
import type { SentEvent } from '../sent-event.ts'
import { core } from './core.ts'
import type { HistoryEntry } from './history-entry.d.ts'

interface ShownHistory extends PageHistory {
  /** Shows this address, for an action. */
  show(effect: EffectOf<'url'>, event: number): void
}

export function createHistory(): ShownHistory {
  const { natural, outbox, page } = core
  const live = performance.timeOrigin
  /** Another entry is shown than the one that the page was opened with. */
  let isAway = false
  let isLeaving = false
  /** Where content was put last. */
  let latest: HTMLElement | undefined
  /** The event by which the entry that is shown was asked for again. */
  let asked: SentEvent | undefined
  let title = ''
  /** What stood in elements when the page was opened; null when it cannot come back. */
  let kept: Map<Element, ChildNode[]> | null = new Map()

  return {
    begin(leads) {
      isLeaving = leads
      latest = undefined
      if (!isAway) title = page.title
    },
    keep(element) {
      latest = element
      if (!isLeaving || kept?.has(element)) return
      // A root that leaves the page is over.
      const unhidden = natural(element)
      if (unhidden.matches(`[${ROOT}]`) || unhidden.querySelector(`[${ROOT}]`)) kept = null
      kept?.set(element, [...unhidden.childNodes])
    },
    forget,
    ended(event, isDone) {
      if (event?.type !== 'popstate') return
      if (event !== asked) {
        // The user went on to the opening entry while this was under way.
        if (!isAway) restore()
      } else if (!isDone) reload()
    },
    repeat,
    travel() {
      repeat()
      if (asked) isAway = true
      else if (entryShown()?.opening) restore()
      // Another load of the page made this entry. Those that others make have no `live`.
      else if (entryOf(history.state)?.live) reload()
    },
    show([, href, how], event) {
      const cause = outbox.find(event)
      const url = new URL(href, location.href)
      const isAgain = cause?.type === 'popstate'
      if (isAgain && cause !== asked) return
      const entry: HistoryEntry = { live, action: cause && String(cause.target), data: cause?.payload.data }
      if (how === 'push' && !isAgain && url.href !== location.href) {
        if (!entryShown()) history.replaceState({ live, opening: !isAway }, '')
        history.pushState(entry, '', url)
        isAway = true
        arrive()
      } else history.replaceState(entry, '', url)
    },
  }

  function forget(): void {
    kept = isAway ? null : new Map()
  }

  function repeat(): void {
    const { action, data } = entryShown() ?? {}
    asked = action
      ? outbox.find(
          core.pushEvent('popstate', action, data ? { data } : {}, {
            element: page.documentElement,
            origin: page.documentElement,
          }),
        )
      : undefined
  }

  function restore(): void {
    if (kept?.size) {
      page.title = title
      for (const [element, nodes] of kept) {
        natural(element).replaceChildren()
        // One by one: the arguments of a call are limited.
        for (const node of nodes) natural(element).append(node)
        natural(element).removeAttribute(ROOT)
      }
    } else if (isAway) reload()
    isAway = false
    forget()
  }

  /** The user has come to another page: to its top, and with the focus in it when it was lost. */
  function arrive(): void {
    if (!latest) return
    if (page.activeElement === page.body) {
      natural(latest).tabIndex = -1
      natural(latest).focus()
    }
    scrollTo(0, 0)
  }

  /** The entry that is shown, when this load of the page made it. */
  function entryShown(): HistoryEntry | undefined {
    const entry = entryOf(history.state)
    return entry?.live === live ? entry : undefined
  }
}

function entryOf(state: unknown): HistoryEntry | null {
  // What others keep may be anything, and have no member `live`.
  return state as HistoryEntry | null
}

/** The server knows best what stands there; without it, what is shown is better than nothing. */
function reload(): void {
  if (navigator.onLine) location.reload()
}
