import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChildDifference } from '../../protocol/differences.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { TemplateRegistry } from './template-registry.ts'
import { diffChild } from './diff.ts'
import { repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateContent } from '../template-value.ts'
import type { ListNode } from '../tree/tree.ts'
import { toChildValue } from './values.ts'

const context: BuildContext = { host: null, development: false, warn: () => {} }

/** A list that goes through several states; tells what the browser is told of the last step. */
function steps(...states: TemplateContent[]): ChildDifference | undefined {
  const encoder = new BrowserEncoder(new TemplateRegistry())
  let node = buildChild(states[0], null, context)
  toChildValue(node, encoder)
  let difference: ChildDifference | undefined
  for (const state of states.slice(1)) {
    const after = buildChild(state, node, context)
    difference = diffChild(node, after, encoder)
    node = after
  }
  return difference
}

const row = (text: string): TemplateContent => html`<li>${text}</li>`
const other = (text: string): TemplateContent => html`<li><b>${text}</b></li>`

/** A row for each character, whose key it is. */
function rows(keys: string, show: (key: string) => TemplateContent = row): TemplateContent {
  return repeat([...keys], (key) => key, show)
}

describe('the difference of a list with keys', () => {
  it('is nothing when nothing changed', () => {
    expect(steps(rows('abc'), rows('abc'))).toBeUndefined()
  })

  it('names rows that changed by their ids', () => {
    expect(
      steps(
        rows('abc'),
        rows('abc', (key) => row(key === 'b' ? 'B' : key)),
      ),
    ).toEqual({ u: [1, [0, 'B']] })
  })

  it('names rows that show another template', () => {
    expect(
      steps(
        rows('abc'),
        rows('abc', (key) => (key === 'b' ? other('B') : row(key))),
      ),
    ).toEqual({ s: [1, [2, 'B']] })
  })

  it('removes rows, consecutive ids as a range', () => {
    expect(steps(rows('abcdefgh'), rows('abcdegh'))).toEqual({ x: [5] })
    expect(steps(rows('abcdefgh'), rows('adefgh'))).toEqual({ x: [1, 2] })
    expect(steps(rows('abcdefgh'), rows('agh'))).toEqual({ x: [[1, 5]] })
    expect(steps(rows('abc'), rows(''))).toEqual({ x: [[0, 2]] })
    expect(steps(rows('abcdefgh'), rows('acdefgh'), rows('gh'))).toEqual({ x: [0, [2, 5]] })
  })

  it('inserts runs of rows under the next ids', () => {
    expect(steps(rows('ab'), rows('abcd'))).toEqual({ o: [[-1, [2, [1, ['c'], ['d']]]]] })
    expect(steps(rows('ab'), rows('xab'))).toEqual({ o: [[0, [2, [1, ['x']]]]] })
    expect(steps(rows(''), rows('ab'))).toEqual({ o: [[-1, [0, [1, ['a'], ['b']]]]] })
  })

  it('counts the rows of a run further back first, as the browser does', () => {
    expect(steps(rows('ab'), rows('xaybzw'))).toEqual({
      o: [
        [-1, [2, [1, ['z'], ['w']]]],
        [1, [4, [1, ['y']]]],
        [0, [5, [1, ['x']]]],
      ],
    })
  })

  it('inserts rows of several templates in one run', () => {
    expect(
      steps(
        rows('a'),
        rows('abc', (key) => (key === 'c' ? other(key) : row(key))),
      ),
    ).toEqual({
      o: [[-1, [1, [1, ['b']], [2, ['c']]]]],
    })
  })

  it('never uses an id twice', () => {
    expect(steps(rows('ab'), rows('a'), rows('ab'))).toEqual({ o: [[-1, [2, [1, ['b']]]]] })
  })

  it('moves as few rows as possible', () => {
    expect(steps(rows('abcde'), rows('dabce'))).toEqual({ o: [[0, 3]] })
    expect(steps(rows('abcde'), rows('bcdea'))).toEqual({ o: [[-1, 0]] })
    expect(steps(rows('abcde'), rows('ebcda'))).toEqual({
      o: [
        [-1, 0],
        [1, 4],
      ],
    })
  })

  it('changes, removes, moves and inserts at once', () => {
    expect(
      steps(
        rows('abcd'),
        rows('dxab', (key) => row(key === 'b' ? 'B' : key)),
      ),
    ).toEqual({
      u: [1, [0, 'B']],
      x: [2],
      o: [
        [0, [4, [1, ['x']]]],
        [4, 3],
      ],
    })
  })

  it('finds a row again by keys of any kind', () => {
    const [a, b] = [{}, {}]
    const keyed = (keys: unknown[]): TemplateContent =>
      repeat(
        keys,
        (key) => key,
        () => row('a'),
      )
    expect(steps(keyed([a, NaN, b]), keyed([b, NaN, a]))).toEqual({
      o: [
        [0, 1],
        [1, 2],
      ],
    })
  })

  it('is a new list when there was none', () => {
    expect(steps('a', rows('ab'))).toEqual({ i: [[1, ['a'], ['b']]] })
    expect(steps(['a'], rows('ab'))).toEqual({ i: [[2, ['a'], ['b']]] })
  })

  it('moves no more rows than those outside of a longest increasing run', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...'abcdefghij'], { minLength: 10 }), (shuffled) => {
        const difference = steps(rows('abcdefghij'), rows(shuffled.join('')))
        const moves =
          difference && typeof difference === 'object' && 'o' in difference ? (difference.o?.length ?? 0) : 0
        expect(moves).toBe(10 - increasing(shuffled.map((key) => key.charCodeAt(0))))
      }),
      { seed: 20_26, numRuns: 200 },
    )
  })
})

describe('the difference of an array', () => {
  const list = (...texts: string[]): TemplateContent => texts.map(row)

  it('compares rows by their index', () => {
    expect(steps(list('a', 'b'), list('x', 'a', 'b'))).toEqual({
      u: [0, [0, 'x'], 1, [0, 'a']],
      o: [[-1, [2, [1, ['b']]]]],
    })
    expect(steps(list('a', 'b', 'c'), list('a'))).toEqual({ x: [1, 2] })
    expect(steps(list('a', 'b'), list('a'), list('a', 'b'))).toEqual({ o: [[-1, [2, [1, ['b']]]]] })
    expect(steps(list('a'), list('a'))).toBeUndefined()
  })

  it('shows values that are no templates, too', () => {
    expect(steps(['a', 'b'], ['a', 'c'])).toEqual({ u: [1, [0, 'c']] })
  })
})

it('shares what did not change between lists', () => {
  const before = buildChild(rows('abc'), null, context) as ListNode
  expect(buildChild(rows('abc'), before, context)).toBe(before)
  const after = buildChild(rows('abx'), before, context) as ListNode
  expect(after.rows[0]).toBe(before.rows[0])
})

/** The length of a longest increasing run, by trying all: slow and obvious. */
function increasing(numbers: readonly number[]): number {
  const lengths: number[] = []
  for (const [index, number] of numbers.entries()) {
    const before = lengths.filter((_, other) => (numbers[other] ?? 0) < number && other < index)
    lengths.push(Math.max(0, ...before) + 1)
  }
  return Math.max(0, ...lengths)
}
