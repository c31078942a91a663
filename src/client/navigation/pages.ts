/** Binds {@link createNavigation} to the history, the socket and the effects of a page of an application with routes. */
import type { EffectOf } from '../../protocol/effects.ts'
import type { PageNavigation } from '../page-additions.ts'
import { containerOf } from '../modules/container-of.ts'
import { core } from '../modules/core.ts'
import { api, here, loadedAt, ownPath, records, write } from './entries.ts'
import { isLeaving, leave, stay } from './leave.ts'
import { takeLinks } from './links.ts'
import { createNavigation, withoutHash, type Navigation, type Wish } from './navigation.ts'

/** A navigation that cannot be sent for so long is a page that is loaded. */
const LONGEST_WAIT = 5_000

let visits = 0
/** What waits for the navigation that is being sent; the document, where that is a step in the history. */
let origin: Element | undefined

export function startNavigation(): PageNavigation {
  const { connection, performers } = core
  const pages = createNavigation({
    here,
    loadedAt,
    records,
    newVisit: () => `${performance.timeOrigin}.${visits++}`,
    write,
    send: (wish, isShown) => send(pages, wish, isShown),
    leave: (href, how) => leave(href, how, pages.wish?.event),
    stay,
    after: (milliseconds, run) => void setTimeout(run, milliseconds),
  })
  for (const { key, sameDocument } of api?.entries() ?? []) {
    // Other scripts have made them, before this one was there.
    if (sameDocument && !records.get(key)) records.set(key, [pages.visit, true])
  }
  performers['address'] = performers['url'] = ([, href, how]: EffectOf<'address' | 'url'>) =>
    pages.showAddress(asShown(href), how)
  performers['load'] = ([, href]: EffectOf<'load'>, event: number) => pages.load(event, href || here().href)
  takeLinks((href, from) => {
    // Before it is live, and after its end, a page is plain HTML.
    if (!connection.wasLive || connection.refusal || isEnded()) return false
    origin = from
    pages.follow(href)
    origin = undefined
    return true
  })
  addEventListener('popstate', () => {
    if (api) pages.moved()
    // Which entry it is nobody knows.
    else if (withoutHash(here().href) !== pages.location) leave(here().href, 'traverse', undefined)
  })
  api?.addEventListener('currententrychange', ({ navigationType }) => {
    if (navigationType === 'push') pages.moved(true)
  })
  let shownPages = 0
  const pageOf = new WeakMap<readonly unknown[], number>()
  const navigation: PageNavigation = {
    pages,
    came: (effects) => effects.forEach((effect) => pageOf.set(effect, shownPages)),
    isLate: (effect) => (pageOf.get(effect) ?? shownPages) !== shownPages,
    showPage([, rank, href, how, fresh, key]) {
      const shown = asShown(href)
      if (fresh) shownPages++
      // By it the root is found in a page that is made again.
      containerOf(0)?.setAttribute('data-live-key', key)
      navigation.keptPages?.pageComes(rank, withoutHash(shown), !!fresh)
      pages.showPage(rank, shown, how, !!fresh)
    },
  }
  return navigation
}

/** As browsers spell it. */
function asShown(href: string): string {
  return ownPath(new URL(href, location.href).href)
}

function send(pages: Navigation, wish: Wish, isShown: boolean): number {
  const { connection, loaded, page } = core
  const { href, how } = wish
  const element = origin ?? page.documentElement
  // In quotes, as the server reads it.
  const data = { ['how']: how, ...(isShown && { ['shown']: '1' }) }
  let event = 0
  const push = (): number =>
    (event = core.pushEvent('navigate', withoutHash(href), { data }, { element, origin: element }))
  if (connection.state === 'joining' && connection.wasLive) {
    // Until there is a circuit. Somebody is there: the next try need not wait.
    event = Infinity
    loaded.liveRecovery?.pushed()
  }
  // What was typed is sent before it.
  else if (!loaded.liveEdits) push()
  else {
    const happened = new CustomEvent('navigate')
    loaded.liveEdits.submit({ event: happened, target: element, element, part: undefined, send: push })
  }
  if (!event || isEnded()) leave(href, how, event)
  leaveLate(pages, wish)
  return event
}

/** Loads what has not come. Its timer keeps nothing of the page that is left. */
function leaveLate(pages: Navigation, wish: Wish): void {
  setTimeout(() => {
    const { connection, outbox } = core
    // What was refused, or given up, has ended without a page.
    const isLost = connection.state !== 'live' || (wish.event && !outbox.find(wish.event))
    if (pages.wish === wish && isLost && !isLeaving()) leave(wish.href, wish.how, wish.event)
  }, LONGEST_WAIT)
}

/** Whether the page goes on as plain HTML. */
function isEnded(): boolean {
  return core.page.documentElement.dataset['liveStatus'] === 'ended'
}
