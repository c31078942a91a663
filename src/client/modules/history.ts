/**
 * The lazy module of the history of a page of actions. An entry of it belongs to what was shown when it was made:
 * on Back and Forward the action that showed it runs again. What the page was opened with has no action: it gets
 * back the very nodes that it had.
 */
import type { EffectOf } from '../../protocol/effects.ts'
import type { PageHistory } from '../additions.ts'
import { createEntries } from '../history/entries.ts'
import { createKept } from '../history/kept.ts'
import { createLeaving } from '../history/leave.ts'
import { createVisits } from '../history/visits.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'
import { hasEdited } from './has-edited.ts'

export function start(port: ClientPort): PageHistory {
  useCore(port)
  const { natural, outbox, page, performers } = core
  const load = String(performance.timeOrigin)
  const kept = createKept(hasEdited())
  const { leave, stay } = createLeaving()
  const entries = createEntries(`${load}.0`, () => visits.added())
  const visits = createVisits({
    load,
    key: entries.key,
    entries: entries.visits,
    isShown: (href) => withoutHash(new URL(href, location.href).href) === withoutHash(location.href),
    write: (href, how) =>
      // What stands behind the hash is the user's.
      (how === 'replace' && isHere(href)) || entries.write(href, how),
    nextEvent: outbox.next,
    actionOf(event) {
      const sent = outbox.find(event)
      return sent && { action: String(sent.target), data: sent.payload.data }
    },
    ask({ action, data }) {
      const element = page.documentElement
      const event = core.pushEvent('popstate', action, data ? { data } : {}, { element, origin: element })
      kept.leads(event)
      if (event) stay()
      return event
    },
    restore(event) {
      const { redo } = core.loaded.liveActions ?? {}
      if (kept.restore(event, redo ?? (() => {}))) stay()
      else leave(undefined)
    },
    leave,
  })
  /** Where content was put last, and by which event. */
  let latest: { readonly element: HTMLElement; readonly event: number } | undefined

  performers['url'] = ([, href, how]: EffectOf<'url'>, event) => {
    if (!visits.told(href, how, event)) return
    kept.leads(event)
    if (latest?.event === event) arrive(latest.element)
  }
  performers['title'] = ([, text]: EffectOf<'title'>, event) => {
    kept.titled(text, event)
    page.title = text
  }

  return {
    changes(regions, effect, event) {
      const element = regions.at(-1)
      if (element) latest = { element, event }
      kept.changes(regions, effect, event)
    },
    forget: kept.forget,
    ended(event, isDone) {
      visits.ended(event, isDone)
      kept.ended(event)
    },
    repeat: visits.repeat,
    travel: visits.travelled,
  }

  /** The user has come to another page: to its top, and with the focus in it when it was lost. */
  function arrive(element: HTMLElement): void {
    if (page.activeElement === page.body) {
      natural(element).tabIndex = -1
      natural(element).focus()
    }
    scrollTo(0, 0)
  }
}

function isHere(href: string): boolean {
  const { hash, href: whole } = new URL(href, location.href)
  return whole === (hash ? location.href : withoutHash(location.href))
}

function withoutHash(href: string): string {
  return href.replace(/#.*/s, '')
}
