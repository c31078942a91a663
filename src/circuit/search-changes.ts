import type { CodeNavigation } from '../page/code-navigation.ts'
import { isSamePage } from '../page/visit.ts'
import type { BoundedWork } from './bounded-work.ts'
import type { NavigationRequest, NavigationRunHost } from './navigation-run.ts'
import { isFault, type VisitAnswer } from './services.ts'

/** What code of a page asks for that gives it another search. */
type AskedSearch = CodeNavigation & { readonly kind: 'search' }

/** What a change of the search needs of its circuit and its navigation. */
export interface SearchHost extends NavigationRunHost {
  readonly work: BoundedWork
  /** Runs work in a turn of the page. */
  turn(work: () => void): void
  /** The gates or the schema of the page lead elsewhere with this search. */
  lead(request: NavigationRequest, answer: VisitAnswer): void
}

/** Gives the page that is shown another search. Only where it is not that page any more, as its gates say, is it a navigation. */
export class SearchChanges {
  readonly #host: SearchHost
  /** Counts those that were asked for or given up: the newest alone counts. */
  #newest = 0

  constructor(host: SearchHost) {
    this.#host = host
  }

  /** Another visit is shown, or the page has ended: a change that is not known yet is not wanted any more. */
  giveUp(): void {
    this.#newest++
  }

  async ask(asked: AskedSearch): Promise<void> {
    const { services, page, work } = this.#host
    const { context } = page.runtime
    // Also where that is what it has: a change before it that is not known yet is not wanted any more.
    const number = ++this.#newest
    if (asked.search === context.url.search || work.isFull) return
    const answering = services.visit(context, context.url.pathname + asked.search)
    work.count(answering)
    const answer = await answering
    this.#host.turn(() => {
      if (number !== this.#newest) return
      // A socket has come meanwhile, perhaps with another session.
      if (page.runtime.context !== context) void this.ask(asked)
      else this.#follow(asked, answer)
    })
  }

  #follow({ search, history, event: rank }: AskedSearch, answer: VisitAnswer): void {
    const { page } = this.#host
    // A gate that fails has not turned the visitor away: it is reported, and what was typed stays.
    if (isFault(answer)) return
    const href = page.runtime.context.url.pathname + search
    if (answer.kind !== 'visit' || !page.visit || !isSamePage(page.visit, answer.visit)) {
      this.#host.lead({ href, rank, history, mayStay: false, isEvent: false }, answer)
    } else page.moveTo(answer.visit, { event: rank, effect: ['address', href, history] })
  }
}
