import { Page, type PagePlan } from '../page/page.ts'
import type { Context } from '../view/context.ts'
import type { CircuitServices } from './services.ts'

/** A page that waits for its socket: whole while memory allows, later its record alone. */
interface Parked {
  content: Page | ParkedRecord
  readonly digest: string
  readonly visitor: string
  /** What it holds. */
  bytes: number
  readonly requestBytes: number
  readonly until: number
}

/** What remains of a page without its trees. */
interface ParkedRecord {
  readonly plan: PagePlan
  readonly text: string
}

/** What is parked of one visitor. */
interface VisitorParking {
  /** Oldest first. */
  readonly ids: Set<string>
  bytes: number
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
 * within bounds of bytes, in all and for each visitor: when one is reached the oldest lose their trees first
 * and can be made again from their record, then the oldest are forgotten, and mount again when their socket
 * comes. Loading pages without end takes no place from other visitors.
 */
export class Parking {
  readonly #services: CircuitServices
  /** Oldest first. */
  readonly #parked = new Map<string, Parked>()
  readonly #byVisitor = new Map<string, VisitorParking>()
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
    const bytes = page.estimateBytes() + bytesOf(page.plan) + requestBytes
    const until = clock.now() + limits.parkedFor
    this.#parked.set(id, { content: page, digest: page.digest(), visitor, bytes, requestBytes, until })
    const mine = this.#byVisitor.get(visitor) ?? { ids: new Set(), bytes: 0 }
    this.#byVisitor.set(visitor, mine)
    mine.ids.add(id)
    this.#count(visitor, bytes)
    this.#shrinkVisitor(mine)
    this.#shrink()
  }

  /** Hands a parked page out, once. Null when it is not here (any more). */
  async adopt(id: string, context: Context): Promise<Adopted | null> {
    const parked = this.#remove(id)
    if (!parked) return null
    const { content, digest, until } = parked
    if (until < this.#services.clock.now()) {
      stop(content)
      return null
    }
    if (content instanceof Page) return { page: content, sameHtml: true }
    const page = await Page.restore(this.#services, context, content.plan, content.text)
    return { page, sameHtml: page.digest() === digest }
  }

  /** Forgets what nobody came for. */
  sweep(now: number): void {
    for (const [id, parked] of this.#parked) {
      if (parked.until >= now) return
      this.#forget(id)
    }
  }

  clear(): void {
    for (const id of this.#parked.keys()) this.#forget(id)
  }

  /** What one visitor has parked: the oldest go first. */
  #shrinkVisitor(mine: VisitorParking): void {
    const { parkedPerVisitor, parkedBytesPerVisitor } = this.#services.limits
    for (const id of mine.ids) {
      if (mine.ids.size <= parkedPerVisitor && mine.bytes <= parkedBytesPerVisitor) return
      this.#forget(id)
    }
  }

  /** What cannot be made again from a record is forgotten at once, and mounts again. */
  #shrink(): void {
    const { parkedBytes } = this.#services.limits
    for (const [id, parked] of this.#parked) {
      if (this.#bytes <= parkedBytes) return
      if (parked.content instanceof Page) this.#reduce(id, parked, parked.content)
    }
    for (const id of this.#parked.keys()) {
      if (this.#bytes <= parkedBytes) return
      this.#forget(id)
    }
  }

  #reduce(id: string, parked: Parked, page: Page): void {
    const { plan } = page
    const text = page.record()
    if (text === null) return this.#forget(id)
    page.stop()
    parked.content = { plan, text }
    const bytes = text.length + bytesOf(plan) + parked.requestBytes
    this.#count(parked.visitor, bytes - parked.bytes)
    parked.bytes = bytes
  }

  #forget(id: string): void {
    const parked = this.#remove(id)
    if (parked) stop(parked.content)
  }

  #remove(id: string): Parked | undefined {
    const parked = this.#parked.get(id)
    if (!parked) return undefined
    this.#parked.delete(id)
    this.#count(parked.visitor, -parked.bytes)
    const mine = this.#byVisitor.get(parked.visitor)
    mine?.ids.delete(id)
    if (mine?.ids.size === 0) this.#byVisitor.delete(parked.visitor)
    return parked
  }

  #count(visitor: string, bytes: number): void {
    this.#bytes += bytes
    const mine = this.#byVisitor.get(visitor)
    if (mine) mine.bytes += bytes
  }
}

function stop(content: Page | ParkedRecord): void {
  if (content instanceof Page) content.stop()
}

/** What the parameters and props of its roots take, as far as they are data. */
function bytesOf(plan: PagePlan): number {
  try {
    return JSON.stringify(plan.map(({ given }) => given)).length
  } catch {
    // A cycle or a big number: they are few, and what they hang on is not ours to know.
    return 0
  }
}
