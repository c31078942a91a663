import { expect, test } from 'vitest'
import { repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { StreamSource } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { hasRows } from './has-rows.ts'

const host = {
  resolve(): never {
    throw new Error('There are no components here.')
  },
}
const context: BuildContext = { host, development: false, warn: () => {} }
const rowsIn = (value: unknown): boolean => hasRows(buildChild(value, null, context))
const stream: StreamSource = { kind: 'stream-source', refused() {}, pending: () => ({ keys: [], rows: [] }) }

test.each([
  [
    'a list',
    html`<ul>${repeat(
      [1, 2],
      (id) => id,
      (id) => html`<li>${id}</li>`,
    )}</ul>`,
  ],
  ['an array, empty or not', html`<ul>${[]}</ul>`],
  ['a stream', html`<ul>${stream}</ul>`],
  ['a list within other content', html`<p>${html`<b>${['a']}</b>`}</p>`],
])('a page with %s needs the module of rows', (_, value) => {
  expect(rowsIn(value)).toBe(true)
})

test.each([
  ['text', html`<p>${'a'} ${html`<b>${1}</b>`}</p>`],
  ['nothing', html`<p>${null}</p>`],
])('a page with %s does not need it', (_, value) => {
  expect(rowsIn(value)).toBe(false)
})
