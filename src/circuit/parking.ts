import { Page, type PagePlan } from '../page/page.ts'
import { textBytes } from '../page/text-bytes.ts'
import type { Context } from '../view/context.ts'
import { isSignal } from '../view/signals.ts'
import { Holdings } from './holdings.ts'
import type { CircuitServices } from './services.ts'

/** A page that waits for its socket. */
interface Parked {
  readonly requestBytes: number
  /** A whole number: others are objects of their own. */
  readonly until: number
}

/** As long as memory allows. */
interface ParkedPage extends Parked {
  readonly page: Page
}

/** What remains of a page without its trees. */
interface ParkedRecord extends Parked {
  readonly plan: PagePlan
  readonly text: string
  readonly digest: string
}

/** Whose page it is, as far as that is known, and what it holds of the request that it was made for, in bytes. */
export interface ParkedFor {
  readonly visitor: string | null
  readonly address: string | null
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
 * within bounds of bytes, in all, for each visitor and for each address: when one is reached the oldest lose their trees first
 * and can be made again from their record, then the oldest are forgotten, and mount again when their socket
 * comes. Loading pages without end takes no place from other visitors, with cookies and without.
 */
export class Parking {
  readonly #services: CircuitServices
  /** Those that are kept whole, oldest first. */
  readonly #pages = new Map<string, ParkedPage>()
  /** Those that are not, oldest first: older than all that are. */
  readonly #records = new Map<string, ParkedRecord>()
  readonly #holdings = new Holdings<string>()

  constructor(services: CircuitServices) {
    this.#services = services
  }

  get bytes(): number {
    return this.#holdings.bytes
  }

  get size(): number {
    return this.#holdings.size
  }

  park(id: string, page: Page, { visitor, address, requestBytes }: ParkedFor): void {
    this.#remove(id)
    const { limits, clock } = this.#services
    this.#pages.set(id, { page, requestBytes, until: Math.ceil(clock.now() + limits.parkedFor) })
    const owners = [visitor, address].filter((owner) => owner !== null)
    this.#holdings.add(id, owners, page.estimateBytes() + bytesOf(page.plan) + requestBytes)
    const { parkedPerVisitor, parkedBytesPerVisitor, parkedPerAddress, parkedBytesPerAddress } = limits
    if (visitor !== null) this.#shrinkOwner(visitor, parkedPerVisitor, parkedBytesPerVisitor)
    if (address !== null) this.#shrinkOwner(address, parkedPerAddress, parkedBytesPerAddress)
    this.#shrink()
  }

  /** Hands a parked page out, once. Null when it is not here (any more). */
  async adopt(id: string, context: Context): Promise<Adopted | null> {
    const parked = this.#remove(id)
    if (!parked) return null
    if (parked.until < this.#services.clock.now()) {
      stop(parked)
      return null
    }
    if ('page' in parked) return { page: parked.page, sameHtml: true }
    try {
      const page = await Page.restore(this.#services, context, parked.plan, parked.text)
      return { page, sameHtml: page.digest() === parked.digest }
    } catch (error) {
      // Its data leads elsewhere by now: so does the response when the browser loads the page anew.
      if (isSignal(error)) return null
      throw error
    }
  }

  /** Forgets what nobody came for. */
  sweep(now: number): void {
    for (const [id, parked] of this.#oldestFirst()) {
      if (parked.until >= now) return
      this.#forget(id)
    }
  }

  clear(): void {
    for (const [id] of this.#oldestFirst()) this.#forget(id)
  }

  *#oldestFirst(): Generator<[id: string, parked: Parked]> {
    yield* this.#records
    yield* this.#pages
  }

  /** What one visitor or address has parked: the oldest go first. */
  #shrinkOwner(owner: string, count: number, bytes: number): void {
    const holdings = this.#holdings
    const isWithin = (): boolean => holdings.sizeOf(owner) <= count && holdings.bytesOf(owner) <= bytes
    while (!isWithin()) {
      const oldest = holdings.oldestOf(owner)
      if (oldest === undefined) return
      this.#forget(oldest)
    }
  }

  /** What cannot be made again from a record is forgotten at once, and mounts again. */
  #shrink(): void {
    const { parkedBytes } = this.#services.limits
    for (const [id, parked] of this.#pages) {
      if (this.bytes <= parkedBytes) return
      this.#reduce(id, parked)
    }
    for (const id of this.#records.keys()) {
      if (this.bytes <= parkedBytes) return
      this.#forget(id)
    }
  }

  #reduce(id: string, { page, requestBytes, until }: ParkedPage): void {
    const { plan } = page
    const digest = page.digest()
    const text = page.record()
    if (text === null) return this.#forget(id)
    page.stop()
    this.#pages.delete(id)
    this.#records.set(id, { plan, text, digest, requestBytes, until })
    this.#holdings.change(id, textBytes(text) + bytesOf(plan) + requestBytes)
  }

  #forget(id: string): void {
    const parked = this.#remove(id)
    if (parked) stop(parked)
  }

  #remove(id: string): ParkedPage | ParkedRecord | undefined {
    const parked = this.#pages.get(id) ?? this.#records.get(id)
    this.#pages.delete(id)
    this.#records.delete(id)
    this.#holdings.remove(id)
    return parked
  }
}

function stop(parked: ParkedPage | ParkedRecord): void {
  if ('page' in parked) parked.page.stop()
}

/** What the parameters and props of its roots take, as far as they are data. */
function bytesOf(plan: PagePlan): number {
  try {
    return textBytes(JSON.stringify(plan.map(({ given }) => given)))
  } catch {
    // A cycle or a big number: they are few, and what they hang on is not ours to know.
    return 0
  }
}
