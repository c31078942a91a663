import { redirectLoop } from '../errors/circuit.ts'
import type { Page } from '../page/page.ts'
import type { PreparedVisit } from '../page/prepared-visit.ts'
import { isSamePage, type Visit } from '../page/visit.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import { isSignal, Redirect } from '../view/signals.ts'
import type { CircuitServices, VisitAnswer } from './services.ts'

/** What a navigation needs of its page. */
export interface NavigationRunHost {
  readonly page: Page
  readonly services: CircuitServices
}

/** What a navigation is to lead to. */
export interface NavigationGoal {
  /** The address, as it was asked for. */
  readonly href: string
  /** Whether the page that is shown may stay, when it differs in the search alone. */
  readonly mayStay: boolean
}

/** A navigation that was begun. */
export interface NavigationRequest extends NavigationGoal {
  /** The event that asked for it, or whose handler did; 0 for none. */
  readonly rank: number
  readonly history: 'push' | 'replace'
  /** Whether its event is to have an outcome. */
  readonly isEvent: boolean
}

/** Where a navigation has led. */
export type NavigationResult =
  /** To a page that was made for it. */
  | { readonly kind: 'page'; readonly prepared: PreparedVisit; readonly href: string }
  /** To the page that is shown, with another search. */
  | { readonly kind: 'same'; readonly visit: Visit; readonly href: string }
  /** Out of this page: the browser loads the address. */
  | { readonly kind: 'load'; readonly href: string }

/** Redirects are followed so often. */
const MOST_REDIRECTS = 10
/** No chain of error pages, each failing, is longer. */
const MOST_PAGES = 30

/**
 * One navigation: it follows redirects of gates and of views, makes the page that they lead to, and where that
 * fails the page that stands in for it.
 *
 * `under way`: nothing is known yet of what it leads to. `over`: that is shown, or it was given up; what it still does is not waited
 * for.
 */
export class NavigationRun {
  state: 'under way' | 'over' = 'under way'
  /** What gates and views have said that led elsewhere. */
  messages: readonly FlashMessage[] = []
  readonly #host: NavigationRunHost
  readonly #goal: NavigationGoal
  #redirects = 0
  /** What is being made. */
  #prepared: PreparedVisit | null = null
  /** What the newest redirect says behind `#`, else what was asked for. */
  #hash: string

  constructor(host: NavigationRunHost, goal: NavigationGoal) {
    this.#host = host
    this.#goal = goal
    this.#hash = hashOf(goal.href)
  }

  /** Takes over the prefetched page of its address. */
  goWith(made: PreparedVisit): Promise<NavigationResult | null> {
    this.#prepared = made
    return this.go({ kind: 'visit', visit: made.visit })
  }

  /** Goes where the answer leads. Null when it was given up meanwhile. */
  async go(first: VisitAnswer | Promise<VisitAnswer>): Promise<NavigationResult | null> {
    let answer = await first
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      if (this.state === 'over') return null
      if (answer.kind === 'load') return answer
      if (answer.kind === 'redirect') {
        this.messages = [...this.messages, ...(answer.messages ?? [])]
        answer = await this.#redirected(answer.to)
        continue
      }
      const { visit } = answer
      const href = this.#placeOf(visit)
      if (this.#stays(visit)) {
        this.#prepared?.discard()
        return { kind: 'same', visit, href }
      }
      const next = await this.#make(visit)
      if ('ready' in next) return { kind: 'page', prepared: next, href }
      answer = next
    }
    return { kind: 'load', href: this.#goal.href }
  }

  /**
   * Renders what has changed of its page since that was complete. Where it fails the run goes on: returns what stands in the
   * place of that page.
   */
  renderNow(prepared: PreparedVisit): VisitAnswer | null {
    try {
      prepared.renderNow()
      return null
    } catch (thrown) {
      return this.#insteadOf(prepared.visit, thrown)
    }
  }

  /** What it has led to is shown. */
  end(): void {
    this.state = 'over'
  }

  /** Another one has taken its place, or the page has ended. */
  giveUp(): void {
    this.state = 'over'
    this.#prepared?.discard()
  }

  #stays(visit: Visit): boolean {
    const shown = this.#host.page.visit
    return this.#goal.mayStay && shown !== null && isSamePage(shown, visit)
  }

  async #redirected(to: string): Promise<VisitAnswer> {
    const { page, services } = this.#host
    if (++this.#redirects <= MOST_REDIRECTS) {
      this.#hash = hashOf(to) || this.#hash
      return services.visit(page.runtime.context, to)
    }
    const error = redirectLoop({ href: this.#goal.href, to })
    services.report(error, 'a navigation')
    const { visit } = page
    const answer = visit ? services.visitAfter(visit, error) : null
    return answer?.kind === 'failed' ? answer : { kind: 'load', href: this.#goal.href }
  }

  /** Makes the page of a visit, or says what stands in its place. */
  async #make(visit: Visit): Promise<PreparedVisit | VisitAnswer> {
    const { page } = this.#host
    const made = this.#prepared
    try {
      // Meanwhile the layouts that it was made for may have gone.
      const prepared = made?.visit === visit && page.fits(made) ? made : page.prepare(visit)
      if (made !== prepared) made?.discard()
      this.#prepared = prepared
      await prepared.ready
      return prepared
    } catch (thrown) {
      return this.#insteadOf(visit, thrown)
    }
  }

  /** What stands in the place of a page that threw this, prepared or while that was constructed. */
  #insteadOf(visit: Visit, thrown: unknown): VisitAnswer {
    const { services } = this.#host
    const prepared = this.#prepared
    this.#prepared = null
    const messages = prepared?.messages ?? []
    const isReported = isSignal(thrown) || prepared?.hasReported(thrown) === true
    prepared?.discard()
    if (this.state === 'over') return { kind: 'load', href: '' }
    if (thrown instanceof Redirect) return { kind: 'redirect', to: thrown.to, messages }
    if (!isReported) services.report(thrown, `the page of "${visit.pattern}"`)
    return services.visitAfter(visit, thrown)
  }

  /** Where the browser is then. A loop ends where it began. */
  #placeOf({ context: { url } }: Visit): string {
    if (this.#redirects > MOST_REDIRECTS) return this.#goal.href
    return url.pathname + url.search + this.#hash
  }
}

function hashOf(href: string): string {
  const at = href.indexOf('#')
  return at === -1 ? '' : href.slice(at)
}
