/** The history of a tab, as a page meets it: entries of the page, of other scripts, and of iframes between them. */
import type { Place } from '../../src/client/navigation/navigation.ts'

interface Entry {
  readonly key: string
  href: string
  readonly isOfFrame: boolean
  /** Another script has made it, or a click on `#…`, and the client has not written there since. */
  isOthers: boolean
  /** The visit that it was made by, or written for. */
  visit: string
}

export class TabHistory {
  #entries: Entry[]
  #at = 0
  #keys = 0
  /** Writes are passed over, without a word. */
  isRefusing = false

  constructor(href: string) {
    this.#entries = [this.#entry(href, { isOfFrame: false, isOthers: false, visit: '' })]
  }

  copy(): TabHistory {
    const copy = new TabHistory('')
    copy.#entries = this.#entries.map((entry) => ({ ...entry }))
    copy.#at = this.#at
    return copy
  }

  here(): Place {
    const own = this.#own()
    const entry = this.#here
    return { key: entry.key, index: own.indexOf(entry), href: entry.href }
  }

  get isOthers(): boolean {
    return this.#here.isOthers
  }

  get visit(): string {
    return this.#here.visit
  }

  has(key: string): boolean {
    return this.#own().some((entry) => entry.key === key)
  }

  /** What the client writes. False when it was passed over. */
  write(href: string, how: 'push' | 'replace'): boolean {
    if (this.isRefusing) return this.#here.href === href
    if (how === 'push') this.#put(this.#entry(href, { isOfFrame: false, isOthers: false, visit: '' }))
    else Object.assign(this.#here, { href, isOthers: false })
    return true
  }

  /** The present entry is that of this visit. */
  belongsTo(visit: string): void {
    Object.assign(this.#here, { visit, isOthers: false })
  }

  /** Another script makes an entry, or a click on `#…`. */
  add(href: string): void {
    this.#put(this.#entry(href, { isOfFrame: false, isOthers: true, visit: this.visit }))
  }

  addFrame(): void {
    this.#put(this.#entry('', { isOfFrame: true, isOthers: false, visit: '' }))
  }

  go(by: number): void {
    if (this.#entries[this.#at + by]) this.#at += by
  }

  indexOf(key: string): number {
    return this.#own().findIndex((entry) => entry.key === key)
  }

  goTo(key: string): void {
    const at = this.#entries.findIndex((entry) => entry.key === key)
    if (at >= 0) this.#at = at
  }

  /** Everything that a user could tell of it. */
  picture(): string {
    return JSON.stringify([this.#at, this.#entries.map(({ href }) => href)])
  }

  get #here(): Entry {
    const entry = this.#entries.findLast((each, at) => at <= this.#at && !each.isOfFrame)
    if (!entry) throw new Error('the first entry is of the page')
    return entry
  }

  #own(): Entry[] {
    return this.#entries.filter((entry) => !entry.isOfFrame)
  }

  #entry(href: string, made: Pick<Entry, 'isOfFrame' | 'isOthers' | 'visit'>): Entry {
    return { key: `k${this.#keys++}`, href, ...made }
  }

  #put(entry: Entry): void {
    this.#entries = [...this.#entries.slice(0, ++this.#at), entry]
  }
}
