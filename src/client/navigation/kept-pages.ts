/** Binds {@link createKept} to the tree and the document of the page. */
import type { ChildDifference, NewInstance } from '../../protocol/differences.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { Happened } from '../additions.ts'
import type { KeptPages } from '../page-additions.ts'
import type { ChildPart } from '../child-part.ts'
import { onlyNewestMatters } from '../edits/only-newest.ts'
import { core } from '../modules/core.ts'
import { isWithin } from '../modules/outwards.ts'
import { documentBehind } from './behind.ts'
import { noteFields, restoreFields, forgetFields, storeFields } from './fields-of-entries.ts'
import { createKept, type Coming } from './kept.ts'
import { carryMessages } from './messages.ts'
import type { Navigation, Wish } from './navigation.ts'
import {
  commit,
  cover,
  detach,
  isExchangeable,
  isIn,
  looksNow,
  placeIn,
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
  let hasCommands = false
  /** Changes of the document around the page behind, which have to wait until that is seen. */
  const postponed: (() => void)[] = []

  const kept = createKept<Region, Happened>({
    mayShow: (region) =>
      !!core.loaded.liveRecovery &&
      !!core.loaded.liveEdits &&
      !!core.loaded.liveActions &&
      !core.consistency.mismatch &&
      isExchangeable(region),
    show({ content }) {
      takeSubmissions()
      takeCommands()
      core.announceChange()
      carryMessages()
      shown = cover(content)
      core.loaded.targetScope = documentBehind(shown)
      core.noteChange()
    },
    takeOff() {
      const before = shown
      if (!before) return
      carryMessages()
      endCover()
      uncover(before)
      core.noteChange()
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
  const showTitle = core.performers['title']
  core.performers['title'] = (effect: EffectOf<'title'>, event) => {
    const [, text] = effect
    if (shown) shown.title = text
    // It takes this effect.
    else showTitle?.(effect as never, event)
  }
  addEventListener('pagehide', storeFields)

  return {
    get isCovering() {
      return !!shown
    },
    isBehind: (part) => !!shown && isWithin(part.element(), shown.behind),
    sent() {
      const { wish } = pages
      if (wish) kept.sent(wish, visitOf(wish))
    },
    pageCame() {
      const { wish } = pages
      kept.pageCame(wish, wish && visitOf(wish))
    },
    pageComes(rank, location, isFresh) {
      if (!isFresh) return
      const { wish, visit, home, isInTransit } = pages
      const coming = kept.pageComes(rank, location, wish)
      if (coming === 'renews') changeDocument()
      const leaving = {
        visit,
        location: pages.location,
        entry: isInTransit ? undefined : home,
        looks: looksNow(),
      }
      const root = core.roots.get(0)
      const entry = wish && rank >= wish.event ? wish.key : ''
      const back = entry && { entry, location }
      if (root) onNext(root, (change) => exchange({ root, change, how: coming, before: leaving, back }))
    },
    settled: kept.uncover,
    whenSeen(change) {
      if (shown) postponed.push(change)
      else change()
    },
    suspend,
    clear() {
      kept.clear(pages.visit)
      forgetFields()
    },
  }

  function visitOf({ key }: Wish): string | undefined {
    return key ? pages.visitOf(key) : undefined
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
    if (shown && shown.region.part !== place) kept.uncover()
    if (!place) return root.apply(change)
    places.add(place)
    const swap = (content: ChildDifference): void => {
      const { visit, location, entry, looks } = before
      if (entry && !shown && kept.mayShow(visit)) noteFields({ entry, location }, place)
      const renewed = how === 'renews' ? shown : undefined
      const region = renewed ? renew(renewed, content, looks) : replace(place, content, looks)
      // What portals show stands in its place when all of the frame is applied.
      if (back && !renewed) queueMicrotask(() => restoreFields(back, place))
      // Its visit is not known where the history waits for a step of our own.
      if (!region || !entry || pages.visit === visit) return
      kept.left({ visit, location, bytes: core.natural(region.nodes).innerHTML.length, content: region })
    }
    if (place === root) return swap(change)
    onNext(place, swap)
    root.apply(change)
  }

  function renew(covering: Cover, content: ChildDifference, looks: string): Region | undefined {
    endCover()
    const region = commit(covering, looks)
    // First of all: where renewing throws, nothing is left that could be shown again.
    kept.renewed()
    // What comes into a place of other content is an instance.
    core.loaded.liveRecovery?.renewContent(covering.region.part, content as NewInstance)
    return region
  }

  function replace(place: ChildPart, content: ChildDifference, looks: string): Region | undefined {
    const region = detach(place, { title: shown?.title ?? core.page.title, looks })
    place.apply(content)
    return region
  }

  /** The page that was behind is about to be in the document, or to be over. */
  function endCover(): void {
    shown = core.loaded.targetScope = undefined
    changeDocument()
  }

  /** As the page that was behind has asked for. */
  function changeDocument(): void {
    for (const change of postponed.splice(0)) change()
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

  /** Commands are about the page that is seen, on which the user has done something. */
  function takeCommands(): void {
    const { loaded } = core
    const { liveActions: actions } = loaded
    if (!actions || hasCommands) return
    hasCommands = true
    const before = actions.command.bind(actions)
    actions.command = (commands, element) => {
      const { targetScope } = loaded
      loaded.targetScope = undefined
      before(commands, element)
      loaded.targetScope = targetScope
    }
  }

  function send(happened: Happened): void {
    const { element, event, part } = happened
    const isHandled = core.handlerOf(element, event.type) === part || isDirective(part)
    if (core.natural(element).isConnected && isHandled) submit?.(happened)
    else refuse(happened, 'gone')
  }
}

/** What sends for a directive looks for itself whether that is over. */
function isDirective(part: object | undefined): boolean {
  // Parts of elements have a descriptor: that of a handler begins with an at sign.
  const { bound = '@' }: { readonly bound?: string } = part ?? {}
  return !bound.startsWith('@')
}

/** As others that are refused. */
function refuse(happened: Happened, code: string): void {
  happened.refused?.(code)
  core.announce({ type: happened.event.type, element: happened.element }, 'refused', code)
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
