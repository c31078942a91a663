import type { Clock } from '../page/services.ts'

/** Of what may be under way, requests of pages for themselves leave so much to the joins that they lead to. */
const FOR_JOINS = 0.5

/** Seconds until those may come back who were told that there is too much to do. Browsers wait up to twice as long. */
export const COME_BACK_AFTER = 5

/**
 * How many joins, and requests of pages for themselves, are under way. After a restart all pages that were open ask for
 * both. If all were begun, each would take longer than its browser waits, and the server would make pages for
 * nobody. So no more are begun than are done soon, and the others are told at once to come back.
 *
 * One that is over counts until the process has looked at what else has come: else those that wait for nothing
 * but the processor would never be counted together.
 */
export class Admission {
  readonly #most: number
  readonly #clock: Pick<Clock, 'after'>
  #underWay = 0
  #over = 0

  constructor(most: number, clock: Pick<Clock, 'after'>) {
    this.#most = most
    this.#clock = clock
  }

  /** Whether one more may begin. Then `end` is called when it is over. */
  begin(what: 'join' | 'renewal'): boolean {
    const most = what === 'join' ? this.#most : Math.ceil(this.#most * FOR_JOINS)
    if (this.#underWay >= most) return false
    this.#underWay++
    return true
  }

  end(): void {
    if (this.#over++ > 0) return
    this.#clock.after(0, () => {
      this.#underWay -= this.#over
      this.#over = 0
    })
  }
}
