import { describe, expect, it } from 'vitest'
import { OverwireError } from '../../errors/overwire-error.ts'
import { build, buildChild, buildRows } from './build.ts'
import type { BuildContext } from './building.ts'
import { attrs, guard, repeat, styleMap } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateValue, ComponentValue, StreamSource } from '../template-value.ts'
import { renderHtml } from '../output/render-html.ts'
import type { ComponentHost } from './tree.ts'

const host: ComponentHost = {
  resolve: (value, previous, { build: buildContent, site }) => ({
    kind: 'component',
    site,
    owner: value.type as object,
    content: buildContent(value.props['show'], previous?.content ?? null),
  }),
}
const live: BuildContext = { host, development: false, warn: () => {} }
const action: BuildContext = { ...live, host: null }

function refusal(value: unknown, context: BuildContext = live): OverwireError {
  try {
    buildChild(value, null, context)
  } catch (error) {
    if (error instanceof OverwireError) return error
    throw error
  }
  throw new Error('The value was accepted.')
}

/** What does not compile, as it comes from JavaScript. */
function loose(value: unknown): TemplateValue {
  return value as TemplateValue
}

describe('building', () => {
  it('keeps the values of a template that need nothing done', () => {
    const result = html`<p title=${'a'} @click=${() => 1}>${'b'}</p>`
    expect(build(result, null, live).values).toBe(result.values)
  })

  it('gives the node before when all is as it was', () => {
    const show = (text: string): ReturnType<typeof html> =>
      html`<p>${text} ${html`<b>${text}</b>`} ${[text]} ${false}</p>`
    const before = build(show('a'), null, live)
    expect(build(show('a'), before, live)).toBe(before)
    const after = build(show('b'), before, live)
    expect(after).not.toBe(before)
  })

  it('takes the functions of the last render even when nothing else changed', () => {
    const button = (handler: () => number): ReturnType<typeof html> =>
      html`<button @click=${handler}>${'a'}</button>`
    const before = build(
      button(() => 1),
      null,
      live,
    )
    const second = (): number => 2
    expect(build(button(second), before, live).values[0]).toBe(second)
  })

  it('finds templates by their content when the literal is another', () => {
    const before = build(html`<p>${'a'}</p>`, null, live)
    expect(build(html`<p>${'a'}</p>`, before, live)).toBe(before)
  })

  it('renders what is in a guard again when a dependency changes', () => {
    const before = buildChild(
      guard([1, NaN], () => 'a'),
      null,
      live,
    )
    expect(
      buildChild(
        guard([1, NaN], () => 'b'),
        before,
        live,
      ),
    ).toBe(before)
    expect(
      buildChild(
        guard([2, NaN], () => 'b'),
        before,
        live,
      ),
    ).not.toBe(before)
  })

  it('gives a component what stood in its place', () => {
    const shown = (show: TemplateValue): ComponentValue => ({
      kind: 'component-value',
      type: host,
      props: { show },
      key: 1,
    })
    const before = buildChild(shown('a'), null, live)
    expect(before).toMatchObject({ kind: 'component', owner: host, content: 'a' })
    expect(buildChild(shown('a'), before, live)).toBe(before)
  })

  it('shows no more than the text of a number that JSON does not have', () => {
    expect(build(html`<p title=${Infinity}>${NaN}</p>`, null, live).values).toEqual(['Infinity', 'NaN'])
  })
})

describe('values that cannot be shown', () => {
  it.each([
    ['true', true, /Say what is to be shown/],
    ['an object', { a: 1 }, /an object cannot|An object cannot/],
    ['a date', new Date(), /A Date cannot be shown as content/],
    ['a promise', Promise.resolve(1), /this\.live\.load/],
    ['a function', function save() {}, /The function "save" cannot be shown as content/],
    ['a symbol', Symbol('a'), /Symbol\(a\) cannot/],
    ['attributes', attrs({}), /What "attrs" returns cannot be shown/],
  ])('refuses %s as content', (_, value, message) => {
    const error = refusal(html`<p>${loose(value)}</p>`)
    expect(error.code).toBe('value-refused')
    expect(error.message).toMatch(message)
    expect(error.message).toContain('<p>${…}</p>')
  })

  it.each([
    ['an object in an attribute', html`<p title=${loose({})}></p>`, /as the attribute "title"/],
    ['a function in an attribute', html`<p title=${() => 1}></p>`, /needs the "@"/],
    ['a text in a style', html`<p style=${'color: red'}></p>`, /styleMap/],
    ['styles in another attribute', html`<p title=${styleMap({})}></p>`, /What "styleMap" returns/],
    ['a name as a handler', html`<p @click=${'save'}></p>`, /live-click="save"/],
    ['a template in a textarea', html`<textarea>${html`a`}</textarea>`, /in the text of <textarea>/],
    ['an object as a value', html`<input .value=${loose({})} />`, /The value of a control is text/],
    ['a date as a property', html`<my-map .when=${loose(new Date())}></my-map>`, /toISOString/],
    ['an object among attributes', html`<p ${loose({ title: 'a' })}></p>`, /attrs\(\{ name \}\)/],
    ['an event in a spread', html`<p ${attrs({ '@click': 'a' })}></p>`, /as the name of an attribute/],
    [
      'a root in a spread',
      html`<p ${attrs({ 'data-live-root': '0' })}></p>`,
      /mark what the page is made of/,
    ],
    [
      'an action in a spread',
      html`<p ${attrs({ 'LIVE-click': 'a' })}></p>`,
      /Attributes of this kind name actions/,
    ],
    ['a handler in a spread', html`<p ${attrs({ onclick: 'a' })}></p>`, /as the name of an attribute/],
    ['markup in a spread', html`<p ${attrs({ '.innerHTML': 'a' })}></p>`, /as the name of an attribute/],
    ['a broken name in a spread', html`<p ${attrs({ 'a b': 'a' })}></p>`, /as the name of an attribute/],
  ])('refuses %s', (_, result, message) => {
    const error = refusal(result)
    expect(error.code).toBe('value-refused')
    expect(error.message).toMatch(message)
  })

  it('refuses two rows with one key', () => {
    const error = refusal(
      html`<ul>${repeat(
        ['a', 'b', 'a'],
        (key) => key,
        (key) => html`<li>${key}</li>`,
      )}</ul>`,
    )
    expect(error.code).toBe('duplicate-key')
    expect(error.message).toContain('the same key "a": numbers 0 and 2')
    expect(error.message).toContain('<li>${…}</li>')
  })

  it('refuses a key that comes a second time in a later render', () => {
    const rows = (keys: string): TemplateValue =>
      repeat(
        [...keys],
        (key) => key,
        (key) => html`<li>${key}</li>`,
      )
    const before = buildChild(rows('abcdef'), null, live)
    for (const keys of ['abcdefa', 'abcadef', 'aabcdef', 'abxxcdef', 'ffabc', 'abcdefghijklmnopqa']) {
      expect(() => buildChild(rows(keys), before, live)).toThrow(/the same key/)
    }
    expect(() => buildChild(rows('fedcbaghijklmnop'), before, live)).not.toThrow()
  })
})

describe('templates in places where the browser would not leave them', () => {
  const row = html`<tr><td>1</td></tr>`

  it.each([
    ['rows directly in a table', html`<table>${row}</table>`, /Rows stand in <tbody>/],
    ['a block in a paragraph', html`<p>${html`<div></div>`}</p>`, /A paragraph ends where a block begins/],
    [
      'a block in a paragraph further up',
      html`<p>${html`<b>${html`<div></div>`}</b>`}</p>`,
      /A paragraph ends/,
    ],
    ['a link in a link', html`<a>${html`<b>${html`<a></a>`}</b>`}</a>`, /cannot be in another <a>/],
    ['a form in a form', html`<form>${[html`<form></form>`]}</form>`, /cannot be in another <form>/],
    [
      'a button in a button',
      html`<button>${html`<button></button>`}</button>`,
      /cannot be in another <button>/,
    ],
    ['a cell in a list', html`<ul>${html`<td></td>`}</ul>`, /<ul>/],
    ['a list item in a row', html`<table><tbody><tr>${html`<li></li>`}</tr></tbody></table>`, /<tr>/],
    [
      'a block in an option',
      html`<select>${html`<option>${html`<div></div>`}</option>`}</select>`,
      /<select> <option>/,
    ],
  ])('refuses %s', (_, result, message) => {
    const error = refusal(result)
    expect(error.code).toBe('nesting-refused')
    expect(error.message).toMatch(message)
  })

  it('accepts the same where it belongs', () => {
    const good = [
      html`<table><tbody>${row}</tbody></table>`,
      html`<p>${html`<b>${html`<a>${'a'}</a>`}</b>`}</p>`,
      html`<select>${html`<option>${'a'}</option>`}</select>`,
      html`<ul>${[html`<li>${html`<ul>${html`<li></li>`}</ul>`}</li>`]}</ul>`,
      html`<svg>${html`<g>${html`<foreignObject>${html`<div></div>`}</foreignObject>`}</g>`}</svg>`,
      html`<math>${html`<mi>x</mi>`}</math>`,
      html`<dl>${[html`<dt>a</dt><dd>b</dd>`]}</dl>`,
    ]
    for (const result of good) expect(() => buildChild(result, null, live)).not.toThrow()
  })

  it('refuses text where a table has no place for it', () => {
    for (const result of [
      html`<table>${'text'}</table>`,
      html`<table><tbody>${['text']}</tbody></table>`,
      html`<table><tbody>${html`${'text'}`}</tbody></table>`,
      html`<table><tbody>${html`${html`${1}`}`}</tbody></table>`,
    ]) {
      expect(refusal(result).code).toBe('text-misplaced')
    }
    expect(() =>
      buildChild(html`<table><tbody>${null}${' '}${html`${null}`}</tbody></table>`, null, live),
    ).not.toThrow()
  })

  it('shows both templates', () => {
    expect(refusal(html`<table class="a">${row}</table>`).message.replace(/ {4}at \S+\n\n/g, ''))
      .toBe(`A template cannot stand in <table>: the browser would put it elsewhere.

The place:

    <table class="a">\${…}</table>
                     ^^^^

The template:

    <tr><td>1</td></tr>

Rows stand in <tbody>:
Wrong:  <table>\${rows}</table>
Right:  <table><tbody>\${rows}</tbody></table>`)
  })
})

describe('templates that nothing on the server keeps', () => {
  const source: StreamSource = {
    kind: 'stream-source',
    pending: () => ({ keys: [], rows: [] }),
    refused() {},
  }
  const component: ComponentValue = { kind: 'component-value', type: host, props: {}, key: null }

  it('refuses closures in actions, and says how to name an action', () => {
    const error = refusal(html`<button @click=${() => 1}></button>`, action)
    expect(error.code).toBe('closure-without-view')
    expect(error.message).toContain('live-click="save"')
  })

  it('refuses components and streams in actions', () => {
    expect(refusal(html`<p>${component}</p>`, action).code).toBe('component-without-view')
    expect(refusal(html`<p>${source}</p>`, action).code).toBe('component-without-view')
  })

  it('shows everything else', () => {
    const result = html`<li class=${'a'}>${[html`<b>${1}</b>`]}</li>`
    expect(renderHtml(buildChild(result, null, action), { markers: false })).toBe(
      '<li class="a"><b>1</b></li>',
    )
  })

  it('refuses closures, components and streams in the rows of a stream', () => {
    const rows = [html`<li><button @click=${() => 1}></button></li>`]
    expect(() => buildRows(rows, null, live)).toThrow(/onRow\('click'/)
    expect(() => buildRows([html`<li>${component}</li>`], null, live)).toThrow(
      /A row of a stream has a component/,
    )
    let keys = ['a']
    const refused: unknown[] = []
    const waiting: StreamSource = {
      kind: 'stream-source',
      pending: () => ({ keys, rows: keys.length > 0 ? rows : [] }),
      refused: (key, error) => {
        keys = keys.filter((each) => each !== key)
        refused.push(error)
      },
    }
    expect(buildChild(waiting, null, live)).toMatchObject({ kind: 'stream', keys: [], rows: [] })
    expect(refused).toEqual([expect.objectContaining({ code: 'closure-in-stream' })])
    const local = {
      kind: 'binding',
      handler: null,
      client: { run: [['focus', '#a']] },
      options: null,
    } as const
    expect(() => buildRows([html`<li @click=${local}></li>`], null, live)).not.toThrow()
  })

  it('refuses components in rows that are not retained', () => {
    const rows = repeat(
      [1],
      (n) => n,
      () => html`<li>${component}</li>`,
      { retain: 'hash' },
    )
    expect(refusal(rows).code).toBe('component-in-row')
  })
})
