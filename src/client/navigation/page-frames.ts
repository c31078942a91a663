/**
 * Comes before what takes the messages of the server: frames that show a page are applied when it can be seen, in a
 * transition where there is one, and what is behind them then. See {@link createArrivals}.
 */
import { named, type EffectOf, type NamedEffect } from '../../protocol/effects.ts'
import type { Frame } from '../../protocol/messages.ts'
import type { PageNavigation } from '../page-additions.ts'
import { sheetsOf } from '../head/awaited-sheets.ts'
import { inIdleTime } from '../idle-time.ts'
import { core } from '../modules/core.ts'
import { createArrivals, type PageWaits } from './arrivals.ts'

/** Calls back when the page may show something else. */
export function followFrames(navigation: PageNavigation, changed: () => void): void {
  const { pages, showPage, came } = navigation
  const { connection, page, takers } = core
  const { frame, joined, rejoined } = takers
  const arrivals = createArrivals({ after: (milliseconds, run) => void setTimeout(run, milliseconds) })

  takers.frame = (taken) => {
    const effects = taken.effects.map(named)
    const shown = effects.find(isPage)
    const waits = shown && waitsOf(navigation, taken, shown)
    arrivals.take(() => {
      // The next socket brings what this one has brought and nobody has counted.
      if (connection.state !== 'live') return waits?.dropped()
      // It looks at the page that is left, which is without the sheets of the one that comes.
      if (shown) showPage(shown)
      came(effects)
      waits?.shown()
      frame(taken)
      changed()
      if (waits) loadTransitions()
    }, waits)
  }
  takers.joined = (circuit) => {
    arrivals.drop()
    joined(circuit)
    pages.circuitBegan()
    changed()
  }
  takers.rejoined = (circuit) => {
    arrivals.drop()
    rejoined(circuit)
  }
  page.addEventListener('visibilitychange', () => {
    if (page.hidden) arrivals.hurry()
  })
  loadTransitions()
}

interface ShownWaits extends PageWaits {
  /** The page is about to be shown. */
  shown(): void
}

function waitsOf(
  navigation: PageNavigation,
  frame: Omit<Frame, 'kind'>,
  [, rank, , how, isFresh]: EffectOf<'page'>,
): ShownWaits {
  const { loaded, page } = core
  const { pages } = navigation
  const sheets = sheetsOf(frame)
  return {
    // Nobody looks at a hidden page.
    load: (ready) => sheets.load(ready) && !page.hidden,
    begin(show) {
      const { wish } = pages
      const own = wish?.event === rank ? wish : undefined
      // The user is on the way to another page already.
      if (wish && rank < wish.event) return false
      const isBehind = !!own?.key && !!navigation.keptPages?.isCovering
      const coming = { event: rank, how: own?.how ?? how, isFresh: !!isFresh, isBehind }
      return !!loaded.liveTransitions?.begin(pages, coming, show)
    },
    skip: () => loaded.liveTransitions?.skip(),
    shown: sheets.use,
    dropped() {
      loaded.liveTransitions?.skip()
      sheets.remove()
    },
  }
}

/** In idle time, where there are any, as they are for looks alone. Without their module pages are shown all the same. */
function loadTransitions(): void {
  const { loaded, loadModule, page, settings } = core
  const isWanted = settings['liveTransition'] !== undefined || page.querySelector('[data-live-transition]')
  // Newer than the oldest browsers that pages work in: https://caniuse.com/view-transitions
  if (loaded.liveTransitions || !isWanted || !('startViewTransition' in page)) return
  inIdleTime(() => void loadModule('liveTransitions'))
}

function isPage(effect: NamedEffect): effect is EffectOf<'page'> {
  return effect[0] === 'page'
}
