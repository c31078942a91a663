import { describe, expect, it } from 'vitest'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { TemplateRegistry } from './template-registry.ts'
import { digest } from './digest.ts'
import { attrs, foreign, guard, keyed, repeat, styleMap, unsafeHTML } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateContent, StreamSource } from '../template-value.ts'
import { toShape } from './shape.ts'
import type { ChildNode, ComponentHost } from '../tree/tree.ts'
import { toChildValue, toStreamRows } from './values.ts'
import { estimateSize } from '../tree/estimate-size.ts'

const host: ComponentHost = {
  resolve: (value, previous, { build, site }) => ({
    kind: 'component',
    site,
    owner: value.type as object,
    content: build(value.props['show'], previous?.content ?? null),
  }),
}
const context: BuildContext = { host, development: false, warn: () => {} }

function tree(value: TemplateContent): ChildNode {
  return buildChild(value, null, context)
}

describe('a shape', () => {
  const shape = (value: TemplateContent): unknown =>
    toShape(tree(value), new BrowserEncoder(new TemplateRegistry()))

  it('is the template alone when its parts hold text', () => {
    expect(shape(html`<p title=${1} ?hidden=${true} @click=${() => 1}>${'a'} ${null}</p>`)).toBe(1)
  })

  it('names the parts that hold more', () => {
    expect(shape(html`<p>${'a'} ${html`<b>${1}</b>`} ${html`<i>${html`<b>${1}</b>`}</i>`}</p>`)).toEqual([
      1,
      1,
      2,
      2,
      [3, 0, 2],
    ])
  })

  it('counts rows of the same shape', () => {
    const row = (n: number): TemplateContent => (n > 3 ? html`<li><b>${n}</b></li>` : html`<li>${n}</li>`)
    expect(shape(html`<ul>${[1, 2, 3, 4, 5, 1].map(row)}</ul>`)).toEqual([1, 0, { r: [3, 2, 2, 3, 1, 2] }])
    expect(shape(html`<ul>${[]}</ul>`)).toEqual([1, 0, { r: [] }])
    const nested = (n: number): TemplateContent => html`<li>${n > 1 ? html`<b>${n}</b>` : n}</li>`
    expect(shape(html`<ul>${[2, 3, 1].map(nested)}</ul>`)).toEqual([1, 0, { r: [2, [2, 0, 3], 1, 2] }])
  })

  it('carries what HTML cannot: properties, styles and options of events', () => {
    expect(
      shape(
        html`<my-chart .points=${'1'} style=${styleMap({ color: 'red' })} ${attrs({ a: '1', '.b': 2 })} @click=${null}></my-chart>`,
      ),
    ).toEqual([1, 0, { v: '1' }, 1, { v: { color: 'red' } }, 2, { v: { '.b': 2 } }, 3, { v: null }])
    expect(shape(html`<select .value=${'a'}></select>`)).toEqual([1, 0, { v: 'a' }])
    expect(
      shape(html`<input .value=${'a'} .checked=${true} style=${styleMap({})} ${attrs({ '.value': 'a' })} />`),
    ).toBe(1)
    expect(shape(html`<textarea ${attrs({ '.value': 'a' })}></textarea>`)).toEqual([
      1,
      0,
      { v: { '.value': 'a' } },
    ])
    // What looks like an expression of local state is marked as data, whichever way it comes.
    const odd = { '=': ['words'] }
    const [, , told] = shape(
      html`<my-chart .points=${odd as never} ${attrs({ title: 'a' })}></my-chart>`,
    ) as [0, 0, object]
    expect(told).not.toEqual({ v: odd })
    const once = { kind: 'binding', handler: () => 1, client: { once: 1 }, options: null } as const
    expect(shape(html`<b @click=${once}></b>`)).toEqual([1, 0, { v: { once: 1 } }])
  })

  it('tells raw markup, streams and nothing of foreign elements', () => {
    expect(shape(html`<p>${unsafeHTML('<b></b>')}</p>`)).toEqual([1, 0, { h: 1 }])
    expect(shape(html`<p ${foreign()}></p>`)).toBe(1)
    const stream: StreamSource = {
      kind: 'stream-source',
      refused() {},
      pending: () => ({ keys: ['a', 'b'], rows: [html`<li>${1}</li>`, html`<li>${2}</li>`] }),
    }
    expect(shape(html`<ul>${stream}</ul>`)).toEqual([1, 0, { k: ['a', 'b'], r: [2, 2] }])
  })

  it('does not show components, keys and guards', () => {
    const inner = html`<b>${1}</b>`
    const component = { kind: 'component-value', type: host, props: { show: inner }, key: null } as const
    expect(shape(html`<p>${component} ${keyed(1, inner)} ${guard([], () => inner)}</p>`)).toEqual([
      1, 0, 2, 1, 2, 2, 2,
    ])
  })

  it('is nothing for a root that shows no template', () => {
    expect(shape(null)).toBeNull()
    expect(shape('text')).toBeNull()
  })
})

describe('values', () => {
  it('are in the order of the parts', () => {
    const stream: StreamSource = {
      kind: 'stream-source',
      refused() {},
      pending: () => ({ keys: ['k'], rows: [html`<li>${'\0'}</li>`] }),
    }
    const value = html`<p title=${null} class="a ${'b'}" ?hidden=${true} @click=${() => 1} @input=${null} .a=${1} ${foreign()}></p>${'t'}${unsafeHTML('<b>')}${stream}${[1]}<textarea>${'x'}</textarea>`
    expect(toChildValue(tree(value), new BrowserEncoder(new TemplateRegistry()))).toEqual([
      1,
      null,
      'b',
      1,
      0,
      null,
      1,
      0,
      't',
      { h: '<b></b>' },
      { k: [['k', 2, '\ufffd']] },
      { i: [[3, [1]]] },
      'x',
    ])
    expect(toStreamRows(['a'], [], new BrowserEncoder(new TemplateRegistry()))).toEqual([])
  })

  it('are counted', () => {
    expect(estimateSize(tree(html`<p>${1} ${2}</p>`))).toBe(2)
    expect(estimateSize(tree(html`<ul>${[1, 2].map((n) => html`<li>${n} ${n}</li>`)}</ul>`))).toBe(7)
    expect(estimateSize(null)).toBe(1)
  })
})

describe('a digest', () => {
  const row = (n: number): TemplateContent => html`<li>${n}</li>`

  it('is equal for equal trees, however they came about', () => {
    const show = (): TemplateContent => html`<ul>${[1, 2].map(row)}</ul>`
    expect(digest(tree(show()))).toBe(digest(tree(show())))
    expect(digest(tree(show()))).toMatch(/^[\w-]{11}$/)
    const list = (keys: number[]): TemplateContent => html`<ul>${repeat(keys, (key) => key, row)}</ul>`
    expect(digest(buildChild(list([2, 1]), tree(list([1, 2, 3])), context))).toBe(digest(tree(list([2, 1]))))
    const retained = html`<ul>${repeat([1, 2], (n) => n, row, { retain: 'hash' })}</ul>`
    expect(digest(tree(retained))).toBe(digest(tree(html`<ul>${repeat([1, 2], (n) => n, row)}</ul>`)))
  })

  it('is another when something else is shown', () => {
    const shown: TemplateContent[] = [
      null,
      '',
      'a',
      html`<p>${'a'}</p>`,
      html`<p>${'b'}</p>`,
      html`<p>a</p>`,
      html`<p>${html`a`}</p>`,
      html`<p>${'a'}${''}</p>`,
      html`<p>${''}${'a'}</p>`,
      html`<p .a=${1}>${'a'}</p>`,
      html`<p .a=${2}>${'a'}</p>`,
      html`<p style=${styleMap({ color: 'red' })}>${'a'}</p>`,
      html`<p @click=${() => 1}>${'a'}</p>`,
      html`<p @input=${() => 1}>${'a'}</p>`,
    ]
    const digests = shown.map((value) => digest(tree(value)))
    // Nothing and an empty text look alike, and are alike to the browser.
    expect(new Set(digests).size).toBe(shown.length - 1)
  })
})
