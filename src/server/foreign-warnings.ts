import type { Clock } from '../page/services.ts'
import type { Logger } from './logger.ts'

/** Warnings are counted for so long, from the first one on, in milliseconds. */
const WINDOW = 60_000
/** In that time so many are written about one page or socket, and about all of them together. */
const MOST_OF_ONE = 5
const MOST_IN_ALL = 50

/**
 * Warnings about what browsers send. A stranger can cause any number of them, so few are written in a minute, each
 * text once, and the others are counted: nobody can fill the log.
 */
export class ForeignWarnings {
  readonly #logger: Logger
  readonly #clock: Clock
  /** What was written: the same says nothing new. */
  readonly #texts = new Set<string>()
  #window: 'closed' | 'open' = 'closed'
  #ofOne = new WeakMap<object, number>()
  #written = 0
  #leftOut = 0

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger
    this.#clock = clock
  }

  /** `source` is the page or socket that it is about. */
  warn(source: object, message: string): void {
    this.#open()
    const before = this.#ofOne.get(source) ?? 0
    if (this.#texts.has(message) || before >= MOST_OF_ONE || this.#written >= MOST_IN_ALL) {
      this.#leftOut++
      return
    }
    this.#ofOne.set(source, before + 1)
    this.#texts.add(message)
    this.#written++
    this.#logger.warn(message)
  }

  #open(): void {
    if (this.#window === 'open') return
    this.#window = 'open'
    this.#clock.after(WINDOW, () => this.#close())
  }

  #close(): void {
    if (this.#leftOut > 0) {
      this.#logger.warn(
        `${this.#leftOut} more warnings about what browsers sent in the last minute were left out. Each is written once, at most ${MOST_OF_ONE} about one page and ${MOST_IN_ALL} in all.`,
      )
    }
    this.#window = 'closed'
    this.#ofOne = new WeakMap()
    this.#texts.clear()
    this.#written = 0
    this.#leftOut = 0
  }
}
