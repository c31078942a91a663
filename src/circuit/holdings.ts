/** What one key holds. */
interface Holding {
  readonly owners: readonly string[]
  bytes: number
}

/** What is held for one owner. */
interface OwnerHoldings<Key> {
  /** Oldest first. Usually one: an array takes less than a set. */
  keys: readonly Key[]
  bytes: number
}

/** Counts bytes that are held for owners (visitors, addresses): in all and for each, oldest first. */
export class Holdings<Key> {
  readonly #held = new Map<Key, Holding>()
  readonly #byOwner = new Map<string, OwnerHoldings<Key>>()
  #bytes = 0

  get size(): number {
    return this.#held.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** All, oldest first. */
  keys(): Iterable<Key> {
    return this.#held.keys()
  }

  /** Those of an owner, oldest first. */
  keysOf(owner: string): Iterable<Key> {
    return this.#byOwner.get(owner)?.keys ?? []
  }

  sizeOf(owner: string): number {
    return this.#byOwner.get(owner)?.keys.length ?? 0
  }

  bytesOf(owner: string): number {
    return this.#byOwner.get(owner)?.bytes ?? 0
  }

  /** Adds what was not there, as the newest. It counts for each of its owners. */
  add(key: Key, owners: readonly string[], bytes: number): void {
    this.#held.set(key, { owners, bytes: 0 })
    for (const owner of owners) {
      const theirs = this.#byOwner.get(owner) ?? { keys: [], bytes: 0 }
      this.#byOwner.set(owner, theirs)
      theirs.keys = theirs.keys.concat(key)
    }
    this.change(key, bytes)
  }

  /** It holds more or less than it did. */
  change(key: Key, bytes: number): void {
    const holding = this.#held.get(key)
    if (!holding) return
    const difference = bytes - holding.bytes
    holding.bytes = bytes
    this.#bytes += difference
    for (const owner of holding.owners) {
      const theirs = this.#byOwner.get(owner)
      if (theirs) theirs.bytes += difference
    }
  }

  /** False when it was not there. */
  remove(key: Key): boolean {
    const holding = this.#held.get(key)
    if (!holding) return false
    this.change(key, 0)
    this.#held.delete(key)
    for (const owner of holding.owners) {
      const theirs = this.#byOwner.get(owner)
      if (theirs) theirs.keys = theirs.keys.filter((each) => each !== key)
      if (theirs?.keys.length === 0) this.#byOwner.delete(owner)
    }
    return true
  }
}
