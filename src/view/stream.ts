import type { TemplateResult, StreamSource } from '../template/template-value.ts'
import { Resource } from './resource.ts'
import type { StreamEntries } from './runtime.ts'
import type { ViewScope } from './view-scope.ts'

/** Options of `this.live.stream`. */
export interface StreamOptions {
  /**
   * Called when the rows that the browser had may be lost to it: the page was made again in another process.
   * Fill the stream again. Default: the stream is left as it is.
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
  #waiting = new Map<string, WaitingRow<Item>>()
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
    else for (const name of names) this.#waiting.delete(name)
  }

  pending(): StreamEntries {
    if (this.#waiting.size > 0) this.#scope.runtime.streamRendered(this)
    return { keys: [...this.#waiting.keys()], rows: [...this.#waiting.values()].map(({ row }) => row) }
  }

  /** The rows that waited have reached the browser. */
  sent(): void {
    if (this.#waiting.size > 0) this.#state = 'sent'
    this.#waiting.clear()
  }

  override started(): void {
    if (this.#state !== 'lost') return
    this.#state = 'unsent'
    const gap = this.#gap
    if (gap) this.#scope.runtime.run(this.#scope.record, () => gap.call(this.#scope.owner))
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
      port.add(how, { keys: entries.map(([key]) => key), rows: entries.map(([, { row }]) => row) })
      this.#state = 'sent'
    }
  }

  #entry(item: Item): readonly [key: string, row: WaitingRow<Item>] {
    return [String(this.#key(item)), { item, row: this.#template(item) }]
  }

  /** As the browser does it: a key that is there is replaced in place. */
  #wait(how: 'append' | 'prepend' | 'reset', added: ReadonlyMap<string, WaitingRow<Item>>): void {
    const before = how === 'reset' ? new Map<string, WaitingRow<Item>>() : this.#waiting
    this.#waiting =
      how === 'prepend'
        ? new Map([...fresh(added, before), ...before, ...added])
        : new Map([...before, ...added])
  }
}

function fresh<Row>(added: ReadonlyMap<string, Row>, before: ReadonlyMap<string, Row>): [string, Row][] {
  return [...added].filter(([key]) => !before.has(key))
}
