import { describe, expect, it } from 'vitest'
import type { ChildDifference } from '../../protocol/differences.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { TemplateRegistry } from './template-registry.ts'
import { diffChild } from './diff.ts'
import { attrs, foreign, guard, keyed, repeat, styleMap, unsafeHTML } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateContent, EventBinding, StreamSource } from '../template-value.ts'
import type { ComponentHost } from '../tree/tree.ts'
import { toChildValue } from './values.ts'

/** Components whose props hold what they show; each type is one component. */
const host: ComponentHost = {
  resolve: (value, previous, { build, site }) => ({
    kind: 'component',
    site,
    owner: value.type as object,
    content: build(
      value.props['show'],
      previous !== null && previous.owner === value.type ? previous.content : null,
    ),
  }),
}
const context: BuildContext = { host, development: false, warn: () => {} }

/** What the browser is told when a value becomes another, after it was told the first. */
function change(first: TemplateContent, second: TemplateContent): ChildDifference | undefined {
  const encoder = new BrowserEncoder(new TemplateRegistry())
  const before = buildChild(first, null, context)
  toChildValue(before, encoder)
  return diffChild(before, buildChild(second, before, context), encoder)
}

describe('the difference of a template', () => {
  const counter = (count: number): TemplateContent =>
    html`<h1>${count}</h1><button @click=${() => count}>Add</button>`

  it('names the parts that changed', () => {
    expect(change(counter(0), counter(1))).toEqual([0, 0, 1])
  })

  it('is nothing when only functions are others', () => {
    expect(change(counter(1), counter(1))).toBeUndefined()
  })

  it('is a new instance when another template is shown', () => {
    expect(change(counter(1), html`<p>${'a'} ${'b'}</p>`)).toEqual([2, 'a', 'b'])
    expect(change('text', counter(1))).toEqual([1, 1, 0])
    expect(change(counter(1), 'text')).toBe('text')
    expect(change(counter(1), null)).toBe(null)
  })

  it('goes into nested templates', () => {
    const nested = (a: number, b: number): TemplateContent => html`<p>${html`<b>${a}</b>`} ${b}</p>`
    expect(change(nested(1, 2), nested(3, 2))).toEqual([0, 0, [0, 0, 3]])
    expect(change(nested(1, 2), nested(1, 3))).toEqual([0, 1, 3])
  })

  it('sends text that grew at its end by its end', () => {
    const text = (value: string): TemplateContent => html`<p>${value}</p>`
    expect(change(text('Once upon'), text('Once upon a time'))).toEqual([0, 0, { '+': ' a time' }])
    expect(change(text('Once'), text('Once upon'))).toEqual([0, 0, 'Once upon'])
    expect(change(text('Once upon'), text('Twice upon a time'))).toEqual([0, 0, 'Twice upon a time'])
    expect(change('Once upon', 'Once upon a')).toEqual({ '+': ' a' })
  })

  it('sends a text whole when it ended within a character', () => {
    expect(change('Once upon \ud83d', 'Once upon 😀!')).toBe('Once upon 😀!')
    expect(change('a', 'a\0\ud800')).toBe('a\ufffd\ufffd')
  })

  it('tells attributes, switches, properties and text of a textarea', () => {
    const control = (a: string | null, b: boolean, c: number): TemplateContent =>
      html`<input title=${a} ?disabled=${b} .value=${c} class="x ${c}" /><textarea>${a}</textarea>`
    expect(change(control('a', true, 1), control(null, false, 2))).toEqual([
      0,
      0,
      null,
      1,
      0,
      2,
      '2',
      3,
      2,
      4,
      null,
    ])
    expect(change(control('a', true, 1), control('a', true, 1))).toBeUndefined()
  })

  it('tells of spreads and styles what changed in them', () => {
    const element = (entries: Record<string, string>): TemplateContent =>
      html`<p ${attrs(entries)} style=${styleMap(entries)}></p>`
    expect(change(element({ a: '1', b: '2' }), element({ a: '1', c: '3' }))).toEqual([
      0,
      0,
      { b: null, c: '3' },
      1,
      { b: null, c: '3' },
    ])
    expect(change(element({ a: '1' }), element({ a: '1' }))).toBeUndefined()
  })

  it('sees that a property was changed in place', () => {
    const points = [1]
    const chart = (): TemplateContent => html`<my-chart ${attrs({ '.points': points })}></my-chart>`
    const encoder = new BrowserEncoder(new TemplateRegistry())
    const before = buildChild(chart(), null, context)
    points.push(2)
    expect(diffChild(before, buildChild(chart(), before, context), encoder)).toEqual([
      0,
      0,
      { '.points': [1, 2] },
    ])
  })

  it('tells the options of an event when they change', () => {
    const binding = (client: EventBinding['client']): EventBinding => ({
      kind: 'binding',
      handler: () => 1,
      client,
      options: null,
    })
    const button = (handler: EventBinding | (() => number) | null): TemplateContent =>
      html`<button @click=${handler}></button>`
    expect(
      change(
        button(() => 1),
        button(binding(null)),
      ),
    ).toBeUndefined()
    expect(
      change(
        button(() => 1),
        button(binding({ once: 1 })),
      ),
    ).toEqual([0, 0, { once: 1 }])
    expect(change(button(binding({ once: 1 })), button(binding({ once: 1 })))).toBeUndefined()
    expect(
      change(
        button(binding({ once: 1 })),
        button(() => 1),
      ),
    ).toEqual([0, 0, 0])
    expect(
      change(
        button(() => 1),
        button(null),
      ),
    ).toEqual([0, 0, null])
    const local: EventBinding = {
      kind: 'binding',
      handler: null,
      client: { run: [['focus', '#a']] },
      options: null,
    }
    expect(change(button(null), button(local))).toEqual([0, 0, { run: [['focus', '#a']], local: 1 }])
  })

  it('sends raw markup when it is other markup', () => {
    expect(change(unsafeHTML('<b>a</b>'), unsafeHTML('<b>a</b>'))).toBeUndefined()
    expect(change(unsafeHTML('<b>a</b>'), unsafeHTML('<i>a</i>'))).toEqual({ h: '<i>a</i>' })
  })

  it('says nothing of a foreign element', () => {
    const map = (): TemplateContent => html`<div ${foreign()}></div>`
    expect(change(map(), map())).toBeUndefined()
  })
})

describe('content with an identity', () => {
  const text = (value: string): TemplateContent => html`<p>${value}</p>`

  it('is made anew under another key', () => {
    expect(change(keyed(1, text('a')), keyed(1, text('b')))).toEqual([0, 0, 'b'])
    expect(change(keyed(1, text('a')), keyed(2, text('a')))).toEqual([1, 'a'])
    expect(change(text('a'), keyed(2, text('a')))).toEqual([1, 'a'])
    expect(change(keyed(1, text('a')), text('a'))).toEqual([1, 'a'])
    expect(change(keyed(1, 'a'), keyed(2, 'a'))).toBeUndefined()
  })

  it('is made anew for another component', () => {
    const shown = (type: object, show: TemplateContent): TemplateContent => ({
      kind: 'component-value',
      type,
      props: { show },
      key: undefined,
    })
    const [A, B] = [class {}, class {}]
    expect(change(shown(A, text('a')), shown(A, text('b')))).toEqual([0, 0, 'b'])
    expect(change(shown(A, text('a')), shown(B, text('a')))).toEqual([1, 'a'])
    expect(change(shown(A, text('a')), text('a'))).toEqual([1, 'a'])
    expect(change(shown(A, null), shown(B, null))).toBeUndefined()
  })

  it('is not rendered while what guards it is the same', () => {
    let renders = 0
    const guarded = (dep: number, value: string): TemplateContent =>
      guard([dep], () => {
        renders++
        return text(value)
      })
    expect(change(guarded(1, 'a'), guarded(1, 'b'))).toBeUndefined()
    expect(renders).toBe(1)
    expect(change(guarded(1, 'a'), guarded(2, 'b'))).toEqual([0, 0, 'b'])
    expect(change(guarded(1, 'a'), text('b'))).toEqual([0, 0, 'b'])
    expect(change(text('a'), guarded(1, 'b'))).toEqual([0, 0, 'b'])
  })

  it('keeps the rows of a list that comes under a guard', () => {
    const rows = (keys: string[]): TemplateContent =>
      repeat(
        keys,
        (key) => key,
        (key) => html`<li>${key}</li>`,
      )
    expect(
      change(
        rows(['a', 'b']),
        guard([1], () => rows(['b'])),
      ),
    ).toEqual({ x: [0] })
    expect(
      change(
        guard([1], () => rows(['a', 'b'])),
        rows(['a', 'b', 'c']),
      ),
    ).toEqual({ o: [[-1, [2, [1, ['c']]]]] })
  })
})

describe('a stream', () => {
  const source = (rows: Record<string, string>): StreamSource => ({
    kind: 'stream-source',
    refused() {},
    pending: () => ({
      keys: Object.keys(rows),
      rows: Object.values(rows).map((text) => html`<li>${text}</li>`),
    }),
  })

  it('is sent with the rows that wait, and then left alone', () => {
    const log = source({ a: 'one', b: 'two' })
    expect(change(null, log)).toEqual({
      k: [
        ['a', 1, 'one'],
        ['b', 1, 'two'],
      ],
    })
    expect(change(log, log)).toBeUndefined()
    expect(change(log, source({}))).toEqual({ k: [] })
  })
})
