/** What one key holds. */
interface Holding {
  readonly visitor: string
  bytes: number
}

/** What one visitor holds. */
interface VisitorHoldings<Key> {
  /** Oldest first. Usually one: an array takes less than a set. */
  keys: readonly Key[]
  bytes: number
}

/** Counts bytes that are held for visitors: in all and of each, oldest first. */
export class Holdings<Key> {
  readonly #held = new Map<Key, Holding>()
  readonly #byVisitor = new Map<string, VisitorHoldings<Key>>()
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

  /** Those of a visitor, oldest first. */
  keysOf(visitor: string): Iterable<Key> {
    return this.#byVisitor.get(visitor)?.keys ?? []
  }

  sizeOf(visitor: string): number {
    return this.#byVisitor.get(visitor)?.keys.length ?? 0
  }

  bytesOf(visitor: string): number {
    return this.#byVisitor.get(visitor)?.bytes ?? 0
  }

  /** Adds what was not there, as the newest. */
  add(key: Key, visitor: string, bytes: number): void {
    this.#held.set(key, { visitor, bytes: 0 })
    const mine = this.#byVisitor.get(visitor) ?? { keys: [], bytes: 0 }
    this.#byVisitor.set(visitor, mine)
    mine.keys = mine.keys.concat(key)
    this.change(key, bytes)
  }

  /** It holds more or less than it did. */
  change(key: Key, bytes: number): void {
    const holding = this.#held.get(key)
    if (!holding) return
    const difference = bytes - holding.bytes
    holding.bytes = bytes
    this.#bytes += difference
    const mine = this.#byVisitor.get(holding.visitor)
    if (mine) mine.bytes += difference
  }

  /** False when it was not there. */
  remove(key: Key): boolean {
    const holding = this.#held.get(key)
    if (!holding) return false
    this.change(key, 0)
    this.#held.delete(key)
    const mine = this.#byVisitor.get(holding.visitor)
    if (mine) mine.keys = mine.keys.filter((each) => each !== key)
    if (mine?.keys.length === 0) this.#byVisitor.delete(holding.visitor)
    return true
  }
}
