/** What one key holds. */
interface Holding<Key> {
  readonly owners: readonly Owner<Key>[]
  bytes: number
}

/** What is held for one owner. */
interface Owner<Key> {
  /** Kept once: each text that names it may be another one. */
  readonly name: string
  /** Oldest first. Usually one: an array takes less than a set. */
  readonly keys: Key[]
  bytes: number
}

/** Counts bytes that are held for owners (visitors, addresses): in all and for each, oldest first. */
export class Holdings<Key> {
  readonly #held = new Map<Key, Holding<Key>>()
  readonly #owners = new Map<string, Owner<Key>>()
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

  /** The oldest of an owner; undefined when there is none. */
  oldestOf(owner: string): Key | undefined {
    return this.#owners.get(owner)?.keys[0]
  }

  sizeOf(owner: string): number {
    return this.#owners.get(owner)?.keys.length ?? 0
  }

  bytesOf(owner: string): number {
    return this.#owners.get(owner)?.bytes ?? 0
  }

  /** Adds what was not there, as the newest. It counts for each of its owners. */
  add(key: Key, owners: readonly string[], bytes: number): void {
    this.#held.set(key, { owners: owners.map((name) => this.#addTo(name, key)), bytes: 0 })
    this.change(key, bytes)
  }

  /** It holds more or less than it did. */
  change(key: Key, bytes: number): void {
    const holding = this.#held.get(key)
    if (!holding) return
    const difference = bytes - holding.bytes
    holding.bytes = bytes
    this.#bytes += difference
    for (const owner of holding.owners) owner.bytes += difference
  }

  /** False when it was not there. */
  remove(key: Key): boolean {
    const holding = this.#held.get(key)
    if (!holding) return false
    this.change(key, 0)
    this.#held.delete(key)
    for (const { name, keys } of holding.owners) {
      // Nearly always the first.
      keys.splice(keys.indexOf(key), 1)
      if (keys.length === 0) this.#owners.delete(name)
    }
    return true
  }

  #addTo(name: string, key: Key): Owner<Key> {
    const known = this.#owners.get(name)
    if (known) {
      known.keys.push(key)
      return known
    }
    const owner = { name, keys: [key], bytes: 0 }
    this.#owners.set(name, owner)
    return owner
  }
}
