import { streamOverflow } from '../errors/view.ts'
import type { TemplateResult, StreamSource } from '../template/template-value.ts'
import { Resource } from './resource.ts'
import type { RenderedStream, StreamEntries } from './runtime.ts'
import type { ViewScope } from './view-scope.ts'

/** Options of `this.live.stream`. */
export interface StreamOptions {
  /**
   * Called when the rows that the browser had may be lost: after a full re-render, when the page was made again in
   * another process, and when the stream is shown again after a time in which nothing showed it. Fill the stream
   * again. Default: the stream is left as it is.
   */
  readonly gap?: () => unknown
}

/** A row that waits. */
interface WaitingRow<Item> {
  readonly item: Item
  readonly row: TemplateResult
}

type WaitingEntry<Item> = readonly [key: string, row: WaitingRow<Item>]

/**
 * Rows that live in the browser alone. Made by `this.live.stream`. Until a browser shows the stream, rows
 * wait here for the render that does; from then on each call travels to the browser and is forgotten.
 */
export class Stream<Item> extends Resource implements StreamSource {
  readonly kind = 'stream-source'
  readonly #scope: ViewScope
  readonly #key: (item: Item) => string | number
  readonly #template: (item: Item) => TemplateResult
  readonly #gap: (() => unknown) | undefined
  #waiting = new Map<string, WaitingRow<Item>>()
  /** What they take, roughly, in bytes; too much where some were replaced or removed. */
  #bytes = 0
  /** Whether they are as they were rendered last. */
  #asRendered = false
  /** `sent`: the browser was given rows. `lost`: another process had given it rows. */
  #state: 'unsent' | 'sent' | 'lost' = 'unsent'

  constructor(
    scope: ViewScope,
    key: (item: Item) => string | number,
    template: (item: Item) => TemplateResult,
    { gap }: StreamOptions = {},
  ) {
    super()
    this.#scope = scope
    this.#key = key
    this.#template = template
    this.#gap = gap
  }

  /** Adds rows at the end. A row whose key is there already is replaced where it stands. */
  append(...items: readonly Item[]): void {
    this.#add('append', items)
  }

  /** Adds rows at the start, the first of them first. A row whose key is there already is replaced where it stands. */
  prepend(...items: readonly Item[]): void {
    this.#add('prepend', items)
  }

  /** Replaces all rows. */
  reset(items: readonly Item[] = []): void {
    this.#add('reset', items)
  }

  /** Removes rows by their keys. Keys that are not there are ignored. */
  remove(...keys: readonly (string | number)[]): void {
    const names = keys.map(String)
    const port = this.#scope.runtime.stream(this)
    if (port) port.remove(names)
    else {
      this.#asRendered = false
      for (const name of names) this.#waiting.delete(name)
    }
  }

  pending(place: 'same' | 'new'): StreamEntries {
    const entries = entriesOf(this.#waiting)
    if (entries.keys.length > 0) this.#asRendered = true
    this.#scope.runtime.streamRendered(this, { ...entries, place })
    return entries
  }

  /** Rows are given here before anybody knows where they stand, so what is wrong with one is only found there. */
  refused(key: string, error: unknown): void {
    this.#asRendered = false
    this.#waiting.delete(key)
    this.#scope.runtime.report(this.#scope.record, error)
  }

  /** A render that shows it goes to the browser. What was changed since then is sent after it. */
  shown({ keys, place }: RenderedStream): void {
    const before = this.#state
    if (keys.length > 0) this.#sent()
    // It was shown before: the rows that the browser had then have gone with their place.
    if (before === 'sent' && place === 'new') this.lost()
  }

  #sent(): void {
    const changed = this.#asRendered ? null : entriesOf(this.#waiting)
    this.#waiting.clear()
    this.#bytes = 0
    if (this.#state === 'unsent') this.#state = 'sent'
    if (changed) this.#scope.runtime.stream(this)?.add('reset', changed)
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
    const items = [...this.#waiting.values()].map(({ item }) => item)
    return { items, sent: this.#state !== 'unsent' }
  }

  override restore(stored: unknown): void {
    // The field may have held something else in another version of the class.
    if (typeof stored !== 'object' || stored === null || !('items' in stored)) return
    // What `stored` gave.
    const { items, sent } = stored as { readonly items: readonly Item[]; readonly sent: boolean }
    this.#waiting = new Map(items.map((item) => this.#entry(item)))
    if (sent) this.#state = 'lost'
  }

  override get held(): unknown {
    return this.#waiting
  }

  #add(how: 'append' | 'prepend' | 'reset', items: readonly Item[]): void {
    const port = this.#scope.runtime.stream(this)
    const entries = items.map((item) => this.#entry(item))
    if (!port) this.#wait(how, entries)
    else {
      port.add(how, entriesOf(entries))
      if (this.#state === 'unsent') this.#state = 'sent'
    }
  }

  #entry(item: Item): WaitingEntry<Item> {
    return [String(this.#key(item)), { item, row: this.#template(item) }]
  }

  /** As the browser does it: a key that is there is replaced in place. */
  #wait(how: 'append' | 'prepend' | 'reset', added: readonly WaitingEntry<Item>[]): void {
    this.#asRendered = false
    if (how === 'reset') {
      this.#waiting.clear()
      this.#bytes = 0
    }
    if (how === 'prepend') {
      const fresh = new Map(added.filter(([key]) => !this.#waiting.has(key)))
      this.#waiting = new Map([...fresh, ...this.#waiting])
    }
    for (const [key, row] of added) this.#waiting.set(key, row)
    this.#bytes += this.#scope.runtime.estimateBytes(added)
    this.#keepWithin(how)
  }

  /** Rows that no browser shows are kept within bounds: those that were added first are dropped. */
  #keepWithin(how: 'append' | 'prepend' | 'reset'): void {
    const { runtime, record } = this.#scope
    const { count, bytes } = runtime.rowLimits
    if (this.#waiting.size <= count && this.#bytes <= bytes) return
    const entries = [...this.#waiting]
    let kept = entries
    while (kept.length > count || this.#bytesOf(kept) > bytes) {
      const half = Math.floor(kept.length / 2)
      kept = how === 'append' ? kept.slice(kept.length - half) : kept.slice(0, half)
    }
    this.#waiting = new Map(kept)
    this.#bytes = this.#bytesOf(kept)
    const dropped = entries.length - kept.length
    if (dropped > 0) runtime.report(record, streamOverflow({ dropped }))
  }

  #bytesOf(entries: readonly WaitingEntry<Item>[]): number {
    return entries.length === 0 ? 0 : this.#scope.runtime.estimateBytes(entries)
  }
}

function entriesOf(
  rows: Iterable<readonly [key: string, row: { readonly row: TemplateResult }]>,
): StreamEntries {
  const entries = [...rows]
  return { keys: entries.map(([key]) => key), rows: entries.map(([, { row }]) => row) }
}
