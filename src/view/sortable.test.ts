import { describe, expect, test, vi } from 'vitest'
import type { DirectiveValue } from '../template/template-value.ts'
import { InvalidForm } from './form-schema.ts'
import { sortable, type SortableOptions } from './sortable.ts'

/** Calls the handler with what a browser says. */
function sort(
  detail: unknown,
  options?: SortableOptions<'todo' | 'done'>,
  keys: readonly (string | number)[] = [1, 2, 'c'],
) {
  const handler = vi.fn<(key: string | number, index: number, list: 'todo' | 'done') => void>()
  const value = sortable(keys, handler, options) as DirectiveValue
  // It has a handler, and reads nothing else of its event.
  const run = () => value.handler && 'handler' in value.handler && value.handler.handler?.({ detail })
  return { handler, run, value }
}

describe('a sortable list', () => {
  test('gives its handler the key as it is, the index and the list', () => {
    const { handler, run } = sort(['2', 0, 'done'], { list: 'todo', group: ['todo', 'done'] })
    run()
    expect(handler).toHaveBeenCalledWith(2, 0, 'done')
  })

  test.each([
    ['a key that is not there', ['3', 0, '']],
    ['a list that is not of the group', ['1', 0, 'other']],
    ['a negative index', ['1', -1, '']],
    ['half an index', ['1', 0.5, '']],
    ['an index that is a text', ['1', '0', '']],
    ['a key that is none', [1, 0, '']],
    ['nothing', undefined],
    ['an object', { length: 3 }],
  ])('refuses %s', (_, detail) => {
    const { handler, run } = sort(detail)
    expect(run).toThrow(InvalidForm)
    expect(handler).not.toHaveBeenCalled()
  })

  test.each([3, 1e9, Number.MAX_VALUE])('puts a row to its end at an index that it has not: %d', (index) => {
    const { handler, run } = sort(['1', index, ''])
    run()
    expect(handler).toHaveBeenCalledWith(1, 2, '')
  })

  test('tells the browser no keys', () => {
    const { value } = sort([], { list: 'done', group: ['todo', 'done'], texts: { moved: '{position}' } })
    expect(value.data).toEqual(['done', ['todo', 'done'], [null, '{position}', null, null, null, null]])
  })

  test('that is not of its group is refused where it stands', () => {
    expect(sortable([], () => {}, { list: 'x' as never, group: ['todo'] })).toMatchObject({ kind: 'misuse' })
    expect(sortable([], () => {}, { group: ['todo'] })).toMatchObject({ kind: 'misuse' })
  })
})
