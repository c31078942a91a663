import { html, sortable, type SortableOptions } from 'overwire'
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
