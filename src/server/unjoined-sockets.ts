import type { Limits } from '../page/limits.ts'
import type { Peer } from './peer.ts'

/** Of the circuits that a process may have, so many may be asked for at one time. */
const SHARE = 0.2
/** Of those, so many from one address. */
const ADDRESS_SHARE = 0.1

/** Counts the sockets that ask for a circuit or still have to: in all, of each visitor and of each address. */
export class UnjoinedSockets {
  readonly #limits: Limits
  readonly #counts = new Map<string, number>()
  #total = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Whether there is room for one more. */
  mayOpen({ visitor, address }: Peer): boolean {
    const { circuits, circuitsPerVisitor } = this.#limits
    const most = circuits * SHARE
    const mostOfAddress = Math.max(most * ADDRESS_SHARE, circuitsPerVisitor)
    return (
      this.#total < most &&
      (visitor === null || this.#of(visitor) < circuitsPerVisitor) &&
      (address === null || this.#of(address) < mostOfAddress)
    )
  }

  add(peer: Peer): void {
    this.#change(peer, 1)
  }

  remove(peer: Peer): void {
    this.#change(peer, -1)
  }

  #of(owner: string): number {
    return this.#counts.get(owner) ?? 0
  }

  #change({ visitor, address }: Peer, change: 1 | -1): void {
    this.#total += change
    for (const owner of [visitor, address]) {
      if (owner === null) continue
      const count = this.#of(owner) + change
      if (count > 0) this.#counts.set(owner, count)
      else this.#counts.delete(owner)
    }
  }
}
