/** Where rows come to stand: before or after the row with a key, or at a position, counted from 0. */
export type StreamPlace =
  { readonly before: string | number } | { readonly after: string | number } | { readonly at: number }

/**
 * How many rows a stream has at most, a whole number from 1. Those beyond leave at the other end than the one where rows come:
 * at the start after `append`, at the end after all others. With `from` they always leave there.
 */
export type StreamLimit = number | { readonly rows: number; readonly from: 'start' | 'end' }

/** What becomes of rows that are added, and of others because of that. */
export interface AddedKeys {
  /** Those of the rows that leave again at once. */
  readonly unseen: ReadonlySet<string>
  /** Those of rows that were there before and leave. */
  readonly removed: readonly string[]
}

/** The same for rows that come to a place. */
export interface PlacedKeys extends AddedKeys {
  /** They stand before this one, which is none of them; null for the end. */
  readonly before: string | null
}

/**
 * The keys of a stream's rows, in their order: all that the server keeps of rows that a browser shows. Each takes
 * some 60 bytes, and its text.
 */
export class StreamKeys {
  readonly #limit: { readonly rows: number; readonly from?: 'start' | 'end' }
  #order: string[] = []
  readonly #known = new Set<string>()

  constructor(limit: StreamLimit = Infinity) {
    this.#limit = typeof limit === 'number' ? { rows: limit } : limit
  }

  get size(): number {
    return this.#order.length
  }

  get all(): readonly string[] {
    return this.#order
  }

  has(key: string): boolean {
    return this.#known.has(key)
  }

  /** Keys that are there already stay where they are. Each is given once. */
  append(keys: readonly string[]): AddedKeys {
    const fresh = this.#freshOf(keys)
    for (const key of fresh) this.#order.push(key)
    return this.#added(fresh, 'start')
  }

  /** As {@link append}, at the start, the first of them first. */
  prepend(keys: readonly string[]): AddedKeys {
    const fresh = this.#freshOf(keys)
    if (fresh.length > 0) this.#order = fresh.concat(this.#order)
    return this.#added(fresh, 'end')
  }

  reset(keys: readonly string[]): AddedKeys {
    this.clear()
    const fresh = this.#freshOf(keys)
    this.#order = [...fresh]
    return this.#added(fresh, 'end')
  }

  /** Keys that are there already go to the place, too. A key that is not there stands for the end. */
  place(keys: readonly string[], place: StreamPlace): PlacedKeys {
    const fresh = this.#freshOf(keys)
    const placed = new Set(keys)
    const old = this.#order
    const rest = fresh.length === keys.length ? old : old.filter((key) => !placed.has(key))
    const before = this.#following(place, { placed, rest })
    const index = before === null ? rest.length : rest.indexOf(before)
    this.#order = [...rest.slice(0, index), ...keys, ...rest.slice(index)]
    return { ...this.#added(fresh, 'end'), before }
  }

  remove(keys: readonly string[]): void {
    const gone = new Set(keys.filter((key) => this.#known.delete(key)))
    const [only] = gone
    if (gone.size > 1) this.#order = this.#order.filter((key) => !gone.has(key))
    else if (only !== undefined) this.#order.splice(this.#order.indexOf(only), 1)
  }

  clear(): void {
    this.#order = []
    this.#known.clear()
  }

  // --- what it is made of ---

  /** Those that are not there yet, which are from now on. */
  #freshOf(keys: readonly string[]): readonly string[] {
    const fresh = keys.filter((key) => !this.#known.has(key))
    for (const key of fresh) this.#known.add(key)
    return fresh
  }

  /** The first key behind the place that is not placed itself. */
  #following(
    place: StreamPlace,
    { placed, rest }: { readonly placed: ReadonlySet<string>; readonly rest: readonly string[] },
  ): string | null {
    if ('at' in place) return rest[Math.max(0, place.at)] ?? null
    const key = String('before' in place ? place.before : place.after)
    const index = this.#order.indexOf(key)
    if (index === -1) return null
    const behind = this.#order.slice('before' in place ? index : index + 1)
    return behind.find((each) => !placed.has(each)) ?? null
  }

  /** What becomes of keys that have come, when those beyond the limit have left. */
  #added(fresh: readonly string[], usual: 'start' | 'end'): AddedKeys {
    const { rows, from = usual } = this.#limit
    const over = this.#order.length - rows
    if (over <= 0) return NONE
    const left = from === 'start' ? this.#order.splice(0, over) : this.#order.splice(rows)
    for (const key of left) this.#known.delete(key)
    const come = new Set(fresh)
    return { unseen: new Set(left), removed: left.filter((key) => !come.has(key)) }
  }
}

const NONE: AddedKeys = { unseen: new Set(), removed: [] }
