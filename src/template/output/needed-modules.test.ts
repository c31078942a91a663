import { expect, test } from 'vitest'
import { foreign, repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { DirectiveValue, EventBinding, StreamSource } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { neededModules } from './needed-modules.ts'

const host = {
  resolve(): never {
    throw new Error('There are no components here.')
  },
}
const context: BuildContext = { host, development: false, warn: () => {} }
const rows = (row: (id: number) => unknown) => repeat([1, 2], (id) => id, row as never)
const stream: StreamSource = { kind: 'stream-source', refused() {}, pending: () => ({ keys: [], rows: [] }) }
const widget = (closed: boolean): DirectiveValue => ({
  kind: 'directive',
  module: 'Widgets',
  data: null,
  type: '',
  handler: null,
  closed,
})

function modulesFor(value: unknown): string[] {
  const needed = new Set<string>()
  neededModules(buildChild(value, null, context), needed)
  return [...needed]
}

test.each([
  ['a bound text', html`<p><input .value=${'a'}></p>`],
  ['a bound box', html`<input type="checkbox" .checked=${true}>`],
  ['a section that is opened', html`<details ?open=${false}></details>`],
  ['a handler of every input', html`<form @input=${() => {}}></form>`],
])('a page with %s needs the module of edits', (_, value) => {
  expect(modulesFor(value)).toEqual(['edits'])
})

test.each([
  ['a list', html`<ul>${rows((id) => html`<li>${id}</li>`)}</ul>`],
  ['an array, empty or not', html`<ul>${[]}</ul>`],
  ['a stream', html`<ul>${stream}</ul>`],
  ['a list within other content', html`<p>${html`<b>${['a']}</b>`}</p>`],
])('a page with %s needs the module of rows', (_, value) => {
  expect(modulesFor(value)).toEqual(['rows'])
})

test.each([
  ['text', html`<p>${'a'} ${html`<b>${1}</b>`}</p>`],
  ['nothing', html`<p>${null}</p>`],
  ['a widget of the author', html`<p ${foreign()}></p>`],
  ['buttons and fields that are not bound', html`<button @click=${() => {}} ?disabled=${true}></button><input value=${'a'}>`], // prettier-ignore
])('a page with %s needs none', (_, value) => {
  expect(modulesFor(value)).toEqual([])
})

test('the first row of a list stands for the others', () => {
  expect(modulesFor(html`<ul>${rows((id) => html`<li><input .value=${id}></li>`)}</ul>`)).toEqual([
    'rows',
    'edits',
  ])
})

test.each([true, false])(
  'a directive needs its module, whether its element is closed (%s) or not',
  (closed) => {
    expect(modulesFor(html`<p ${widget(closed)}></p>`)).toEqual(['widgets'])
  },
)

test.each([
  ['usual commands', { run: [['focus', '#a']] }, ['actions']],
  ['other commands', { run: [['hide', '#a']] }, ['actions', 'commands']],
  ['commands with other targets', { run: [['focus', {}]] }, ['actions', 'commands']],
  ['something to show before the outcome', { optimistic: [['hide', {}]] }, ['commands']],
  [
    'something to show for a shortcut',
    {
      optimistic: [
        [
          [
            ['p', 'k'],
            ['hide', {}],
          ],
        ],
      ],
      x: {},
    },
    ['commands', 'options'],
  ],
] as const)('a handler with %s needs their modules', (_, client, modules) => {
  const handler: EventBinding = { kind: 'binding', handler: () => {}, client, options: null }
  expect(modulesFor(html`<button @keydown=${handler}></button>`)).toEqual(modules)
  const directive = { ...widget(false), type: 'keydown', handler }
  expect(modulesFor(html`<main ${directive}></main>`)).toEqual(['widgets', ...modules])
})
