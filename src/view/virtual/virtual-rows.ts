/** The components behind `virtual`: they hold which rows of a long list the page has. */
import { html, makingFor } from '../../template/html.ts'
import { repeat } from '../../template/directives.ts'
import type { LiveEvent } from '../../template/live-event.ts'
import type { DirectiveValue, TemplateContent, TemplateResult } from '../../template/template-value.ts'
import { Component } from '../component.ts'
import { InvalidForm } from '../form-schema.ts'
import type { Load } from '../load.ts'
import { on } from '../on.ts'
import {
  findRows,
  MOST_ROWS,
  movedRange,
  rangesOf,
  readRange,
  shiftOf,
  withinList,
  type KnownRow,
  type RowRange,
} from './row-ranges.ts'

/** What `load` is asked for: so many rows from the one at this index on. */
export interface RowsRequest {
  /** The index of the first row, from 0. */
  readonly first: number
  /** How many rows, 550 at most. At the end of the list there are fewer. */
  readonly count: number
  /** Aborts when other rows are wanted, and when the list goes. */
  readonly signal: AbortSignal
}

/** A long list whose rows are fetched when they are wanted. */
export interface RowsSource<Item> {
  /** How many rows there are. */
  readonly size: number
  /** Fetches rows that follow each other. A failure goes to `catchError`, as that of `this.live.load`. */
  readonly load: (request: RowsRequest) => readonly Item[] | Promise<readonly Item[]>
  /** When one of these is another than before, the rows are fetched again; so they are with another `size`. */
  readonly deps?: readonly unknown[]
}

/** What an author has given, anew with each render. */
export interface VirtualGiven<Rows> {
  readonly rows: Rows
  readonly key: (item: unknown, index: number) => unknown
  readonly template: (item: unknown, index: number) => TemplateContent
  /** How many rows come with the first response. */
  readonly first: number
  readonly maker: object | null
}

export interface VirtualProps<Rows> {
  readonly given: VirtualGiven<Rows>
}

/** Rows that a page has. */
interface Part {
  readonly first: number
  readonly items: readonly unknown[]
}

/** What stands in the page: a row, or the space of those that are not there. */
type Entry =
  | { readonly kind: 'row'; readonly item: unknown; readonly index: number; readonly key: unknown }
  | { readonly kind: 'space'; readonly key: string }

abstract class VirtualRows<Rows> extends Component<VirtualProps<Rows>> {
  // What is public is stored: a page that wakes in another process shows the same rows.
  first = 0
  count: number = this.props.given.first
  kept: readonly number[] = []
  /** The rows that were rendered last. */
  #known: readonly KnownRow[] = []
  /** How far all rows have moved since the list is there, by what came and went above them. */
  #moved = 0

  protected abstract get size(): number
  /** The rows of these ranges, as far as they are there. */
  protected abstract parts(ranges: readonly RowRange[]): readonly Part[]
  /** Other rows are wanted. */
  protected abstract wanted(): void

  protected get ranges(): readonly RowRange[] {
    return rangesOf(this, this.kept, this.size)
  }

  /** Rows have come or gone: the range goes with what users look at. */
  protected follow(size: number, keyAt: (index: number) => unknown): boolean {
    const found = findRows(this.#known, size, keyAt)
    const by = shiftOf(this, this.#known, found)
    const kept = this.kept.flatMap((index) => {
      const known = this.#known.find((each) => each.index === index)
      return known ? (found.get(known.key) ?? []) : [index + by]
    })
    this.#moved += by
    ;({ first: this.first, count: this.count } = movedRange(this, by))
    this.kept = kept
    return by !== 0
  }

  override render(): TemplateResult {
    const { key, template, maker } = this.props.given
    const parts = this.parts(this.ranges)
    const entries = parts.flatMap(({ first, items }, at): Entry[] => [
      ...(at > 0 ? [{ kind: 'space', key: `\0space ${at}` } as const] : []),
      ...items.map((item, index): Entry => {
        const row = { item, index: first + index }
        return { kind: 'row', ...row, key: key(row.item, row.index) }
      }),
    ])
    this.#known = entries.flatMap((entry) => (entry.kind === 'row' ? [entry] : []))
    const rows = repeat(
      entries,
      (entry) => entry.key,
      (entry) =>
        entry.kind === 'row'
          ? makingFor(maker, () => template(entry.item, entry.index))
          : html`<template></template>`,
    )
    // Elements that may stand anywhere, among rows of tables and items of lists too. The browser makes them as high as what is not there.
    return html`<template ${this.#directive(parts)}></template>${rows}<template></template>`
  }

  #directive(parts: readonly Part[]): DirectiveValue {
    const moved = this.#moved
    const { first, count } = withinList(this, this.size)
    return {
      kind: 'directive',
      module: 'Virtual',
      data: [this.size, first, count, ...parts.map((part) => part.first)],
      // As with scrolling only the newest matters, and nothing that waits is sent before it.
      type: 'scroll',
      handler: on(({ detail }: LiveEvent) => this.#show(detail, moved)),
      closed: false,
    }
  }

  /** The browser has rows in view that are not there. It counts them as they were when `moved` was what it was then. */
  #show(detail: unknown, moved: number): void {
    const asked = readRange(detail)
    if (!asked) throw new InvalidForm([{ message: 'There are no such rows.' }], 'A range of rows')
    const by = this.#moved - moved
    const range = movedRange(asked.range, by)
    this.first = withinList(range, this.size).first
    // Rows that go meanwhile may come back: a list that was empty has as many at once.
    this.count = Math.min(range.count, MOST_ROWS)
    this.kept = asked.kept.map((index) => index + by).filter((index) => index >= 0)
    this.wanted()
  }
}

/** Rows of an array, which is there as a whole. */
export class ArrayRows extends VirtualRows<readonly unknown[]> {
  static readonly id = 'overwire virtual array'

  override changed(): void {
    const { rows, key } = this.props.given
    this.follow(rows.length, (index) => key(rows[index], index))
  }

  protected override get size(): number {
    return this.props.given.rows.length
  }

  protected override parts(ranges: readonly RowRange[]): readonly Part[] {
    const { rows } = this.props.given
    return ranges.map(({ first, count }) => ({ first, items: rows.slice(first, first + count) }))
  }

  protected override wanted(): void {
    // They are there.
  }
}

/** Rows that are fetched. */
export class LoadedRows extends VirtualRows<RowsSource<unknown>> {
  static readonly id = 'overwire virtual load'
  readonly loaded: Load<readonly Part[]> = this.live.load((signal) => this.#load(signal))

  override changed({ given }: VirtualProps<RowsSource<unknown>>): void {
    const [before, now] = [given.rows, this.props.given.rows]
    const isSame = before.size === now.size && isEqual(before.deps, now.deps)
    if (!isSame) void this.loaded.reload()
  }

  protected override get size(): number {
    return this.props.given.rows.size
  }

  protected override parts(): readonly Part[] {
    return this.loaded.value ?? []
  }

  protected override wanted(): void {
    void this.loaded.reload()
  }

  async #load(signal: AbortSignal): Promise<readonly Part[]> {
    const parts = await this.#fetch(signal)
    const { key } = this.props.given
    const items = new Map(parts.flatMap(({ first, items: all }) => all.map((item, at) => [first + at, item])))
    // Rows that came above the range are known by those that were in it and have moved on.
    const keyAt = (index: number): unknown => (items.has(index) ? key(items.get(index), index) : MISSING)
    return !signal.aborted && this.follow(this.size, keyAt) ? this.#fetch(signal) : parts
  }

  async #fetch(signal: AbortSignal): Promise<readonly Part[]> {
    const { load } = this.props.given.rows
    const parts = await Promise.all(
      this.ranges.map(async (range) => ({
        first: range.first,
        items: (await load({ ...range, signal })).slice(0, range.count),
      })),
    )
    return this.#apart(parts.filter(({ items }) => items.length > 0))
  }

  /** Where rows came between two fetches, one may be in both: what users see counts, which is the longest. */
  #apart(parts: readonly Part[]): readonly Part[] {
    const { key } = this.props.given
    const keys = parts.flatMap(({ first, items }) => items.map((item, at) => key(item, first + at)))
    if (parts.length < 2 || new Set(keys).size === keys.length) return parts
    return parts.toSorted((one, other) => other.items.length - one.items.length).slice(0, 1)
  }
}

/** The key of a row that is not there. */
const MISSING = {}

function isEqual(before: readonly unknown[] = [], now: readonly unknown[] = []): boolean {
  return before.length === now.length && before.every((value, at) => Object.is(value, now[at]))
}
