/** Counts work that is under way, author code included that goes on when nobody waits for it any more. */
export class BoundedWork {
  readonly #most: number
  #underWay = 0

  constructor(most: number) {
    this.#most = most
  }

  get isFull(): boolean {
    return this.#underWay >= this.#most
  }

  count(work: Promise<unknown>): void {
    this.#underWay++
    const ended = (): void => void this.#underWay--
    work.then(ended, ended)
  }
}
