import { currentMaker } from '../../template/html.ts'
import { Misuse, type ComponentValue, type TemplateContent } from '../../template/template-value.ts'
import { describe } from '../../template/tree/describe.ts'
import { component } from '../component.ts'
import { MOST_ROWS } from './row-ranges.ts'
import { ArrayRows, LoadedRows, type RowsSource, type VirtualGiven } from './virtual-rows.ts'

/** Options of {@link virtual}. */
export interface VirtualOptions {
  /** How many rows come with the first response, which is all there is without JavaScript: 1 to 500. Default: 50. */
  readonly first?: number
}

/**
 * A list of any length, of which a page has the rows that are seen and some around them: 500 at most. What is not there is held open, so the scroll bar is that
 * of the whole list, and rows come as users scroll, by the wheel, the keyboard or the bar. Rows may have any height. One that has the focus, or what a user typed, stays
 * though it is scrolled away; what came above does not move what users look at. Screen readers are told how many rows there are, and which they read.
 *
 * The rows are those of an array, or fetched by `{ size, load }`, with `deps` as what they depend on. It stands alone in the element that holds the
 * rows, each of which is one element.
 *
 * ```ts
 * const names = Array.from({ length: 100_000 }, (_, index) => `Name ${index}`)
 * html`<ul style="height: 20rem; overflow: auto">${virtual(names, (name) => name, (name) => html`<li>${name}</li>`)}</ul>`
 * ```
 */
export function virtual<Item>(
  rows: Iterable<Item> | RowsSource<Item>,
  key: (item: Item, index: number) => unknown,
  template: (item: Item, index: number) => TemplateContent,
  options: VirtualOptions = {},
): ComponentValue | Misuse {
  if (!isIterable(rows) && !isSource(rows))
    return new Misuse(
      `virtual(${describe(rows)}, …)`,
      'The rows are an array, or how many there are and how to fetch some: virtual({ size: 100_000, load: ({ first, count }) => database.rows(first, count) }, …).',
    )
  if (typeof key !== 'function' || typeof template !== 'function')
    return new Misuse(
      `virtual(rows, ${describe(key)}, ${describe(template)})`,
      'Two functions follow the rows: virtual(rows, (item) => item.id, (item) => html`<li>${item.name}</li>`).',
    )
  const { first = 50 } = options
  if (!Number.isInteger(first) || first < 1 || first > MOST_ROWS)
    return new Misuse(
      `virtual(…, { first: ${describe(first)} })`,
      `It is the number of rows in the first response, 1 to ${MOST_ROWS}: virtual(rows, key, template, { first: 100 }).`,
    )
  // The rows are only ever given back to the functions that came with them.
  const functions = { key, template } as Pick<VirtualGiven<unknown>, 'key' | 'template'>
  const shared = { ...functions, first, maker: currentMaker() }
  if (isSource(rows)) return component(LoadedRows, { given: { ...shared, rows } })
  const items: readonly unknown[] = Array.isArray(rows) ? rows : [...rows]
  return component(ArrayRows, { given: { ...shared, rows: items } })
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function isSource<Item>(value: Iterable<Item> | RowsSource<Item>): value is RowsSource<Item> {
  if (typeof value !== 'object' || value === null) return false
  // Whatever JavaScript has given.
  const { size, load } = value as Partial<Record<keyof RowsSource<Item>, unknown>>
  return typeof load === 'function' && Number.isSafeInteger(size) && Number(size) >= 0
}
