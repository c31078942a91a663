/** Time that passes when it is told to, and no sooner: minutes in a moment, and the same in every run. */
export class VirtualTime {
  #now = 0
  #last = 0
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>()

  now(): number {
    return this.#now
  }

  /** Calls `run` when that many milliseconds have passed. The number that is returned cancels it. */
  set(run: () => void, milliseconds: number = 0): number {
    this.#timers.set(++this.#last, { at: this.#now + milliseconds, run })
    return this.#last
  }

  clear(timer: number | undefined): void {
    if (timer !== undefined) this.#timers.delete(timer)
  }

  /** Lets that many milliseconds pass: what is due runs in order, and all that follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    await settle()
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [timer, { at, run }] = next
      this.#timers.delete(timer)
      this.#now = at
      run()
      await settle()
    }
    this.#now = end
  }

  #next(end: number): [number, { readonly at: number; readonly run: () => void }] | undefined {
    const due = [...this.#timers].filter(([, { at }]) => at <= end)
    return due.toSorted(([, one], [, other]) => one.at - other.at)[0]
  }
}

/** Lets promises and what was put off to the next turn run: none of it takes time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}
