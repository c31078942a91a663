/** So many rounds run before the event loop gets its turn. */
const ROUNDS_IN_A_TURN = 16

/**
 * Deliveries, one after the other in the order in which they were asked for. A delivery that asks for another
 * does not run it inside of itself: what is waiting when a round begins is that round, what is added
 * meanwhile is the next. After a few rounds the event loop gets its turn, so two subscribers that answer each
 * other without end block nobody else.
 */
export class DeliveryQueue {
  #waiting: (() => void)[] = []
  #state: 'idle' | 'scheduled' = 'idle'
  /** Rounds since the event loop had its turn. */
  #rounds = 0

  /** Resolves when the delivery has run. */
  add(deliver: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        deliver()
        resolve()
      })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#state === 'scheduled') return
    this.#state = 'scheduled'
    if (this.#rounds < ROUNDS_IN_A_TURN) queueMicrotask(() => this.#run())
    else setTimeout(() => this.#run())
  }

  #run(): void {
    const round = this.#waiting
    this.#waiting = []
    this.#state = 'idle'
    if (this.#rounds === 0) setTimeout(() => (this.#rounds = 0))
    this.#rounds++
    for (const deliver of round) deliver()
  }
}
