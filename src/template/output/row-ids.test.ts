import { describe, expect, it } from 'vitest'
import { repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateContent } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { ChildNode } from '../tree/tree.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { diffChild } from './diff.ts'
import { digest } from './digest.ts'
import { rangesOf } from './row-ids.ts'
import { toShape } from './shape.ts'
import { TemplateRegistry } from './template-registry.ts'
import { toChildValue } from './values.ts'

/** A list that went through several states: a row for each character, whose key it is. */
function list(...states: string[]): ChildNode {
  return states.reduce<ChildNode>((before, keys) => build(rows(keys), before), null)
}

function rows(keys: string): TemplateContent {
  const row = (key: string): TemplateContent => html`<li>${key}</li>`
  return html`<ul>${repeat([...keys], (key) => key, row)}</ul>`
}

function build(value: TemplateContent, before: ChildNode): ChildNode {
  return buildChild(value, before, { host: null, development: false, warn: () => {} })
}

function encoder(): BrowserEncoder {
  return new BrowserEncoder(new TemplateRegistry())
}

describe('the ids of rows', () => {
  it('are not told while they are counted from 0', () => {
    expect(toChildValue(list('abc'), encoder())).toEqual([1, { i: [[2, ['a'], ['b'], ['c']]] }])
    expect(toShape(list('abc'), encoder())).toEqual([1, 0, { r: [3, 2] }])
  })

  it('are told with a list in full, behind the next one', () => {
    const node = list('abcd', 'ad', 'xdya')
    expect(toChildValue(node, encoder())).toEqual([
      1,
      { i: [[2, ['x'], ['d'], ['y'], ['a']]], d: [6, 5, 3, 4, 0] },
    ])
    expect(toShape(node, encoder())).toEqual([1, 0, { r: [4, 2], d: [6, 5, 3, 4, 0] }])
  })

  it('are told when the last of them are gone, so that none of these is used again', () => {
    expect(toChildValue(list('abc', 'ab'), encoder())).toEqual([1, { i: [[2, ['a'], ['b']]], d: [3, 0, 1] }])
    expect(toShape(list('abc', ''), encoder())).toEqual([1, 0, { r: [], d: [3] }])
  })

  it('are told as ranges where three or more follow each other', () => {
    expect(rangesOf([])).toEqual([])
    expect(rangesOf([4, 5, 9, 1, 2, 3, 4, 3])).toEqual([4, 5, 9, [1, 4], 3])
  })

  it('stay those of the list when it is told in full', () => {
    const before = list('abc', 'bc')
    toChildValue(before, encoder())
    expect(diffChild(before, build(rows('bcd'), before), encoder())).toEqual([
      0,
      0,
      { o: [[-1, [3, [1, ['d']]]]] },
    ])
  })

  it('are of no matter to a digest, which is about what is shown', () => {
    expect(digest(list('abcd', 'da'))).toBe(digest(list('da')))
  })

  it('begin anew in another list, which is told in full though its keys are the same', () => {
    const before = list('ab')
    const between = build(html`<ul>${'nothing'}</ul>`, before)
    // Nothing of what is between was sent.
    expect(diffChild(before, build(rows('ab'), between), encoder())).toEqual([
      0,
      0,
      { i: [[1, ['a'], ['b']]] },
    ])
  })
})
