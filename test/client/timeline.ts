/** Time for models: timers of the page, and messages that arrive. A page that sleeps misses its timers. */

interface Entry {
  readonly at: number
  readonly isTimer: boolean
  readonly run: () => void
}

export class Timeline {
  now = 1_000
  #entries: Entry[] = []

  get hasTimer(): boolean {
    return this.#entries.some(({ isTimer }) => isTimer)
  }

  /** Calls back later. Returns what cancels that. */
  timer(milliseconds: number, run: () => void): () => void {
    return this.#add({ at: this.now + milliseconds, isTimer: true, run })
  }

  /** Something arrives later. */
  message(milliseconds: number, run: () => void): void {
    this.#add({ at: this.now + milliseconds, isTimer: false, run })
  }

  pass(milliseconds: number): void {
    const end = this.now + milliseconds
    for (;;) {
      const next = this.#next(({ at }) => at <= end)
      if (!next) break
      this.now = Math.max(this.now, next.at)
      next.run()
    }
    this.now = end
  }

  /** Timers that were due fire late and first; what was to arrive meanwhile arrives `after` the sleep. */
  sleep(milliseconds: number, after: number): void {
    const end = this.now + milliseconds
    this.#entries = this.#entries.map((entry) =>
      entry.isTimer || entry.at > end ? entry : { ...entry, at: end + after },
    )
    this.now = end
    this.pass(0)
  }

  #add(entry: Entry): () => void {
    this.#entries.push(entry)
    return () => (this.#entries = this.#entries.filter((other) => other !== entry))
  }

  #next(isDue: (entry: Entry) => boolean): Entry | undefined {
    const next = this.#entries.filter(isDue).reduce<Entry | undefined>(
      // The oldest of those that are due first.
      (first, entry) => (first && first.at <= entry.at ? first : entry),
      undefined,
    )
    if (next) this.#entries = this.#entries.filter((entry) => entry !== next)
    return next
  }
}
