/**
 * Events whose outcome is not known yet, in their order, with what the page shows of them meanwhile. One begins when its
 * event happens and ends with the event, however that ends: when it could not be sent, and when a newer one has taken its
 * place before it was sent, too.
 */
export interface Expectation {
  /** What the event was expected to change was decided by something that has not come true. */
  decideAgain(): void
}

export class Expectations<Each extends Expectation> {
  #pending: readonly Each[] = []

  /** Those without an outcome, in the order of their events. */
  get pending(): readonly Each[] {
    return this.#pending
  }

  /** An event has happened. */
  begin(each: Each): void {
    this.#pending = [...this.#pending, each]
  }

  /** Events have ended. What comes behind one that failed is decided again. Returns those that have ended. */
  end(ended: (each: Each) => 'done' | 'failed' | undefined): readonly Each[] {
    const outcomes = this.#pending.map((each) => [each, ended(each)] as const)
    const firstFailed = outcomes.findIndex(([, outcome]) => outcome === 'failed')
    const isBehind = (index: number): boolean => firstFailed >= 0 && index > firstFailed
    for (const [index, [each]] of outcomes.entries()) if (isBehind(index)) each.decideAgain()
    this.#pending = outcomes.flatMap(([each, outcome]) => (outcome ? [] : [each]))
    return outcomes.flatMap(([each, outcome]) => (outcome ? [each] : []))
  }
}
