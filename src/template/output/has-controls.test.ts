import { expect, test } from 'vitest'
import { repeat } from '../directives.ts'
import { html } from '../html.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { hasControls } from './has-controls.ts'

const host = {
  resolve(): never {
    throw new Error('There are no components here.')
  },
}
const context: BuildContext = { host, development: false, warn: () => {} }
const fieldsIn = (value: unknown): boolean => hasControls(buildChild(value, null, context))
const rows = (row: (id: number) => unknown) => repeat([1, 2], (id) => id, row as never)

test.each([
  ['a bound text', html`<p><input .value=${'a'}></p>`],
  ['a bound box', html`<input type="checkbox" .checked=${true}>`],
  ['a section that is opened', html`<details ?open=${false}></details>`],
  ['a handler of every input', html`<form @input=${() => {}}></form>`],
  ['a field within other content', html`<p>${html`<b>${[html`<input .value=${'a'}>`]}</b>`}</p>`],
  ['a field in the rows of a list', html`<ul>${rows((id) => html`<li><input .value=${id}></li>`)}</ul>`],
])('a page with %s needs the module of edits', (_, value) => {
  expect(fieldsIn(value)).toBe(true)
})

test.each([
  ['text', html`<p>${'a'} ${html`<b>${1}</b>`}</p>`],
  ['buttons and fields that are not bound', html`<button @click=${() => {}} ?disabled=${true}></button><input value=${'a'}>`], // prettier-ignore
  ['an empty list', html`<ul>${[]}</ul>`],
])('a page with %s does not need it', (_, value) => {
  expect(fieldsIn(value)).toBe(false)
})
