/** How many frames this page has applied since it joined, and how many of them the server knows of. */
const ACKNOWLEDGE_AFTER = 1_000

export class Position {
  applied = 0
  readonly #tell: (applied: number) => void
  #told = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(tell: (applied: number) => void) {
    this.#tell = tell
  }

  /** A frame is being applied. The server hears of it with the next event, or within a second. */
  advance(): void {
    this.applied++
    this.#timer ??= setTimeout(() => this.acknowledge(), ACKNOWLEDGE_AFTER)
  }

  /** The server was told by what was just sent. */
  told(): void {
    this.#told = this.applied
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  acknowledge(): void {
    const news = this.applied > this.#told
    this.told()
    if (news) this.#tell(this.applied)
  }

  /** What was told may have been lost with the line. */
  forget(): void {
    this.#told = 0
    if (this.applied) this.#timer ??= setTimeout(() => this.acknowledge(), ACKNOWLEDGE_AFTER)
  }

  /** A circuit begins. */
  restart(): void {
    this.applied = 0
    this.told()
  }
}
