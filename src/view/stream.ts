import { invalidStreamLimit, streamOverflow } from '../errors/view.ts'
import type { TemplateResult, StreamSource } from '../template/template-value.ts'
import { Resource } from './resource.ts'
import type { RenderedStream, StreamChange, StreamEntries, StreamPort } from './runtime.ts'
import { StreamKeys, type AddedKeys, type StreamLimit, type StreamPlace } from './stream-keys.ts'
import type { ViewScope } from './view-scope.ts'

/** Options of `this.live.stream`. */
export interface StreamOptions {
  /**
   * Called when the rows that the browser had may be lost: after a full re-render, when the page was made again in
   * another process, and when the stream is shown again after a time in which nothing showed it. Fill the stream
   * again. Default: the stream is left as it is.
   */
  readonly gap?: () => unknown
  /** How many rows it has at most. Default: no limit. Throws `invalid-stream-limit` for what is no whole number from 1. */
  readonly limit?: StreamLimit
}

/** A row that waits. */
interface WaitingRow<Item> {
  readonly item: Item
  readonly row: TemplateResult
}

/** How rows come, and what becomes of their keys. */
interface Coming {
  readonly how: 'append' | 'prepend' | 'reset' | 'before'
  keys(keys: readonly string[]): AddedKeys & { readonly before?: string | null }
}

/**
 * Rows that live in the browser alone; the server keeps their keys. Made by `this.live.stream`. Until a browser shows the
 * stream, rows wait here for the render that does; from then on each call travels to the browser and its rows are forgotten.
 */
export class Stream<Item> extends Resource implements StreamSource {
  readonly kind = 'stream-source'
  readonly #scope: ViewScope
  readonly #key: (item: Item) => string | number
  readonly #template: (item: Item) => TemplateResult
  readonly #gap: (() => unknown) | undefined
  /** Of the rows that the browser shows, or that wait. */
  readonly #keys: StreamKeys
  /** Whether the size was asked for since the last render began. */
  #isCounted = false
  #waiting = new Map<string, WaitingRow<Item>>()
  /** What they take, roughly, in bytes; too much where some were replaced or removed. */
  #bytes = 0
  /** Whether they are as they were rendered last. */
  #asRendered = false
  /** `sent`: the browser was given rows. `lost`: another process had given it rows. */
  #state: 'unsent' | 'sent' | 'lost' = 'unsent'
  /** Whether the keys are those of rows in the browser. */
  #isInPage = false

  constructor(
    scope: ViewScope,
    key: (item: Item) => string | number,
    template: (item: Item) => TemplateResult,
    { gap, limit }: StreamOptions = {},
  ) {
    super()
    const rows = typeof limit === 'object' ? limit.rows : (limit ?? 1)
    if (!Number.isSafeInteger(rows) || rows < 1) throw invalidStreamLimit({ limit: String(rows) })
    this.#scope = scope
    this.#key = key
    this.#template = template
    this.#gap = gap
    this.#keys = new StreamKeys(limit)
  }

  override beginRender(): void {
    this.#isCounted = false
  }

  /** How many rows it has. A render that reads it follows it. */
  get size(): number {
    this.#isCounted = true
    this.#port()
    return this.#keys.size
  }

  /** Whether it has no row: `${this.rows.isEmpty ? html`<p>Nothing yet.</p>` : null}` is right without counting. */
  get isEmpty(): boolean {
    return this.size === 0
  }

  /** Whether it has a row with this key. */
  has(key: string | number): boolean {
    this.#port()
    return this.#keys.has(String(key))
  }

  /** Adds rows at the end. A row whose key is there already is replaced where it stands. */
  append(...items: readonly Item[]): void {
    this.#add(items, { how: 'append', keys: (keys) => this.#keys.append(keys) })
  }

  /** Adds rows at the start, the first of them first. A row whose key is there already is replaced where it stands. */
  prepend(...items: readonly Item[]): void {
    this.#add(items, { how: 'prepend', keys: (keys) => this.#keys.prepend(keys) })
  }

  /**
   * Puts rows at a place: before or after the row with a key, or at a position from 0. A row whose key is there already
   * goes there, with its new values. A key that is not there, and a position behind the last row, stand for the end.
   *
   * ```ts
   * this.tasks.insert({ before: next.id }, task)
   * this.tasks.insert({ at: 0 }, first, second)
   * ```
   */
  insert(place: StreamPlace, ...items: readonly Item[]): void {
    this.#add(items, { how: 'before', keys: (keys) => this.#keys.place(keys, place) })
  }

  /** Replaces rows where they stand. Rows whose keys are not there are ignored. */
  update(...items: readonly Item[]): void {
    const known = items.filter((item) => this.has(this.#key(item)))
    if (known.length > 0) this.append(...known)
  }

  /** Replaces all rows. */
  reset(items: readonly Item[] = []): void {
    this.#add(items, { how: 'reset', keys: (keys) => this.#keys.reset(keys) })
  }

  /** Removes rows by their keys. Keys that are not there are ignored. */
  remove(...keys: readonly (string | number)[]): void {
    const names = keys.map(String)
    const port = this.#port()
    const { size } = this.#keys
    this.#keys.remove(names)
    if (port) port.remove(names)
    else {
      this.#asRendered = false
      for (const name of names) this.#waiting.delete(name)
    }
    this.#counted(size)
  }

  pending(place: 'same' | 'new'): StreamEntries {
    const entries = this.#entries()
    if (entries.keys.length > 0) this.#asRendered = true
    this.#scope.runtime.streamRendered(this, { ...entries, place })
    return entries
  }

  /** Rows are given here before anybody knows where they stand, so what is wrong with one is only found there. */
  refused(key: string, error: unknown): void {
    this.#asRendered = false
    this.#waiting.delete(key)
    this.#keys.remove([key])
    this.#scope.runtime.report(this.#scope.record, error)
  }

  /** A render that shows it goes to the browser. What was changed since then is sent after it. */
  shown({ keys, place }: RenderedStream): void {
    const before = this.#state
    // It was shown before: the rows that the browser had then have gone with their place.
    if (this.#isInPage && place === 'new') this.#keys.reset(keys)
    this.#isInPage = true
    if (keys.length > 0) this.#sent()
    if (before === 'sent' && place === 'new') this.lost()
  }

  #sent(): void {
    const changed = this.#asRendered ? null : this.#entries()
    this.#waiting.clear()
    this.#bytes = 0
    if (this.#state === 'unsent') this.#state = 'sent'
    if (changed) this.#port()?.add(changed, () => ({ how: 'reset', unseen: new Set(), removed: [] }))
  }

  /** Nothing shows it any more: the rows that the browser had are gone, and so is what shows how many there were. */
  left(): void {
    const { size } = this.#keys
    this.#port()
    this.#counted(size)
  }

  /** Rows that the browser had are lost: their author may fill the stream again. */
  lost(): void {
    const gap = this.#gap
    if (this.#state === 'unsent' || !gap) return
    this.#state = 'sent'
    this.#scope.runtime.run(this.#scope.record, () => gap.call(this.#scope.owner))
  }

  override started(): void {
    if (this.#state === 'lost') this.lost()
  }

  override stored(): unknown {
    const items = this.#entriesOf(this.#waiting).map(([, { item }]) => item)
    return { items, sent: this.#state !== 'unsent' }
  }

  override restore(stored: unknown): void {
    // The field may have held something else in another version of the class.
    if (typeof stored !== 'object' || stored === null || !('items' in stored)) return
    // What `stored` gave.
    const { items, sent } = stored as { readonly items: readonly Item[]; readonly sent: boolean }
    this.#waiting = this.#rows(items)
    this.#keys.reset([...this.#waiting.keys()])
    if (sent) this.#state = 'lost'
  }

  override get held(): unknown {
    return [this.#waiting, this.#keys.all]
  }

  // --- what it is made of ---

  /** The way to the browser; null while nothing shows the stream: then what the browser had is gone. */
  #port(): StreamPort | null {
    const port = this.#scope.runtime.stream(this)
    if (!port && this.#isInPage) {
      this.#isInPage = false
      this.#keys.clear()
    }
    return port
  }

  #add(items: readonly Item[], coming: Coming): void {
    const port = this.#port()
    const { size } = this.#keys
    const rows = this.#rows(items)
    const keys = [...rows.keys()]
    const decide = (): StreamChange => ({ how: coming.how, ...coming.keys(keys) })
    if (!port) this.#wait(rows, decide())
    else {
      port.add({ keys, rows: [...rows.values()].map(({ row }) => row) }, decide)
      if (this.#state === 'unsent') this.#state = 'sent'
    }
    this.#counted(size)
  }

  /** What shows the size shows another one. Without that rows cost no render. */
  #counted(before: number): void {
    const { runtime, record } = this.#scope
    if (this.#isCounted && this.#keys.size !== before && !this.#scope.stopped) runtime.invalidate(record)
  }

  /** By their keys: of two with the same key the later one counts. */
  #rows(items: readonly Item[]): Map<string, WaitingRow<Item>> {
    return new Map(items.map((item) => [String(this.#key(item)), { item, row: this.#template(item) }]))
  }

  #wait(added: ReadonlyMap<string, WaitingRow<Item>>, { how, unseen, removed }: StreamChange): void {
    this.#asRendered = false
    if (how === 'reset') {
      this.#waiting.clear()
      this.#bytes = 0
    }
    for (const [key, row] of added) if (!unseen.has(key)) this.#waiting.set(key, row)
    for (const key of removed) this.#waiting.delete(key)
    this.#bytes += this.#scope.runtime.estimateBytes([...added])
    this.#keepWithin(how)
  }

  /** Rows that no browser shows are kept within bounds: those that were added first are dropped. */
  #keepWithin(how: StreamChange['how']): void {
    const { runtime, record } = this.#scope
    const { count, bytes } = runtime.rowLimits
    if (this.#waiting.size <= count && this.#bytes <= bytes) return
    const entries = this.#entriesOf(this.#waiting)
    let kept = entries
    while (kept.length > count || this.#bytesOf(kept) > bytes) {
      const half = Math.floor(kept.length / 2)
      kept = how === 'append' ? kept.slice(kept.length - half) : kept.slice(0, half)
    }
    this.#waiting = new Map(kept)
    this.#keys.reset([...this.#waiting.keys()])
    this.#bytes = this.#bytesOf(kept)
    const dropped = entries.length - kept.length
    if (dropped > 0) runtime.report(record, streamOverflow({ dropped }))
  }

  #bytesOf(entries: readonly (readonly [string, WaitingRow<Item>])[]): number {
    return entries.length === 0 ? 0 : this.#scope.runtime.estimateBytes(entries)
  }

  /** The rows that wait, in their order. */
  #entriesOf(waiting: ReadonlyMap<string, WaitingRow<Item>>): readonly [string, WaitingRow<Item>][] {
    return this.#keys.all.flatMap((key): [string, WaitingRow<Item>][] => {
      const row = waiting.get(key)
      return row ? [[key, row]] : []
    })
  }

  #entries(): StreamEntries {
    const entries = this.#waiting.size === 0 ? [] : this.#entriesOf(this.#waiting)
    return { keys: entries.map(([key]) => key), rows: entries.map(([, { row }]) => row) }
  }
}
