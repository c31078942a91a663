import type { Clock } from '../page/services.ts'

/** What is alike is written once in this time, from the first on, in milliseconds. */
export const REPEAT_WINDOW = 60_000
/** So many kinds are told apart in that time; the others are counted together. */
export const MOST_KINDS = 50

/** What was left out in the last minute, of one kind. */
export interface LeftOut {
  readonly line: string
  readonly count: number
}

export interface RepeatsOptions {
  /** Of one source so many kinds pass in a minute. Default: all. */
  readonly mostOfOne?: number
  /** Called at the end of a minute in which something was left out. */
  summary(leftOut: readonly LeftOut[], others: number): void
}

/**
 * Lets one of each kind pass in a minute, and counts the others. Whoever can cause one can cause any number: nobody
 * is to fill the log.
 */
export class Repeats {
  readonly #clock: Clock
  readonly #options: RepeatsOptions
  /** By kind, the line that was written and how many were left out since. */
  readonly #kinds = new Map<string, { readonly line: string; count: number }>()
  #others = 0
  #ofOne = new WeakMap<object, number>()
  #window: 'closed' | 'open' = 'closed'

  constructor(clock: Clock, options: RepeatsOptions) {
    this.#clock = clock
    this.#options = options
  }

  /** Whether this line of its kind is to be written. `source` is what it is about, where that is counted. */
  isFirst(kind: string, line: string, source: object = this): boolean {
    this.#open()
    const known = this.#kinds.get(kind)
    const ofOne = this.#ofOne.get(source) ?? 0
    const { mostOfOne = Infinity } = this.#options
    if (known) known.count++
    else if (this.#kinds.size >= MOST_KINDS || ofOne >= mostOfOne) this.#others++
    else {
      this.#kinds.set(kind, { line, count: 0 })
      this.#ofOne.set(source, ofOne + 1)
      return true
    }
    return false
  }

  #open(): void {
    if (this.#window === 'open') return
    this.#window = 'open'
    this.#clock.after(REPEAT_WINDOW, () => this.#close())
  }

  #close(): void {
    const leftOut = [...this.#kinds.values()].filter(({ count }) => count > 0)
    const others = this.#others
    this.#window = 'closed'
    this.#kinds.clear()
    this.#others = 0
    this.#ofOne = new WeakMap()
    if (leftOut.length > 0 || others > 0) this.#options.summary(leftOut, others)
  }
}
