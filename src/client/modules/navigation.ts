/**
 * The lazy module of pages of an application with routes: which page belongs to which entry of the history, questions before
 * a page is left, scroll and focus, what is done while a page is awaited, and what the browser keeps of a document.
 */
import type { KeptPages, PageNavigation } from '../page-additions.ts'
import { announceTitle, markCurrent } from '../navigation/announce.ts'
import { hideHeadingOutline } from '../navigation/heading-outline.ts'
import { loadInIdleTime } from '../navigation/in-idle-time.ts'
import { whenLoading } from '../navigation/leave.ts'
import { carryMessages } from '../navigation/messages.ts'
import { withoutHash, type Navigation, type Wish } from '../navigation/navigation.ts'
import { followFrames } from '../navigation/page-frames.ts'
import { startNavigation } from '../navigation/pages.ts'
import { followLinks } from '../navigation/prefetch.ts'
import { followProgress } from '../navigation/progress.ts'
import { guard } from '../navigation/questions.ts'
import { followScroll } from '../navigation/scroll.ts'
import { followUnanswered } from '../navigation/unanswered.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): PageNavigation {
  useCore(port)
  const navigation = startNavigation()
  const { pages } = navigation
  const guards = guard(pages)
  const scroll = followScroll(pages)
  const progress = followProgress(pages)
  const unanswered = followUnanswered(pages)
  const isCovering = (): boolean => !!navigation.keptPages?.isCovering
  /** The page of the entry that the user has gone to is seen already. */
  const seesWish = ({ key, href }: Wish): void => {
    scroll.seesEntry(key)
    markCurrent({ location: withoutHash(href) })
    announceTitle()
  }
  pages.detour = {
    ...guards,
    sent() {
      unanswered.sent()
      progress.begin()
      scroll.notePosition()
      navigation.keptPages?.sent()
      const { wish, home, isInTransit } = pages
      // Behind a link the page that is seen stays.
      if (!wish?.key) return
      if (isCovering()) seesWish(wish)
      else scroll.seesEntry(isInTransit ? undefined : home)
    },
    shown(isFresh, how, isWished) {
      carryMessages()
      guards.shown(isFresh)
      progress.shown()
      unanswered.shown()
      // What covers is what comes, or stays in front of it: the user is there already.
      if (!isCovering()) {
        scroll.shown(isFresh, how, isWished)
        if (isFresh) announceTitle()
      }
      // The tree of the page is there then.
      queueMicrotask(() => {
        const { wish } = pages
        const wasCovering = isCovering()
        navigation.keptPages?.pageCame()
        if (!isCovering()) markCurrent(pages)
        else if (wish && !wasCovering) seesWish(wish)
      })
    },
  }
  // Nothing is awaited any more: a link to a download can be followed again.
  whenLoading(() => {
    pages.wish = undefined
    guards.shown(false)
    progress.shown()
    unanswered.shown()
    navigation.keptPages?.settled()
  })
  followFrames(navigation, followLinks(pages).observe)
  markCurrent(pages)
  hideHeadingOutline()
  addEventListener('popstate', () => pages.wish || scroll.moved())
  addEventListener('pagehide', guards.putAway)
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    navigation.keptPages?.settled()
    guards.restored()
  })
  // The user may have gone on before all this was there.
  pages.moved()
  loadInIdleTime<KeptModule>('liveKept', (module) => (navigation.keptPages = module.start(port, pages)))
  return navigation
}

/** That of pages which the browser keeps. */
interface KeptModule {
  start(port: ClientPort, pages: Navigation): KeptPages
}
