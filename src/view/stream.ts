import type { TemplateResult, StreamSource } from '../template/template-value.ts'
import { Resource } from './resource.ts'
import type { StreamEntries } from './runtime.ts'
import type { ViewScope } from './view-scope.ts'

/** Options of `this.live.stream`. */
export interface StreamOptions {
  /**
   * Called when the rows that the browser had may be lost: after a full re-render, and when the page was made
   * again in another process. Fill the stream again. Default: the stream is left as it is.
   */
  readonly gap?: () => unknown
}

/** A row that waits. */
interface WaitingRow<Item> {
  readonly item: Item
  readonly row: TemplateResult
}

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
  /** Replaced as a whole. */
  #waiting: ReadonlyMap<string, WaitingRow<Item>> = new Map()
  /** Those of the last render. */
  #rendered: ReadonlyMap<string, WaitingRow<Item>> | undefined
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
    else this.#waiting = new Map([...this.#waiting].filter(([key]) => !names.includes(key)))
  }

  pending(): StreamEntries {
    const entries = entriesOf(this.#waiting)
    if (entries.keys.length > 0) {
      this.#rendered = this.#waiting
      this.#scope.runtime.streamRendered(this, entries)
    }
    return entries
  }

  /** The rows of the last render have reached the browser. What was changed since then is sent after them. */
  sent(): void {
    const waiting = this.#waiting
    const isAsRendered = waiting === this.#rendered
    this.#waiting = new Map()
    this.#rendered = undefined
    if (this.#state === 'unsent') this.#state = 'sent'
    if (!isAsRendered) this.#scope.runtime.stream(this)?.add('reset', entriesOf(waiting))
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
    if (!port) this.#wait(how, new Map(entries))
    else {
      port.add(how, entriesOf(entries))
      if (this.#state === 'unsent') this.#state = 'sent'
    }
  }

  #entry(item: Item): readonly [key: string, row: WaitingRow<Item>] {
    return [String(this.#key(item)), { item, row: this.#template(item) }]
  }

  /** As the browser does it: a key that is there is replaced in place. */
  #wait(how: 'append' | 'prepend' | 'reset', added: ReadonlyMap<string, WaitingRow<Item>>): void {
    const before: typeof added = how === 'reset' ? new Map() : this.#waiting
    this.#waiting =
      how === 'prepend'
        ? new Map([...fresh(added, before), ...before, ...added])
        : new Map([...before, ...added])
  }
}

function entriesOf(
  rows: Iterable<readonly [key: string, row: { readonly row: TemplateResult }]>,
): StreamEntries {
  const entries = [...rows]
  return { keys: entries.map(([key]) => key), rows: entries.map(([, { row }]) => row) }
}

function fresh<Row>(added: ReadonlyMap<string, Row>, before: ReadonlyMap<string, Row>): [string, Row][] {
  return [...added].filter(([key]) => !before.has(key))
}
