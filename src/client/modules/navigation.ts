/**
 * The lazy module of pages of an application with routes: which page belongs to which entry of the history, questions before
 * a page is left, scroll and focus, what is done while a page is awaited, and what the browser keeps of a document.
 */
import type { PageNavigation } from '../additions.ts'
import { announceTitle, markCurrent } from '../navigation/announce.ts'
import { hideHeadingOutline } from '../navigation/heading-outline.ts'
import { whenLoading } from '../navigation/leave.ts'
import { keepMessages } from '../navigation/messages.ts'
import { followFrames } from '../navigation/page-frames.ts'
import { startNavigation } from '../navigation/pages.ts'
import { followLinks } from '../navigation/prefetch.ts'
import { followProgress } from '../navigation/progress.ts'
import { guard } from '../navigation/questions.ts'
import { followScroll } from '../navigation/scroll.ts'
import { followUnanswered } from '../navigation/unanswered.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): PageNavigation {
  useCore(port)
  const navigation = startNavigation()
  const { pages } = navigation
  const guards = guard(pages)
  const scroll = followScroll(pages)
  const progress = followProgress(pages)
  const unanswered = followUnanswered(pages)
  pages.detour = {
    ...guards,
    sent() {
      unanswered.sent()
      progress.begin()
    },
    shown(isFresh, how, isWished) {
      keepMessages()
      guards.shown(isFresh)
      scroll.shown(isFresh, how, isWished)
      progress.shown()
      unanswered.shown()
      // The tree of the page is there then.
      queueMicrotask(() => markCurrent(pages))
      if (isFresh) announceTitle()
    },
  }
  // Nothing is awaited any more: a link to a download can be followed again.
  whenLoading(() => {
    pages.wish = undefined
    guards.shown(false)
    progress.shown()
  })
  followFrames(navigation, followLinks(pages).look)
  markCurrent(pages)
  hideHeadingOutline()
  addEventListener('popstate', () => pages.wish || scroll.moved())
  addEventListener('pagehide', guards.putAway)
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    pages.stay()
    const event = pages.wish?.event ?? 0
    // What was answered by a load is over: the user has come back from it.
    if (event > 0 && event < Infinity && !core.outbox.find(event)) pages.wish = undefined
    guards.takenOut()
  })
  return navigation
}
