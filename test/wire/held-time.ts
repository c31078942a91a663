/** Time that stands still until it is moved, for either end of the wire. */
export class HeldTime {
  #now = 1_800_000_000_000
  #made = 0
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>()

  now(): number {
    return this.#now
  }

  /** Runs something later; the number is good for `cancel`. */
  after(milliseconds: number, run: () => void): number {
    this.#timers.set(++this.#made, { at: this.#now + milliseconds, run })
    return this.#made
  }

  cancel(timer: number | undefined): void {
    if (timer !== undefined) this.#timers.delete(timer)
  }

  /** Moves time on and runs what is due on the way, in its order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end)
      const [next] = due.toSorted(([, one], [, other]) => one.at - other.at)
      if (!next) break
      const [timer, { at, run }] = next
      this.#timers.delete(timer)
      this.#now = at
      run()
    }
    this.#now = end
  }
}
