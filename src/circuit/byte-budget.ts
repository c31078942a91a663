/** Bytes that may be held at one time: of one holder, within those of all. */
export class ByteBudget {
  readonly #most: number
  readonly #all: ByteBudget | null
  #held = 0

  constructor(most: number, all: ByteBudget | null = null) {
    this.#most = most
    this.#all = all
  }

  get held(): number {
    return this.#held
  }

  /** Counts these bytes too. False when they are too many: then they are not counted. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#most || this.#all?.take(bytes) === false) return false
    this.#held += bytes
    return true
  }

  release(bytes: number): void {
    this.#held -= bytes
    this.#all?.release(bytes)
  }

  /** Nothing is held any more. */
  clear(): void {
    this.release(this.#held)
  }
}
