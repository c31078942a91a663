import { invalidPage, invalidPageSize } from '../errors/view.ts'
import { describe } from '../template/tree/describe.ts'
import type { TemplateResult } from '../template/template-value.ts'
import { Fetching, type LoadOptions } from './fetching.ts'
import { Stream } from './stream.ts'
import type { ViewScope } from './view-scope.ts'

/** What a page of rows is asked for by. */
export interface PageRequest<Cursor> {
  /** The cursor of the last row so far; null for the first page. */
  readonly after: Cursor | null
  /** How many rows are wanted. More than the option says when rows that the browser has lost are fetched again. */
  readonly size: number
  /** Aborts when a newer fetch takes its place, and when the view ends. */
  readonly signal: AbortSignal
}

/** A page of rows, and whether there are rows behind it. */
export interface PageOfRows<Item> {
  readonly rows: readonly Item[]
  readonly more: boolean
}

/** Options of `this.live.pages`, beside those of a load. */
export interface RowsOptions<Item, Key extends string | number, Cursor> {
  /** By which a row is known. A row whose key is there already is replaced where it stands. */
  readonly key: (item: Item) => Key
  /** Shows a row. Handlers stand on the list: `onRow`. */
  readonly row: (item: Item) => TemplateResult
  /** How many rows are fetched at a time, 1 or more. Default: 50. Throws `invalid-page-size` for anything else. */
  readonly size?: number
  /** By which the rows behind a row are found: what they are sorted by, and the key. Default: the key. */
  readonly cursor?: (item: Item) => Cursor
}

/** All options of `this.live.pages`. */
export type PagesOptions<Item, Key extends string | number = string | number, Cursor = Key> = RowsOptions<
  Item,
  Key,
  Cursor
> &
  LoadOptions

/**
 * A list that is fetched page by page. Made by `this.live.pages`. Its rows live in the browser alone: kept of them are
 * their keys, and the cursor of the last.
 */
export class Pages<Item, Cursor = unknown> extends Fetching {
  /** The rows, for the template; `prepend`, `append` and `remove` change those that are shown. */
  readonly rows: Stream<Item>
  readonly #load: (request: PageRequest<Cursor>) => PageOfRows<Item> | Promise<PageOfRows<Item>>
  readonly #cursor: (item: Item) => Cursor
  readonly #size: number
  #count = 0
  #last: Cursor | null = null
  #more = true
  /** How many rows at least are to be fetched from the first one on; null where those that are there are in order. */
  #due: number | null = 1

  constructor(
    scope: ViewScope,
    load: (request: PageRequest<Cursor>) => PageOfRows<Item> | Promise<PageOfRows<Item>>,
    options: RowsOptions<Item, string | number, Cursor> & LoadOptions,
  ) {
    super(scope, options)
    const { key, row, size = 50, cursor } = options
    if (!Number.isSafeInteger(size) || size < 1) throw invalidPageSize({ size: String(size) })
    this.#load = load
    // Without a cursor its type is that of the key.
    this.#cursor = cursor ?? (key as (item: Item) => Cursor)
    this.#size = size
    this.rows = new Stream(scope, key, row, { gap: () => this.refresh() })
  }

  /** Whether there are rows behind those that are shown; true until the first page is there. */
  get more(): boolean {
    return this.#more
  }

  /**
   * Fetches the next page and adds its rows, or tries again what has failed. While a fetch is under way it waits for that and fetches nothing; nor does
   * it where there is no more. Never rejects.
   *
   * ```ts
   * html`<ul>${this.articles.rows}</ul>
   *   ${this.articles.more && html`<p ${appear(() => this.articles.next(), { margin: 400 })}>…</p>`}`
   * ```
   */
  async next(): Promise<void> {
    if (this.underWay) return this.underWay
    if (this.#due !== null) return this.#fromStart(this.#due)
    if (!this.#more) return
    await this.fetch(
      (signal) => this.#page({ after: this.#last, size: this.#size, signal }),
      (page) => {
        this.rows.append(...page.rows)
        this.#fetched(page, this.#count + page.rows.length)
      },
    )
  }

  /**
   * Begins again with the first page: for other filters, or another order. The rows that are shown stay until it is there. Cancels a
   * fetch that is under way. Never rejects.
   */
  async reload(): Promise<void> {
    await this.#fromStart(1)
  }

  /**
   * Fetches again as many rows as are shown, so that the list stays as long as it is. So does the list itself when the browser has lost its
   * rows. Never rejects.
   */
  async refresh(): Promise<void> {
    await this.#fromStart(Math.max(1, this.#due ?? 0, this.#count))
  }

  async #fromStart(wanted: number): Promise<void> {
    this.#due = wanted
    await this.fetch(
      (signal) => this.#firstRows(wanted, signal),
      (page) => {
        this.#due = null
        this.rows.reset(page.rows)
        this.#last = null
        this.#fetched(page, page.rows.length)
      },
    )
  }

  /** Whoever loads may give fewer rows than are wanted. */
  async #firstRows(wanted: number, signal: AbortSignal): Promise<PageOfRows<Item>> {
    const rows: Item[] = []
    let more = true
    while (more && rows.length < wanted && !signal.aborted) {
      const last = rows.at(-1)
      const after = last === undefined ? null : this.#cursor(last)
      const page = await this.#page({ after, size: Math.max(this.#size, wanted - rows.length), signal })
      rows.push(...page.rows)
      ;({ more } = page)
    }
    return { rows, more }
  }

  /** Where a page is empty there is no more, whatever it says: it would be asked for without end. */
  async #page(request: PageRequest<Cursor>): Promise<PageOfRows<Item>> {
    const page = await this.#load.call(this.scope.owner, request)
    if (!isPage(page)) throw invalidPage({ value: describe(page) })
    const { rows, more } = page
    return { rows, more: more && rows.length > 0 }
  }

  #fetched({ rows, more }: PageOfRows<Item>, count: number): void {
    const last = rows.at(-1)
    if (last !== undefined) this.#last = this.#cursor(last)
    this.#count = count
    this.#more = more
  }

  protected override fetchFirst(): Promise<void> {
    return this.#fromStart(this.#due ?? 1)
  }

  /** How many rows there were: they are fetched again. */
  override stored(): unknown {
    return Math.max(this.#count, this.#due ?? 0)
  }

  override restore(stored: unknown): void {
    if (Number.isSafeInteger(stored)) this.#due = Math.max(1, Number(stored))
  }

  override get held(): unknown {
    return [this.rows.held, this.#last]
  }
}

/** Types promise it; what is read from elsewhere may be an array of rows, or something else. */
function isPage(page: unknown): boolean {
  return typeof page === 'object' && page !== null && 'rows' in page && Array.isArray(page.rows)
}
