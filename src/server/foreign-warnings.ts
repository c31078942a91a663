import type { Clock } from '../page/services.ts'
import type { Logger } from './logger.ts'
import { MOST_KINDS, Repeats } from './repeats.ts'

/** So many are written in a minute about one page or socket. */
const MOST_OF_ONE = 5

/**
 * Warnings about what browsers send. A stranger can cause any number of them, so few are written in a minute, each
 * text once, and the others are counted: nobody can fill the log.
 */
export class ForeignWarnings {
  readonly #logger: Logger
  readonly #repeats: Repeats

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger
    this.#repeats = new Repeats(clock, {
      mostOfOne: MOST_OF_ONE,
      summary(leftOut, others) {
        const count = leftOut.reduce((sum, each) => sum + each.count, others)
        logger.warn(
          `${count} more warnings about what browsers sent in the last minute were left out. Each is written once, at most ${MOST_OF_ONE} about one page and ${MOST_KINDS} in all.`,
        )
      },
    })
  }

  /** `source` is the page or socket that it is about. */
  warn(source: object, message: string): void {
    if (this.#repeats.isFirst(message, message, source)) this.#logger.warn(message)
  }
}
