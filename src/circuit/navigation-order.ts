/**
 * Which navigations of a page count. The rank of one is the number of the event that asked for it, or whose handler did,
 * so that the newest wish of the user wins: after Save and then a link, the redirect of Save comes too late. Timers
 * and topics have rank 0, and lead nowhere while somebody is on the way.
 */
export class NavigationOrder {
  /** Of all that have been begun. */
  #greatest = 0
  /** Of the one that is under way; null for none. */
  #underWay: number | null = null

  /** Whether a navigation of this rank counts. */
  allows(rank: number): boolean {
    return rank === 0 ? (this.#underWay ?? 0) === 0 : rank >= this.#greatest
  }

  /** One is begun that counts: it takes the place of the one that is under way. */
  begin(rank: number): void {
    this.#greatest = Math.max(this.#greatest, rank)
    this.#underWay = rank
  }

  /** The one that is under way has led somewhere. */
  ended(): void {
    this.#underWay = null
  }
}
