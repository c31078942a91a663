import type { PreparedVisit } from '../page/prepared-visit.ts'
import { isSamePage } from '../page/visit.ts'
import { ByteBudget } from './byte-budget.ts'
import { HeldReports } from './held-reports.ts'
import type { NavigationRunHost } from './navigation-run.ts'
import { Prefetches, PREFETCH_TIME, type Moment } from './prefetches.ts'

/** What prefetched pages need of their circuit. */
interface PrefetchHost extends NavigationRunHost {
  readonly events: { readonly mark: number }
}

/** A prefetched page, and what it holds in memory: nothing is known before it is complete. */
interface PrefetchedPage {
  readonly prepared: PreparedVisit
  readonly reports: HeldReports
  bytes: number
}

/**
 * Makes pages before anybody asks for them: mounted and rendered, and not started. They are as many bytes as parked pages
 * of one visitor may be, and in all.
 */
export class PrefetchedPages {
  readonly #host: PrefetchHost
  readonly #bytes: ByteBudget
  readonly #prefetches = new Prefetches<PrefetchedPage>((page) => {
    this.#bytes.release(page.bytes)
    page.prepared.discard()
  })

  constructor(host: PrefetchHost) {
    this.#host = host
    const { limits, prefetchBytes } = host.services
    this.#bytes = new ByteBudget(limits.parkedBytesPerVisitor, prefetchBytes)
  }

  /** What they hold, roughly, in bytes. */
  get held(): number {
    return this.#bytes.held
  }

  /** Makes the page of an address, if it is a live one, unless that is not wanted any more when it is known. */
  async make(href: string, isWanted: () => boolean): Promise<void> {
    const { page, services } = this.#host
    const begun = this.#now
    if (this.#prefetches.has(href, begun)) return
    const answer = await services.visit(page.runtime.context, href)
    // What redirects, or is no page that is live, decides when it is asked for.
    if (answer.kind !== 'visit' || !isWanted()) return
    // Asked for twice, while its gates were asked.
    if (this.#prefetches.has(href, begun)) return
    const { visit } = answer
    if (page.visit && isSamePage(page.visit, visit)) return
    const reports = new HeldReports(services)
    const prefetched: PrefetchedPage = { prepared: page.prepare(visit, reports.services), reports, bytes: 0 }
    this.#prefetches.add(href, prefetched, begun)
    services.clock.after(PREFETCH_TIME, () => this.#prefetches.sweep(this.#now))
    await this.#complete(prefetched)
  }

  /** Hands over what was made for an address, ready or not, if nothing has happened since. */
  take(href: string): PreparedVisit | null {
    const prefetched = this.#prefetches.take(href, this.#now)
    if (!prefetched) return null
    this.#bytes.release(prefetched.bytes)
    const { prepared, reports } = prefetched
    if (this.#host.page.fits(prepared)) {
      reports.release()
      return prepared
    }
    prepared.discard()
    return null
  }

  clear(): void {
    this.#prefetches.clear()
  }

  async #complete(prefetched: PrefetchedPage): Promise<void> {
    try {
      await prefetched.prepared.ready
    } catch {
      // It fails again when it is asked for, and is seen then.
      return this.#prefetches.remove(prefetched)
    }
    if (!this.#prefetches.pages.includes(prefetched)) return
    const bytes = prefetched.prepared.estimateBytes()
    if (this.#bytes.take(bytes)) prefetched.bytes = bytes
    else this.#prefetches.remove(prefetched)
  }

  get #now(): Moment {
    return { now: this.#host.services.clock.now(), mark: this.#host.events.mark }
  }
}
