/**
 * Events whose outcome is not known yet, in their order, with what the page shows of them meanwhile. One begins when its
 * event happens and ends with the event, however that ends. Of events that only wait to be sent, the newest of a handler
 * takes the place of the one before, as it does in the order of events.
 */
export interface Expectation {
  /** The handler of the event. */
  readonly source: object
  /** The number of the event, once it is sent; 0 when it could not be. */
  readonly number: number | undefined
  /** What the event was expected to change was decided by something that has not come true. */
  decideAgain(): void
}

export class Expectations<Each extends Expectation> {
  #pending: readonly Each[] = []

  /** Those without an outcome, in the order of their events. */
  get pending(): readonly Each[] {
    return this.#pending
  }

  /** An event has happened. Returns those whose place it takes. */
  begin(each: Each): readonly Each[] {
    const isReplaced = ({ source, number }: Each): boolean => number === undefined && source === each.source
    const replaced = this.#pending.filter(isReplaced)
    this.#pending = [...this.#pending.filter((other) => !replaced.includes(other)), each]
    return replaced
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
