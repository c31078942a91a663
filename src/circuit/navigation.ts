import { OutcomeEffect } from '../page/outcome-effect.ts'
import type { CodeNavigation } from '../page/code-navigation.ts'
import { PlainEffect } from '../page/plain-effect.ts'
import { keyOfVisit } from '../page/visit.ts'
import type { Outcome } from '../protocol/messages.ts'
import type { NavigationDetails } from '../protocol/navigation-messages.ts'
import type { Context } from '../view/context.ts'
import { BoundedWork } from './bounded-work.ts'
import {
  NavigationRun,
  type NavigationRequest,
  type NavigationResult,
  type NavigationRunHost,
} from './navigation-run.ts'
import { NavigationOrder } from './navigation-order.ts'
import { PrefetchedPages } from './prefetched-pages.ts'
import { MOST_PREFETCHES } from './prefetches.ts'
import { SearchChanges } from './search-changes.ts'
import type { VisitAnswer } from './services.ts'

/** What navigation needs of its circuit. */
export interface NavigationHost extends NavigationRunHost {
  readonly events: {
    /** Changes with each start and end of a handler, and with each socket. */
    readonly mark: number
    /** The page shows another visit: handlers of the one before are aborted. */
    leave(): void
  }
  /** Runs work in a turn of the page. */
  turn(work: () => void): void
}

/** A navigation that was asked for by an event. */
export interface AskedNavigation {
  /** The number of the event. */
  readonly number: number
  readonly href: string
  readonly details: NavigationDetails
}

/**
 * Leads the visitor of a page from one visit to the next: for links and steps in the history, and for code. One navigation
 * is under way at a time; see {@link NavigationOrder} for which one that is.
 */
export class Navigation {
  readonly #host: NavigationHost
  readonly #order = new NavigationOrder()
  readonly #prefetched: PrefetchedPages
  readonly #searches: SearchChanges
  #underWay: { readonly run: NavigationRun; readonly request: NavigationRequest } | null = null
  /** Bounds what a browser can have begun. What is prefetched takes no place from what its user asks for. */
  readonly #work: BoundedWork
  readonly #prefetching: BoundedWork
  #state: 'open' | 'ended' = 'open'

  constructor(host: NavigationHost) {
    const { page, services } = (this.#host = host)
    const { queuedEvents } = services.limits
    const work = (this.#work = new BoundedWork(queuedEvents))
    this.#prefetching = new BoundedWork(MOST_PREFETCHES)
    this.#prefetched = new PrefetchedPages(host)
    this.#searches = new SearchChanges({
      page,
      services,
      work,
      turn: (change) => host.turn(change),
      lead: (request, answer) => this.#begin(request, answer),
    })
  }

  /** Whether a navigation is under way. */
  get busy(): boolean {
    return this.#underWay !== null
  }

  /** What prefetched pages hold, roughly, in bytes. */
  get held(): number {
    return this.#prefetched.held
  }

  /** Whether a request is for the address that the page is at. */
  isAt({ url }: Context): boolean {
    return url.href === this.#host.page.runtime.context.url.href
  }

  /** The user asks for another page. */
  byUser({ number, href, details: { how, isShown } }: AskedNavigation): void {
    // A step in the history leads to a visit of its own, unless its entry was made by the one that is shown.
    const mayStay = how !== 'traverse' || isShown
    const history = how === 'push' ? 'push' : 'replace'
    const request: NavigationRequest = { href, rank: number, history, mayStay, isEvent: true }
    this.#begin(request)
  }

  /** A browser has joined the page of its token, and wants to be at this address by now. */
  joinedAt(href: string): void {
    const { pathname, search } = this.#host.page.runtime.context.url
    if (href === pathname + search) return
    this.byCode({ kind: 'navigate', to: href, history: 'replace', event: 0 })
  }

  /** Code of the page leads on. A page without a visit is left by a full load. */
  byCode(asked: CodeNavigation): void {
    const { event: rank } = asked
    if (this.#host.page.visit === null) return this.#load(hrefOf(asked), rank)
    switch (asked.kind) {
      case 'navigate': {
        const { to: href } = asked
        // In `start` or `navigated` the browser is not there yet: Back is not to lead there, and on again.
        const isArriving = this.#host.page.runtime.effects.addressChanges.length > 0
        const history = isArriving ? 'replace' : asked.history
        return this.#begin({ href, rank, history, mayStay: true, isEvent: false })
      }
      case 'instead':
        return this.#showInstead(asked.thrown, rank)
      case 'search':
        return void this.#searches.ask(asked)
    }
  }

  /** The gates of the page that is shown, asked again, lead its visitor elsewhere. */
  byGates(answer: VisitAnswer): void {
    const { pathname, search } = this.#host.page.runtime.context.url
    const request: NavigationRequest = {
      href: pathname + search,
      rank: 0,
      history: 'replace',
      mayStay: true,
      isEvent: false,
    }
    this.#begin(request, answer)
  }

  /** The visitor has another session: what is made for the one before is made again. */
  again(): void {
    const request = this.#giveUp()
    if (request) this.#begin(request)
  }

  /** The page of an address is likely to be asked for. */
  prefetch(href: string): void {
    if (this.#underWay || this.#prefetching.isFull || this.#state === 'ended' || !this.#host.page.visit)
      return
    this.#prefetching.count(
      this.#prefetched.make(href, () => this.#underWay === null && this.#state === 'open'),
    )
  }

  /** The process is about to end. */
  interrupt(): void {
    const request = this.#giveUp()
    if (request?.isEvent) this.#push(['interrupted', request.rank])
  }

  /** The page has ended. */
  end(): void {
    this.#state = 'ended'
    this.#giveUp()
    this.#searches.giveUp()
    this.#prefetched.clear()
  }

  // --- what is begun ---

  #begin(request: NavigationRequest, answer?: VisitAnswer): void {
    const { href, rank, isEvent } = request
    if (this.#state === 'ended' || !this.#order.allows(rank)) return
    if (this.#work.isFull) return isEvent ? this.#push(['refused', rank, 'limited']) : this.#load(href, rank)
    this.#order.begin(rank)
    const before = this.#giveUp()
    if (before?.isEvent) this.#push(['refused', before.rank, 'superseded'])
    const run = new NavigationRun(this.#host, request)
    this.#underWay = { run, request }
    const made = answer ? null : this.#prefetched.take(withoutHash(href))
    const result = made ? run.goWith(made) : run.go(answer ?? this.#open(href))
    this.#work.count(this.#follow(run, request, result))
  }

  /** Where an address leads. A page without a visit is left by a full load. */
  #open(href: string): VisitAnswer | Promise<VisitAnswer> {
    const { services, page } = this.#host
    return page.visit ? services.visit(page.runtime.context, href) : { kind: 'load', href }
  }

  /** An error page stands in the place of the page that is shown. */
  #showInstead(thrown: unknown, rank: number): void {
    const { services, page } = this.#host
    const { visit } = page
    const { pathname, search } = page.runtime.context.url
    if (!visit) return
    const instead = services.visitAfter(visit, thrown)
    // The request for the page that is shown decides.
    const answer: VisitAnswer = instead.kind === 'load' ? { kind: 'load', href: '' } : instead
    const request: NavigationRequest = {
      href: pathname + search,
      rank,
      history: 'replace',
      mayStay: false,
      isEvent: false,
    }
    this.#begin(request, answer)
  }

  // --- what comes of it ---

  async #follow(
    run: NavigationRun,
    request: NavigationRequest,
    resulting: Promise<NavigationResult | null>,
  ): Promise<void> {
    let result: NavigationResult | null
    try {
      result = await resulting
    } catch (error) {
      this.#host.services.report(error, 'a navigation')
      result = { kind: 'load', href: request.href }
    }
    this.#host.turn(() => {
      if (result === null || run.state === 'over') return
      // It was complete, and something has changed it since.
      const instead = result.kind === 'page' ? run.renderNow(result.prepared) : null
      if (instead) return this.#work.count(this.#follow(run, request, run.go(instead)))
      run.end()
      this.#underWay = null
      this.#order.ended()
      // A load that follows them has them shown by the page that is loaded.
      const { effects } = this.#host.page.runtime
      for (const each of run.messages) effects.push(PlainEffect.of(['flash', ...each], request.rank))
      this.#show(result, request)
      if (request.isEvent) this.#push(request.rank)
    })
  }

  #show(result: NavigationResult, { rank, history }: NavigationRequest): void {
    const { page, services } = this.#host
    const { href } = result
    if (result.kind === 'load') return this.#load(href, rank)
    const { visit } = result.kind === 'same' ? result : result.prepared
    const key = keyOfVisit(visit, services.keys)
    this.#searches.giveUp()
    if (result.kind === 'same') {
      return page.moveTo(visit, { event: rank, effect: ['page', rank, href, history, 0, key] })
    }
    page.show(result.prepared, { event: rank, effect: ['page', rank, href, history, 1, key] })
    this.#host.events.leave()
  }

  #load(href: string, rank: number): void {
    this.#host.page.runtime.effects.push(PlainEffect.of(['load', href], rank))
  }

  /** Gives up what is under way, and says what it was. */
  #giveUp(): NavigationRequest | null {
    const underWay = this.#underWay
    this.#underWay = null
    underWay?.run.giveUp()
    return underWay?.request ?? null
  }

  #push(outcome: Outcome): void {
    const number = typeof outcome === 'number' ? outcome : outcome[1]
    this.#host.page.runtime.effects.push(new OutcomeEffect(number, outcome, null, () => {}))
  }
}

function withoutHash(href: string): string {
  return href.replace(/#.*/s, '')
}

/** The address that code leads to; empty for the present one. */
function hrefOf(asked: CodeNavigation): string {
  return asked.kind === 'navigate' ? asked.to : asked.kind === 'search' ? asked.search : ''
}
