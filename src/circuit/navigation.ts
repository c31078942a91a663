import { OutcomeEffect } from '../page/outcome-effect.ts'
import type { CodeNavigation } from '../page/code-navigation.ts'
import { PlainEffect } from '../page/plain-effect.ts'
import { isSamePage, keyOfVisit } from '../page/visit.ts'
import type { Outcome } from '../protocol/messages.ts'
import type { NavigationDetails } from '../protocol/navigation-messages.ts'
import type { Context } from '../view/context.ts'
import {
  insteadOf,
  NavigationRun,
  type NavigationResult,
  type NavigationRunHost,
  type NavigationGoal,
} from './navigation-run.ts'
import { NavigationOrder } from './navigation-order.ts'
import { PrefetchedPages } from './prefetched-pages.ts'
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

/** A navigation that was begun. */
interface NavigationRequest extends NavigationGoal {
  /** The event that asked for it, or whose handler did; 0 for none. */
  readonly rank: number
  readonly history: 'push' | 'replace'
  /** Whether its event is to have an outcome. */
  readonly isEvent: boolean
}

/**
 * Leads the visitor of a page from one visit to the next: for links and steps in the history, and for code. One navigation
 * is under way at a time; see {@link NavigationOrder} for which one that is.
 */
export class Navigation {
  readonly #host: NavigationHost
  readonly #order = new NavigationOrder()
  readonly #prefetched: PrefetchedPages
  #underWay: { readonly run: NavigationRun; readonly request: NavigationRequest } | null = null
  /** Pages that are being opened or made, those included that nobody waits for any more. */
  #working = 0
  /** Counts changes of the search that code has asked for, and those of the visit. */
  #searches = 0
  #visits = 0
  #state: 'open' | 'ended' = 'open'

  constructor(host: NavigationHost) {
    this.#host = host
    this.#prefetched = new PrefetchedPages(host)
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
        return void this.#search(asked)
    }
  }

  /** The visitor has another session: what is made for the one before is made again. */
  again(): void {
    const request = this.#giveUp()
    if (request) this.#begin(request)
  }

  /** The page of an address is likely to be asked for. */
  prefetch(href: string): void {
    if (this.#underWay || this.#isFull || this.#state === 'ended' || !this.#host.page.visit) return
    this.#count(this.#prefetched.make(href, () => this.#underWay === null && this.#state === 'open'))
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
    this.#prefetched.clear()
  }

  // --- what is begun ---

  #begin(request: NavigationRequest, answer?: VisitAnswer): void {
    const { href, rank, isEvent } = request
    if (this.#state === 'ended' || !this.#order.allows(rank)) return
    if (this.#isFull) return isEvent ? this.#push(['refused', rank, 'limited']) : this.#load(href, rank)
    this.#order.begin(rank)
    const before = this.#giveUp()
    if (before?.isEvent) this.#push(['refused', before.rank, 'superseded'])
    const run = new NavigationRun(this.#host, request)
    this.#underWay = { run, request }
    const made = answer ? null : this.#prefetched.take(withoutHash(href))
    const result = made ? run.goWith(made) : run.go(answer ?? this.#open(href))
    this.#count(this.#follow(run, request, result))
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

  /** The page gives itself another search. Only where that is no page any more, as a gate says, is it a navigation. */
  async #search(asked: CodeNavigation & { readonly kind: 'search' }): Promise<void> {
    const { search, history, event: rank } = asked
    const { services, page } = this.#host
    const { context } = page.runtime
    const href = context.url.pathname + search
    // Also where that is what it has: a change before it that is not known yet is not wanted any more.
    const searches = ++this.#searches
    if (search === context.url.search || this.#isFull) return
    const visits = this.#visits
    const answering = services.visit(context, href)
    this.#count(answering)
    const answer = await answering
    this.#host.turn(() => {
      if (this.#state === 'ended' || searches !== this.#searches || visits !== this.#visits) return
      const shown = page.visit
      // A socket has come meanwhile, perhaps with another session.
      if (page.runtime.context !== context) void this.#search(asked)
      else if (answer.kind !== 'visit' || !shown || !isSamePage(shown, answer.visit)) {
        this.#begin({ href, rank, history, mayStay: false, isEvent: false }, answer)
      } else page.moveTo(answer.visit, { event: rank, effect: ['address', href, history] })
    })
  }

  /** Bounds what a browser can have begun: author code may go on when nobody waits for it any more. */
  get #isFull(): boolean {
    return this.#working >= this.#host.services.limits.queuedEvents
  }

  #count(work: Promise<unknown>): void {
    this.#working++
    const ended = (): void => void this.#working--
    work.then(ended, ended)
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
      run.end()
      this.#underWay = null
      this.#order.ended()
      // A load that follows them has them shown by the page that is loaded.
      const { effects } = this.#host.page.runtime
      for (const each of run.messages) effects.push(PlainEffect.of(['flash', ...each], request.rank))
      const instead = this.#show(result, request)
      if (instead) this.#begin(request, instead)
      else if (request.isEvent) this.#push(request.rank)
    })
  }

  /** Returns what stands in the place of a page that cannot be shown: it was complete, and something has changed it since. */
  #show(result: NavigationResult, { rank, history }: NavigationRequest): VisitAnswer | null {
    const { page, services } = this.#host
    const { href } = result
    if (result.kind === 'load') {
      this.#load(href, rank)
      return null
    }
    const { visit } = result.kind === 'same' ? result : result.prepared
    const key = keyOfVisit(visit, services.keys)
    this.#visits++
    if (result.kind === 'same') {
      page.moveTo(visit, { event: rank, effect: ['page', rank, href, history, 0, key] })
      return null
    }
    const { prepared } = result
    try {
      prepared.renderNow()
    } catch (thrown) {
      prepared.discard()
      return insteadOf(visit, { thrown, prepared, services })
    }
    page.show(prepared, { event: rank, effect: ['page', rank, href, history, 1, key] })
    this.#host.events.leave()
    return null
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
