import { expect, test } from 'vitest'
import { guard, repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateValue } from '../template-value.ts'
import { buildChild } from './build.ts'
import { estimateGrowth, estimateSize } from './estimate-size.ts'
import type { ChildNode } from './tree.ts'

const context = { host: null, development: false, warn: () => {} }

/** A page of 1,000 rows below a title. */
function page(title: string, rows: readonly string[]): TemplateValue {
  return html`<h1>${title}</h1>${guard([rows], () =>
    repeat(
      rows,
      (row) => row.slice(0, 4),
      (row) => html`<p>${row} ${row} ${row} ${row}</p>`,
    ),
  )}`
}

function grown(from: TemplateValue, to: TemplateValue): number {
  const before: ChildNode = buildChild(from, null, context)
  return estimateGrowth(before, buildChild(to, before, context))
}

const rows: readonly string[] = Array.from({ length: 1_000 }, (_, index) => String(1_000 + index))

test('a tree grows by nothing where it is the same, and by all where there was none', () => {
  expect(grown(page('a', rows), page('a', rows))).toBe(0)
  expect(grown(null, page('a', rows))).toBe(estimateSize(buildChild(page('a', rows), null, context)))
})

test('a title that changes beside 1,000 rows counts a few values', () => {
  expect(grown(page('a', rows), page('b', rows))).toBe(2)
})

test('a row that changes counts its values, and a place for each row', () => {
  expect(grown(page('a', rows), page('a', rows.with(500, '1500 is another')))).toBe(1_000 + 4 + 1 + 2)
})

test('rows that change places count a place and an id for each row, and a row that comes its values', () => {
  const [first = '', second = ''] = rows
  expect(grown(page('a', rows), page('a', rows.with(0, second).with(1, first)))).toBe(2_000 + 1 + 2)
  expect(grown(page('a', rows), page('a', ['new', ...rows]))).toBe(2_002 + 4 + 1 + 2)
})
