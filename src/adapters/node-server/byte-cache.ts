interface Entry {
  readonly content: Promise<Buffer>
  readonly bytes: number
}

/** Contents by key, bounded in bytes: those that were used least recently go first. */
export class ByteCache {
  readonly #mostBytes: number
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The content of a key, made where it is not kept. It is not larger than `bytes`. What fails is not kept. */
  get(key: string, bytes: number, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.#take(key)
    const entry = known ?? { content: make(), bytes }
    this.#entries.set(key, entry)
    this.#bytes += entry.bytes
    if (!known) entry.content.catch(() => this.#entries.get(key) === entry && this.#take(key))
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#mostBytes) break
      this.#take(oldest)
    }
    return entry.content
  }

  #take(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
    return entry
  }
}
