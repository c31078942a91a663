/** Which pages are to be kept: those that were left last, within bounds. */
import type { KeptPage } from '../../src/client/navigation/kept.ts'

const MOST_PAGES = 10
const MOST_BYTES = 2_000_000

export class LeftPages<Content> {
  /** In the order in which they were left. */
  #pages: KeptPage<Content>[] = []

  add(page: KeptPage<Content>): void {
    if (page.bytes > MOST_BYTES) return
    this.#pages.push(page)
    while (!isWithinBounds(this.#pages)) this.#pages.shift()
  }

  find(visit: string | undefined, location: string): KeptPage<Content> | undefined {
    return this.#pages.find((each) => each.visit === visit && each.location === location)
  }

  has(page: KeptPage<Content>): boolean {
    return this.#pages.includes(page)
  }

  delete(page: KeptPage<Content> | undefined): void {
    this.#pages = this.#pages.filter((each) => each !== page)
  }

  clear(): void {
    this.#pages = []
  }
}

/** Pages of one address take the same. */
export function bytesOf(at: string): number {
  return at.startsWith('/b') ? 800_000 : at.startsWith('/c') ? 3_000_000 : 10_000
}

function isWithinBounds(pages: readonly KeptPage<unknown>[]): boolean {
  return pages.length <= MOST_PAGES && pages.reduce((sum, { bytes }) => sum + bytes, 0) <= MOST_BYTES
}
