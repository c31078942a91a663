import type { PageServices } from '../page/services.ts'

/** So many are held of one page: what fails again and again says no more each time. */
const MOST_HELD = 20

/**
 * The services of a page that nobody may ever ask for: what fails in it is reported once somebody does. If nobody does, or if it
 * is made again then, nothing was lost that anybody would miss.
 */
export class HeldReports {
  readonly services: PageServices
  readonly #report: PageServices['report']
  #state: 'held' | 'passed on' = 'held'
  #held: readonly (readonly [error: unknown, where: string])[] = []

  constructor(services: PageServices) {
    this.#report = (error, where) => services.report(error, where)
    this.services = { ...services, report: (error, where) => this.#take(error, where) }
  }

  /** Somebody asks for the page. */
  release(): void {
    this.#state = 'passed on'
    for (const [error, where] of this.#held) this.#report(error, where)
    this.#held = []
  }

  #take(error: unknown, where: string): void {
    if (this.#state === 'passed on') this.#report(error, where)
    else if (this.#held.length < MOST_HELD) this.#held = [...this.#held, [error, where]]
  }
}
