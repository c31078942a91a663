import { describe, expect, it } from 'vitest'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { attrs, classMap, foreign, repeat, styleMap, unsafeHTML } from '../directives.ts'
import { choose, ifDefined, join, map, nothing, range, when } from '../helpers.ts'
import { html } from '../html.ts'
import type { TemplateValue } from '../template-value.ts'
import { renderHtml } from './render-html.ts'

const warnings: string[] = []
const context: BuildContext = {
  host: {
    resolve: () => {
      throw new Error('There are no components here.')
    },
  },
  development: false,
  warn: (message) => warnings.push(message),
}

function shown(value: TemplateValue, markers = true): string {
  return renderHtml(buildChild(value, null, context), { markers })
}

describe('helpers that Lit has too', () => {
  it('show what they show there', () => {
    const numbers = new Set([1, 2, 3])
    function* letters(): Generator<string> {
      yield* 'ab'
    }
    expect(shown(html`<p>${numbers}${letters()}${new Map([['k', 1]]).values()}</p>`, false)).toBe(
      '<p>123ab1</p>',
    )
    expect(
      shown(html`<p>${map(numbers, (n, at) => html`<b>${n * at}</b>`)}${map(undefined, String)}</p>`, false),
    ).toBe('<p><b>0</b><b>2</b><b>6</b></p>')
    expect([range(3), range(1, 3), range(6, 0, -2), range(0, 1, 0)]).toEqual([
      [0, 1, 2],
      [1, 2],
      [6, 4, 2],
      [],
    ])
    expect(
      shown(html`<p>${join(numbers, ', ')}|${join(['a', 'b'], (at) => html`<br />${at}`)}</p>`, false),
    ).toBe('<p>1, 2, 3|a<br>0b</p>')
    const page = (name: string) =>
      choose(
        name,
        [
          ['home', () => html`<i>home</i>`],
          ['shop', () => 'shop'],
        ],
        () => 'none',
      )
    expect(shown(html`${page('home')}${page('shop')}${page('x')}`, false)).toBe('<i>home</i>shopnone')
    expect(
      shown(html`<a href=${ifDefined(undefined)} title=${nothing} id=${ifDefined('a')}>${nothing}</a>`),
    ).toBe('<a id="a"></a>')
  })
})

describe('the HTML of a tree', () => {
  it('escapes by context', () => {
    const hostile = `<b>&"'\r`
    expect(shown(html`<p title=${hostile} class="a ${hostile}">${hostile}</p>`)).toBe(
      `<p title="&lt;b&gt;&amp;&quot;'&#13;" class="a &lt;b&gt;&amp;&quot;'&#13;">&lt;b&gt;&amp;"'&#13;</p>`,
    )
    expect(shown(html`<textarea>${'</textarea><script>'}</textarea><title>a ${'</title>'}</title>`)).toBe(
      '<textarea>&lt;/textarea&gt;&lt;script&gt;</textarea><title>a &lt;/title&gt;</title>',
    )
  })

  it('replaces what no document can hold', () => {
    expect(shown(html`<p>${'a\0b\ud800c\udc00'}</p>`)).toBe('<p>a\ufffdb\ufffdc\ufffd</p>')
    expect(shown(html`<p>${'😀'}</p>`)).toBe('<p>😀</p>')
  })

  it('marks the end of content that is not alone in its element', () => {
    expect(shown(html`<p>${'a'}</p> ${'b'} ${null}`)).toBe('<p>a</p> b<!----> <!---->')
    expect(shown(html`<p>${'a'}</p> ${'b'} ${null}`, false)).toBe('<p>a</p> b ')
  })

  it('shows text, numbers and nested templates, and nothing for null, undefined and false', () => {
    expect(shown(html`<p>${'a'}</p><p>${1.5}</p><p>${2n}</p><p>${html`<b>${'c'}</b>`}</p>`)).toBe(
      '<p>a</p><p>1.5</p><p>2</p><p><b>c</b></p>',
    )
    expect(shown(html`<p>${null}</p><p>${undefined}</p><p>${false}</p><p>${''}</p><p>${0}</p>`)).toBe(
      '<p></p><p></p><p></p><p></p><p>0</p>',
    )
    expect(shown(html`<p>${NaN}</p>`)).toBe('<p>NaN</p>')
  })

  it('removes an attribute for null, and writes booleans out', () => {
    expect(
      shown(html`<p id=${null} title=${undefined} aria-busy=${true} data-n=${0} class="a ${null}"></p>`),
    ).toBe('<p aria-busy="true" data-n="0" class="a "></p>')
    expect(shown(html`<p ?hidden=${true}></p><p ?hidden=${false}></p>`)).toBe('<p hidden></p><p></p>')
  })

  it('shows properties that HTML has attributes or content for', () => {
    expect(shown(html`<input .value=${'"a"'} .checked=${true} /><textarea .value=${'<a>'}></textarea>`)).toBe(
      '<input value="&quot;a&quot;" checked><textarea>&lt;a&gt;</textarea>',
    )
    expect(
      shown(
        html`<option .selected=${true}>a</option><video .muted=${true}></video><button .disabled=${true}></button>`,
      ),
    ).toBe('<option selected>a</option><video muted></video><button disabled></button>')
    expect(
      shown(html`<select .value=${'a'}></select><my-chart .value=${'b'} .points=${'1'}></my-chart>`),
    ).toBe('<select></select><my-chart></my-chart>')
  })

  it('shows spreads, marks foreign elements, and leaves handlers and styles out', () => {
    expect(
      shown(
        html`<input ${attrs({ name: 'a"', '?required': true, '?disabled': false, '.value': 'v', '.foo': [1], x: null })} @input=${() => 1} style=${styleMap({ color: 'red' })} />`,
      ),
    ).toBe('<input name="a&quot;" required value="v">')
    expect(shown(html`<div id="map" ${foreign()}><b>static</b></div>`)).toBe(
      '<div id="map" data-live-foreign><b>static</b></div>',
    )
  })

  it('keeps a line feed at the start of preformatted text', () => {
    expect(shown(html`<pre>${'\na'}</pre><pre>${'a'}</pre><textarea>${'\na'}</textarea>`)).toBe(
      '<pre>\n\na</pre><pre>a</pre><textarea>\n\na</textarea>',
    )
    expect(
      shown(
        html`<textarea .value=${'\na'}></textarea><pre>${html`
b`}</pre>`,
      ),
    ).toBe('<textarea>\n\na</textarea><pre>\n\nb</pre>')
    expect(
      shown(
        html`<pre>${''}
b</pre>`,
        false,
      ),
    ).toBe('<pre>\n\nb</pre>')
  })

  it('shows lists, and puts what is no template into one', () => {
    expect(shown(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}</ul>`)).toBe(
      '<ul><li>1</li><li>2</li></ul>',
    )
    expect(shown(html`<p>${['a', 'b']}</p>`)).toBe('<p>a<!---->b<!----></p>')
    expect(
      shown(
        html`<ul>${repeat(
          new Set(['a']),
          (x) => x,
          (x) => html`<li>${x}</li>`,
        )}</ul>`,
      ),
    ).toBe('<ul><li>a</li></ul>')
  })

  it('puts raw markup in as it is, without attributes that act and without empty comments', () => {
    expect(shown(html`<p>${unsafeHTML('<b>&amp;</b>')}</p>`)).toBe('<p><b>&amp;</b></p>')
    expect(shown(unsafeHTML('<a LIVE-click="x" data-live-input=y href="/">a</a>'))).toBe('<a href="/">a</a>')
    expect(shown(unsafeHTML('<a live-click="x">a</a>', { live: true }))).toBe('<a live-click="x">a</a>')
    expect(shown(unsafeHTML('live-stream'))).toBe('live-stream')
    expect(shown(unsafeHTML('a<!---->b<!>c<!-- d -->'))).toBe('a<!-- -->b<!-- -->c<!-- d -->')
    const gadget = '<noscript><p title="</noscript><img live-click=x>"></noscript>'
    expect(shown(unsafeHTML(gadget))).not.toMatch(/live-click/)
  })

  it('sets an address that would run script to about:invalid, with a warning', () => {
    warnings.length = 0
    expect(shown(html`<a href=${'JavaScript:alert(1)'}>a</a>`)).toBe('<a href="about:invalid">a</a>')
    expect(shown(html`<a href="${'javascript:alert(1)//'}/x">a</a>`)).toBe('<a href="about:invalid/x">a</a>')
    expect(shown(html`<a ${attrs({ href: 'data:text/html,a' })}>a</a>`)).toBe('<a href="about:invalid">a</a>')
    expect(warnings).toHaveLength(3)
    expect(warnings[0]).toMatch(/would run script/)
    expect(shown(html`<a href=${'/a?b=javascript:'}>a</a><img src=${'data:image/png,a'} />`)).toBe(
      '<a href="/a?b=javascript:">a</a><img src="data:image/png,a">',
    )
  })

  it('writes SVG as the parser reads it', () => {
    expect(shown(html`<svg viewBox="0 0 1 1">${html`<circle r=${1} /><title>${'a'}</title>`}</svg>`)).toBe(
      '<svg viewBox="0 0 1 1"><circle r="1"></circle><title>a</title></svg>',
    )
  })

  it('writes documents without marks', () => {
    const document = (value: TemplateValue) =>
      renderHtml(buildChild(value, null, { ...context, document: true }), { markers: false })
    const head = unsafeHTML('<script src="/a.js"></script>')
    expect(
      document(
        html`<!doctype html><html lang=${'en'}><head><title>${'a & b'}</title>${head}</head><body>${html`<p>${1} ${2}</p>`}</body></html>`,
      ),
    ).toBe(
      '<!doctype html><html lang="en"><head><title>a &amp; b</title><script src="/a.js"></script></head><body><p>1 2</p></body></html>',
    )
  })
})

describe('helpers that are values', () => {
  it('join the names of classes that are on', () => {
    expect(classMap({ a: true, b: 0, c: 'x' })).toBe('a c')
  })

  it('choose between values', () => {
    expect(
      when(
        1,
        (n) => `yes ${n}`,
        () => 'no',
      ),
    ).toBe('yes 1')
    expect(
      when(
        0,
        () => 'yes',
        () => 'no',
      ),
    ).toBe('no')
    expect(when(false, () => 'yes')).toBeUndefined()
  })
})
