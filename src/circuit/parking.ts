import type { Context } from '../view/context.ts'
import { Page, type PagePlan } from '../page/page.ts'
import type { CircuitServices } from './services.ts'
import type { SnapshotText } from '../page/snapshot.ts'

/** A page that waits for its socket: whole while memory allows, later its state alone. */
interface Parked {
  page: Page | null
  readonly plan: PagePlan
  readonly snapshot: SnapshotText | null
  readonly digest: string
  readonly visitor: string
  /** All that it holds, and what remains of it without its trees. */
  bytes: number
  readonly leastBytes: number
  readonly until: number
}

/** Whose page it is, and what it holds of the request that it was made for, in bytes. */
export interface ParkedFor {
  readonly visitor: string
  readonly requestBytes: number
}

/** A page that was fetched from its parking place. */
export interface Adopted {
  readonly page: Page
  /** Whether its trees show what the HTML in the browser shows. */
  readonly sameHtml: boolean
}

/**
 * Pages between their first response and their socket. Nothing of them runs. They are kept for a while and
 * within a bound of bytes: when it is reached the oldest lose their trees first and can be made again from
 * their state, then the oldest are forgotten, and mount again when their socket comes. Of one visitor only
 * so many are kept: loading pages without end takes no place from others.
 */
export class Parking {
  readonly #services: CircuitServices
  /** Oldest first. */
  readonly #parked = new Map<string, Parked>()
  /** Their ids by visitor, oldest first. */
  readonly #byVisitor = new Map<string, Set<string>>()
  #bytes = 0

  constructor(services: CircuitServices) {
    this.#services = services
  }

  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#parked.size
  }

  park(id: string, page: Page, { visitor, requestBytes }: ParkedFor): void {
    this.#remove(id)
    const { limits, clock } = this.#services
    const { plan } = page
    const snapshot = page.snapshot()
    const leastBytes = 2 * (snapshot?.length ?? 0) + bytesOf(plan)
    const bytes = page.bytes() + requestBytes + leastBytes
    const until = clock.now() + limits.parkedFor
    this.#parked.set(id, { page, plan, snapshot, digest: page.digest(), visitor, bytes, leastBytes, until })
    this.#bytes += bytes
    this.#keepFew(visitor, id)
    this.#shrink()
  }

  /** Hands a parked page out, once. Null when it is not here (any more). */
  async adopt(id: string, context: Context): Promise<Adopted | null> {
    const parked = this.#remove(id)
    if (!parked || parked.until < this.#services.clock.now()) {
      parked?.page?.stop()
      return null
    }
    if (parked.page) return { page: parked.page, sameHtml: true }
    if (parked.snapshot === null) return null
    const page = await Page.restore(this.#services, context, parked.plan, parked.snapshot)
    return { page, sameHtml: page.digest() === parked.digest }
  }

  /** Forgets what nobody came for. */
  sweep(now: number): void {
    for (const [id, parked] of this.#parked) {
      if (parked.until >= now) return
      this.#remove(id)
      parked.page?.stop()
    }
  }

  clear(): void {
    for (const { page } of this.#parked.values()) page?.stop()
    this.#parked.clear()
    this.#byVisitor.clear()
    this.#bytes = 0
  }

  #keepFew(visitor: string, latest: string): void {
    const ids = (this.#byVisitor.get(visitor) ?? new Set()).add(latest)
    this.#byVisitor.set(visitor, ids)
    const [oldest] = ids.size > this.#services.limits.parkedPerVisitor ? ids : []
    if (oldest !== undefined) this.#remove(oldest)?.page?.stop()
  }

  #shrink(): void {
    const { parkedBytes } = this.#services.limits
    for (const [, parked] of this.#parked) {
      if (this.#bytes <= parkedBytes) return
      if (!parked.page || parked.snapshot === null) continue
      parked.page.stop()
      parked.page = null
      this.#bytes -= parked.bytes - parked.leastBytes
      parked.bytes = parked.leastBytes
    }
    for (const [id] of this.#parked) {
      if (this.#bytes <= parkedBytes) return
      this.#remove(id)?.page?.stop()
    }
  }

  #remove(id: string): Parked | undefined {
    const parked = this.#parked.get(id)
    if (!parked) return undefined
    this.#parked.delete(id)
    this.#bytes -= parked.bytes
    const ids = this.#byVisitor.get(parked.visitor)
    ids?.delete(id)
    if (ids?.size === 0) this.#byVisitor.delete(parked.visitor)
    return parked
  }
}

/** What the parameters and props of its roots take, as far as they are data. */
function bytesOf(plan: PagePlan): number {
  try {
    return 2 * JSON.stringify(plan.map(({ given }) => given)).length
  } catch {
    // A cycle or a big number: they are few, and what they hang on is not ours to know.
    return 0
  }
}
