/** Binds {@link createKept} to the tree and the document of the page. */
import type { ChildDifference, NewInstance } from '../../protocol/differences.ts'
import type { Happened, KeptPages } from '../additions.ts'
import type { ChildPart } from '../child-part.ts'
import { onlyNewestMatters } from '../edits/only-newest.ts'
import { core } from '../modules/core.ts'
import { noteFields, restoreFields, forgetFields, storeFields } from './fields-of-entries.ts'
import { createKept, type Coming } from './kept.ts'
import type { Navigation } from './navigation.ts'
import {
  cover,
  isExchangeable,
  isIn,
  looksNow,
  placeIn,
  takeOut,
  takeOver,
  uncover,
  type Cover,
  type Region,
} from './regions.ts'

/** The page that is shown when another one comes. */
interface Leaving {
  readonly visit: string
  readonly location: string
  /** The key of its entry; none while it is in transit. */
  readonly entry: string | undefined
  /** How the document looks with it. */
  readonly looks: string
}

export function keepPages(pages: Navigation): KeptPages {
  /** Where pages were put before. */
  const places = new WeakSet<ChildPart>()
  let shown: Cover | undefined
  /** Sends what has happened as if nothing covered. */
  let submit: ((happened: Happened) => void) | undefined

  const kept = createKept<Region, Happened>({
    mayShow: (region) =>
      !!core.loaded.liveRecovery &&
      !!core.loaded.liveEdits &&
      !core.consistency.mismatch &&
      isExchangeable(region),
    show({ content }) {
      takeSubmissions()
      core.announceChange()
      shown = cover(content)
      core.noteChange()
    },
    takeOff() {
      if (shown) uncover(shown)
      shown = undefined
    },
    // All of the frame is applied then.
    release: (happened) => queueMicrotask(() => send(happened)),
    refuse,
    isNewestOnly: (newer, older) =>
      onlyNewestMatters(newer) &&
      newer.element === older.element &&
      newer.target === older.target &&
      newer.event.type === older.event.type,
  })
  addEventListener('pagehide', storeFields)

  return {
    get isCovering() {
      return !!shown
    },
    isBehind: (part) => part === shown?.region.part,
    sent() {
      const { wish } = pages
      if (wish) kept.sent(wish, wish.key ? pages.visitOf(wish.key) : undefined)
    },
    pageComes(rank, location, isFresh) {
      if (!isFresh) return
      const { wish, visit, home, isInTransit } = pages
      const leaving = {
        visit,
        location: pages.location,
        entry: isInTransit ? undefined : home,
        looks: looksNow(),
      }
      const coming = kept.pageComes(rank, location, wish)
      const root = core.roots.get(0)
      const entry = wish && rank >= wish.event ? wish.key : ''
      const back = entry && { entry, location }
      if (root) onNext(root, (change) => exchange({ root, change, how: coming, before: leaving, back }))
    },
    settled: kept.settled,
    suspend,
    clear() {
      kept.clear(pages.visit)
      forgetFields()
    },
  }

  interface Exchange {
    readonly root: ChildPart
    readonly change: ChildDifference
    readonly how: Coming
    readonly before: Leaving
    /** The entry that the user has gone back to, if that is why, and what stands there now. */
    readonly back: { readonly entry: string; readonly location: string } | ''
  }

  function exchange({ root, change, how, before, back }: Exchange): void {
    const place = placeIn(root, change, (each) => places.has(each))
    if (shown && shown.region.part !== place) kept.giveUp()
    if (!place) return root.apply(change)
    places.add(place)
    const swap = (content: ChildDifference): void => {
      const { visit, location, entry, looks } = before
      if (entry && !shown && kept.mayShow(visit)) noteFields({ entry, location }, place)
      const renewed = how === 'renews' ? shown : undefined
      const region = renewed ? renew(renewed, content, looks) : replace(place, content, looks)
      if (back && !renewed) restoreFields(back, place)
      // Its visit is not known where the history waits for a step of our own.
      if (!region || !entry || pages.visit === visit) return
      kept.left({ visit, location, bytes: region.nodes.innerHTML.length, content: region })
    }
    if (place === root) return swap(change)
    onNext(place, swap)
    root.apply(change)
  }

  function renew(covering: Cover, content: ChildDifference, looks: string): Region | undefined {
    shown = undefined
    const region = takeOver(covering, looks)
    // First of all: where renewing throws, nothing is left that could be shown again.
    kept.renewed()
    // What comes into a place of other content is an instance.
    core.loaded.liveRecovery?.renewContent(covering.region.part, content as NewInstance)
    return region
  }

  function replace(place: ChildPart, content: ChildDifference, looks: string): Region | undefined {
    const region = takeOut(place, { title: shown?.title ?? core.page.title, looks })
    place.apply(content)
    return region
  }

  function suspend(): () => void {
    const { activeElement } = core.page
    const [left, top] = [scrollX, scrollY]
    const before = shown
    const resume = kept.suspend()
    return () => {
      resume()
      if (!before || !shown) return
      scrollTo(left, top)
      if (!activeElement || !isIn(shown, activeElement)) return
      // Elements of HTML, SVG and MathML can all have it.
      core.natural(activeElement as HTMLElement).focus({ preventScroll: true })
    }
  }

  // --- what happens on a page that covers ---

  /** From now on what happens on such a page is held. */
  function takeSubmissions(): void {
    const edits = core.loaded.liveEdits
    if (!edits || submit) return
    const before = edits.submit.bind(edits)
    submit = before
    edits.submit = (happened) => {
      if (happened.part && shown && isIn(shown, happened.element)) kept.holdBack(happened)
      else before(happened)
    }
  }

  function send(happened: Happened): void {
    const { element, event, part } = happened
    const stands = core.natural(element).isConnected && core.handlerOf(element, event.type) === part
    if (stands) submit?.(happened)
    else refuse(happened)
  }
}

/** As others that are refused. */
function refuse({ element }: Happened): void {
  // In quotes, as authors read it.
  const detail: Record<string, unknown> = {}
  detail['outcome'] = 'refused'
  detail['code'] = 'gone'
  const target = core.natural(element).isConnected ? core.natural(element) : core.page
  target.dispatchEvent(new CustomEvent('live:outcome', { bubbles: true, detail }))
}

/** Takes the next change of a part, if it comes with the frame that is being applied. */
function onNext(part: ChildPart, take: (change: ChildDifference) => void): void {
  const own: { apply?: ChildPart['apply'] } = part
  own.apply = (change) => {
    delete own.apply
    take(change)
  }
  queueMicrotask(() => delete own.apply)
}
