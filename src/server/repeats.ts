import type { Clock } from '../page/services.ts'

/** What is alike is written once in this time, from the first on, in milliseconds. */
export const REPEAT_WINDOW = 60_000
/** So many kinds are told apart in that time; the others are counted together. */
const MOST_KINDS = 50

/** What was left out in the last minute, of one kind. */
export interface LeftOut {
  readonly line: string
  readonly count: number
}

/**
 * Lets one of each kind pass in a minute, and counts the others. Whoever can cause one can cause any number: nobody
 * is to fill the log.
 */
export class Repeats {
  readonly #clock: Clock
  readonly #summary: (leftOut: readonly LeftOut[], others: number) => void
  /** By kind, the line that was written and how many were left out since. */
  readonly #kinds = new Map<string, { readonly line: string; count: number }>()
  #others = 0
  #window: 'closed' | 'open' = 'closed'

  /** `summary` is called at the end of a minute in which something was left out. */
  constructor(clock: Clock, summary: (leftOut: readonly LeftOut[], others: number) => void) {
    this.#clock = clock
    this.#summary = summary
  }

  /** Whether this line of its kind is to be written. */
  isFirst(kind: string, line: string): boolean {
    this.#open()
    const known = this.#kinds.get(kind)
    if (known) known.count++
    else if (this.#kinds.size < MOST_KINDS) this.#kinds.set(kind, { line, count: 0 })
    else this.#others++
    return known === undefined && this.#others === 0
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
    if (leftOut.length > 0 || others > 0) this.#summary(leftOut, others)
  }
}
