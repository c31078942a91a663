import {
  html,
  sortable,
  virtual,
  type RowsSource,
  type SortableOptions,
  type TemplateResult,
  type VirtualOptions,
} from 'overwire'
import { expectTypeOf, test } from 'vitest'

test('the handler of a sortable list gets keys as they are, and names of lists', () => {
  const ids: readonly number[] = [1, 2]
  sortable(ids, (key, index, list) => {
    expectTypeOf(key).toEqualTypeOf<number>()
    expectTypeOf(index).toEqualTypeOf<number>()
    expectTypeOf(list).toEqualTypeOf<''>()
  })
  sortable(
    ids.map(String),
    (key, _index, list) => {
      expectTypeOf(key).toEqualTypeOf<string>()
      expectTypeOf(list).toEqualTypeOf<'todo' | 'done'>()
    },
    { list: 'todo', group: ['todo', 'done'] },
  )
  void html`<ul ${sortable(new Set([1]), () => {})}></ul>`
})

test('what is no list of the group does not compile', () => {
  // @ts-expect-error -- It is not one of the group.
  sortable([1], () => {}, { list: 'other', group: ['todo', 'done'] })
  // @ts-expect-error -- Keys are numbers or texts.
  sortable([{}], () => {})
  // @ts-expect-error -- A text that there is not.
  sortable([1], () => {}, { texts: { dragged: '' } })
  expectTypeOf<SortableOptions>().toHaveProperty('allow')
})

test('the rows of a long list are typed by the array, or by what is fetched', () => {
  const people: readonly { readonly id: number; readonly name: string }[] = []
  void html`<ul>${virtual(
    people,
    ({ id }) => id,
    ({ name }, index) => html`<li>${index} ${name}</li>`,
    { first: 20 },
  )}</ul>`
  const source = {
    size: 9,
    load: ({ first, count, signal }: { first: number; count: number; signal: AbortSignal }) =>
      signal.aborted ? [] : Promise.resolve([{ id: first, name: String(count) }]),
  }
  virtual(
    { size: 9, load: async ({ first }) => [{ id: first }], deps: ['a'] },
    (row) => {
      expectTypeOf(row).toEqualTypeOf<{ id: number }>()
      return row.id
    },
    (row) => html`<li>${row.id}</li>`,
  )
  expectTypeOf(source).toExtend<RowsSource<{ id: number; name: string }>>()
  expectTypeOf<VirtualOptions>().toEqualTypeOf<{ readonly first?: number }>()
})

test('what is no list, and rows that are not there, do not compile', () => {
  const rows = [{ id: 1 }]
  const show = (): TemplateResult => html`<li></li>`
  // @ts-expect-error -- It says how many, and not how to fetch them.
  virtual({ size: 3 }, String, show)
  // @ts-expect-error -- The rows have no such field.
  virtual(rows, (row) => row.key, show)
  // @ts-expect-error -- There is no such option.
  virtual(rows, String, show, { height: 40 })
})
