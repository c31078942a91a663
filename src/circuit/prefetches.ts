/** How many pages are prefetched for one browser: so many are kept, and so many are being made. */
export const MOST_PREFETCHES = 3

/** How long one is kept, in milliseconds. */
export const PREFETCH_TIME = 10_000

/** When something is asked for. `mark` changes with whatever could make a page look otherwise: handlers, logins. */
export interface Moment {
  readonly now: number
  readonly mark: number
}

interface Prefetch<Page> {
  readonly href: string
  readonly page: Page
  readonly begun: Moment
}

/**
 * Pages that are made before anybody asks for them, by their addresses. One is good for a few seconds, and only if
 * nothing has happened since it was begun.
 */
export class Prefetches<Page> {
  /** Oldest first. */
  #kept: readonly Prefetch<Page>[] = []
  readonly #discard: (page: Page) => void

  /** `discard` is called with each page that is thrown away. */
  constructor(discard: (page: Page) => void) {
    this.#discard = discard
  }

  get pages(): readonly Page[] {
    return this.#kept.map(({ page }) => page)
  }

  /** Whether there is one that is good. */
  has(href: string, at: Moment): boolean {
    return this.#kept.some((each) => each.href === href && isGood(each, at))
  }

  /** Keeps another one: the oldest of too many is thrown away. */
  add(href: string, page: Page, begun: Moment): void {
    this.#keep(({ href: other }) => other !== href)
    this.#kept = [...this.#kept, { href, page, begun }]
    this.#keep((_, index) => index >= this.#kept.length - MOST_PREFETCHES)
  }

  /** Hands over the page of an address, if there is one that is good: it is not kept any more. */
  take(href: string, at: Moment): Page | null {
    this.sweep(at)
    const found = this.#kept.find((each) => each.href === href)
    if (!found) return null
    this.#kept = this.#kept.filter((each) => each !== found)
    return found.page
  }

  /** Throws one away. */
  remove(page: Page): void {
    this.#keep((each) => each.page !== page)
  }

  /** Throws away those that are good for nothing any more. */
  sweep(at: Moment): void {
    this.#keep((each) => isGood(each, at))
  }

  clear(): void {
    this.#keep(() => false)
  }

  #keep(isKept: (each: Prefetch<Page>, index: number) => boolean): void {
    const gone = this.#kept.filter((each, index) => !isKept(each, index))
    this.#kept = this.#kept.filter((each) => !gone.includes(each))
    for (const { page } of gone) this.#discard(page)
  }
}

function isGood<Page>({ begun }: Prefetch<Page>, { now, mark }: Moment): boolean {
  return begun.mark === mark && now - begun.now < PREFETCH_TIME
}
