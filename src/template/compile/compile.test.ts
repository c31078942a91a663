import { describe, expect, it } from 'vitest'
import { OverwireError } from '../../errors/overwire-error.ts'
import { templateOf, type Namespace } from './compile.ts'
import { foreign, attrs } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateResult } from '../template-value.ts'

function compiled(result: TemplateResult, namespace: Namespace = 'html'): readonly unknown[] {
  const { html: markup, descriptors } = templateOf(result, namespace)
  return [markup, descriptors]
}

function refusal(result: TemplateResult, namespace: Namespace = 'html'): OverwireError {
  try {
    templateOf(result, namespace)
  } catch (error) {
    if (error instanceof OverwireError) return error
    throw error
  }
  throw new Error('The template was accepted.')
}

/** The line of a message that says where the template is. */
const LOCATION = / {4}at \S+\n\n/g

describe('compiling', () => {
  it('marks elements with parts, and content that is not alone', () => {
    expect(compiled(html`<li class="item ${'a'}"><span>${1}</span> <em>${2}</em> and ${3}</li>`)).toEqual([
      '<li _><span _></span> <em _></em> and <!></li>',
      [['=class', 'item ', ''], 's', 's', 'c'],
    ])
  })

  it('counts descriptors on an element, holes of one attribute as one', () => {
    expect(
      compiled(html`<input id=${1} ?disabled=${true} .value=${'v'} @input=${null} class="${1} b ${2}" />`),
    ).toEqual(['<input _=5>', ['=id', '?disabled', '.value', '@input', ['=class', '', ' b ', '']]])
    expect(compiled(html`<p title=${1}>${2}</p>`)).toEqual(['<p _=2></p>', ['=title', 's']])
  })

  it('keeps the case of properties and events as written', () => {
    expect(compiled(html`<my-map .zoomLevel=${1} @zoomChanged=${null}></my-map>`)).toEqual([
      '<my-map _=2></my-map>',
      ['.zoomLevel', '@zoomChanged'],
    ])
  })

  it('knows spreads and foreign elements by what is given', () => {
    const element = (value: ReturnType<typeof attrs> | ReturnType<typeof foreign> | null): TemplateResult =>
      html`<div class="map" ${value}></div>`
    expect(compiled(element(attrs({})))).toEqual(['<div class="map" _></div>', ['*']])
    expect(compiled(element(foreign()))).toEqual(['<div class="map" _></div>', ['!']])
    expect(compiled(element(null))).toEqual(['<div class="map" _></div>', ['*']])
  })

  it('takes the text of textareas and titles whole or mixed', () => {
    expect(compiled(html`<textarea>${1}</textarea><title>${1} of ${2}</title>`)).toEqual([
      '<textarea _></textarea><title _></title>',
      ['t', ['t', '', ' of ', '']],
    ])
  })

  it('drops comments, so that content beside one is alone', () => {
    expect(compiled(html`<p><!-- note -->${1}</p>a<!-- b -->c`)).toEqual(['<p _></p>ac', ['s']])
  })

  it('takes static markup as the parser reads it', () => {
    expect(compiled(html`<ul><li>a<li>b &amp; &eacute;&nbsp;"c"</ul><br/><input value='"' checked>`)).toEqual(
      ['<ul><li>a</li><li>b &amp; é\u00a0"c"</li></ul><br><input value="&quot;" checked>', []],
    )
    expect(
      compiled(html`<pre>

a</pre>`),
    ).toEqual(['<pre>\n\na</pre>', []])
    expect(
      compiled(html`<pre>
a</pre>`),
    ).toEqual(['<pre>a</pre>', []])
  })

  it('accepts what table rows, cells and options are alone', () => {
    expect(compiled(html`<tr><td>${1}</td></tr>`)).toEqual(['<tr><td _></td></tr>', ['s']])
    expect(compiled(html`<option ?selected=${true}>${1}</option>`)).toEqual([
      '<option _=2></option>',
      ['?selected', 's'],
    ])
    expect(compiled(html`<table><tbody>${1}</tbody></table>`)).toEqual([
      '<table><tbody _></tbody></table>',
      ['s'],
    ])
  })

  it('compiles the same literal in the namespace of its place', () => {
    const circle = html`<circle r=${1} />`
    expect(templateOf(circle, 'svg').definition).toEqual([
      templateOf(circle, 'svg').hash,
      '<circle _></circle>',
      ['=r'],
      1,
    ])
    expect(compiled(html`<mi>${1}</mi>`, 'mathml')).toEqual(['<mi _></mi>', ['s']])
    expect(
      compiled(html`<svg viewBox="0 0 ${1} 1"><foreignObject><p>${1}</p></foreignObject></svg>`),
    ).toEqual(['<svg _><foreignObject><p _></p></foreignObject></svg>', [['=viewBox', '0 0 ', ' 1'], 's']])
  })

  it('gives literals with the same content one template, and others a hash of their own', () => {
    expect(templateOf(html`<b>${1}</b>`, 'html')).toBe(templateOf(html`<b>${2}</b>`, 'html'))
    expect(templateOf(html`<b>${1}</b>`, 'html').hash).not.toBe(templateOf(html`<b>${1} </b>`, 'html').hash)
    expect(templateOf(html`<a>${1}</a>`, 'svg').hash).not.toBe(templateOf(html`<a>${1}</a>`, 'html').hash)
    expect(templateOf(html`<b>${1}</b>`, 'html').hash).toMatch(/^[\w-]{11}$/)
  })

  it('compiles whole documents', () => {
    expect(
      compiled(
        html`<!doctype html><html lang=${'en'}><head><title>${1}</title>${2}</head><body>${3}</body></html>`,
      ),
    ).toEqual([
      '<!doctype html><html _><head><title _></title><!></head><body _></body></html>',
      ['=lang', 't', 'c', 's'],
    ])
  })
})

describe('markup that the browser would rearrange', () => {
  const cases: [string, TemplateResult, RegExp][] = [
    ['rows without tbody', html`<table><tr><td>${1}</td></tr></table>`, /put a <tbody> around/],
    ['a block in a paragraph', html`<p><div>${1}</div></p>`, /closes nothing.*ended the paragraph/],
    ['text in a table', html`<table>text<tbody></tbody></table>`, /moved to another place/],
    ['an element in a table', html`<table><div></div><tbody></tbody></table>`, /moved to another place/],
    ['a link in a link', html`<a><b><a></a></b></a>`, /several elements|closes nothing|not closed/],
    ['a form in a form', html`<form><div><form></form></div></form>`, /<form> would be left out/],
    ['an element that is not closed', html`<section><b>${1}</b>`, /<section> is not closed/],
    ['an end without a start', html`${1}</section>`, /<\/section> closes nothing/],
    ['elements closed crosswise', html`<b><i>${1}</b></i>`, /several elements|closes nothing|not closed/],
    ['an element that closes itself', html`<div />`, /only void elements/],
    ['a body', html`<body><p></p></body>`, /<body> would be left out/],
    ['a cell outside of a row', html`<div><td>${1}</td></div>`, /<td> would be left out/],
    ['content after a void element', html`<br></br>`, /br/],
    ['a noscript', html`<noscript>${'x'.length === 1 ? null : null}</noscript>`, /noscript/],
    ['an attribute twice', html`<p class="a" class="b"></p>`, /written twice/],
    ['a tag without end', html`<p class="a" `, /ends within a tag/],
    ['a comment without end', html`<p></p><!-- a`, /ends within a comment/],
    ['CDATA in HTML', html`<p><![CDATA[a]]></p>`, /CDATA/],
  ]
  it.each(cases)('refuses %s', (_, result, message) => {
    expect(refusal(result).message).toMatch(message)
  })

  it('refuses HTML in SVG outside of foreignObject', () => {
    expect(refusal(html`<p>${1}</p>`, 'svg').message).toMatch(/moved out of <svg>/)
  })

  it('shows the template with a mark at the place, and what to write', () => {
    expect(
      refusal(html`<section>
        <table>
          <tr><td>${1}</td></tr>
        </table>
      </section>`).message.replace(LOCATION, ''),
    )
      .toBe(`A template is not what the browser would build from it: it would put a <tbody> around what stands in <table>.

    <section>
      <table>
        <tr><td>\${…}</td></tr>
        ^^^^
      </table>
    </section>

Parts are found by their place in the page, so a template must be written as the browser builds it.

Wrong:  <table><tr><td>1</td></tr></table>
Right:  <table><tbody><tr><td>1</td></tr></tbody></table>`)
  })
})

describe('holes in wrong places', () => {
  const cases: [string, TemplateResult, RegExp][] = [
    ['a tag name', html`<${'p'}></p>`, /in the name of a tag/],
    ['an end tag', html`<p></p ${1}>`, /in an end tag/],
    ['a script', html`<script>${1}</script>`, /in <script>/],
    ['a style', html`<style>${1}</style>`, /in <style>/],
    ['an iframe', html`<iframe>${1}</iframe>`, /in <iframe>/],
    ['the content of a template', html`<template><p>${1}</p></template>`, /in <template>/],
    ['a foreign element', html`<div ${foreign()}><p title=${1}></p></div>`, /foreign/],
    ['the only content of a foreign element', html`<div ${foreign()}>${1}</div>`, /foreign/],
    ['an attribute that is there already', html`<p id="a" id=${1}></p>`, /browser would drop/],
  ]
  it.each(cases)('refuses one in %s', (_, result, message) => {
    const error = refusal(result)
    expect(error.code).toBe('hole-misplaced')
    expect(error.message).toMatch(message)
  })
})

describe('attributes that are unsafe or mean nothing', () => {
  const cases: [string, TemplateResult, RegExp][] = [
    ['a static handler', html`<p onclick="save()"></p>`, /"onclick" would run a string as script/],
    ['a handler from a hole', html`<p onclick=${'save()'}></p>`, /@click=\$\{\(\) => …\}/],
    ['a handler property', html`<p .onclick=${'save()'}></p>`, /run a string as script/],
    ['a handler switch', html`<p ?onclick=${true}></p>`, /run a string as script/],
    ['a script address', html`<a href=" java\tscript:save()"></a>`, /runs script/],
    ['a data address', html`<iframe src="data:text/html,a"></iframe>`, /carries a document.*Only images/],
    ['a document as an icon', html`<link rel="icon" href="data:text/html,a" />`, /carries a document/],
    ['an address in several parts', html`<a href="${'a'}${'b'}"></a>`, /put together/],
    ['an address whose scheme has a hole', html`<a href="java${'script'}:x"></a>`, /put together/],
    ['a style with text', html`<p style="width: ${1}px"></p>`, /styleMap/],
    ['srcdoc', html`<iframe srcdoc=${'a'}></iframe>`, /srcdoc/],
    ['innerHTML', html`<p .innerHTML=${'a'}></p>`, /replaces what is in the element/],
    ['textContent', html`<p .textContent=${'a'}></p>`, /replaces what is in the element/],
    ['a refresh', html`<meta http-equiv="refresh" content=${'0'} />`, /http-equiv/],
    ['xlink', html`<svg><use xlink:href=${'#a'} /></svg>`, /plain attribute/],
    ['a language in SVG', html`<svg><text xml:lang=${'de'}>a</text></svg>`, /<text lang=/],
    ['a name with a hole', html`<p ${'a'}=${'b'}></p>`, /name of an attribute/],
    ['part of a name with a hole', html`<p data-${'a'}="b"></p>`, /name of an attribute/],
    ['an event without a hole', html`<p @click="save"></p>`, /needs a hole/],
    ['a property without a hole', html`<p .value="a"></p>`, /needs a hole/],
    ['an event with text', html`<p @click="a ${null}"></p>`, /takes one value/],
    ['a switch with text', html`<p ?hidden="a ${true}"></p>`, /takes one value/],
    ['a value twice', html`<input value="a" .value=${'b'} />`, /"value" and ".value" set the same/],
    [
      'a switch beside the attribute',
      html`<p hidden ?hidden=${true}></p>`,
      /"hidden" and "\?hidden" set the same/,
    ],
    ['a class twice', html`<p class="a" .className=${'b'}></p>`, /"class" and ".className" set the same/],
    [
      'an attribute and its property',
      html`<a href="#" .href=${'/b'}>b</a>`,
      /"href" and ".href" set the same/,
    ],
    ['a textarea with two values', html`<textarea .value=${'a'}>${'b'}</textarea>`, /value twice/],
    ['its own mark', html`<p _></p>`, /Overwire's own/],
  ]
  it.each(cases)('refuses %s', (_, result, message) => {
    const error = refusal(result)
    expect(error.code).toBe('attribute-refused')
    expect(error.message).toMatch(message)
  })

  it('accepts addresses whose scheme is written out or ends before the next text', () => {
    expect(compiled(html`<a href="/a/${1}"></a>`)[1]).toEqual([['=href', '/a/', '']])
    expect(compiled(html`<a href="mailto:${1}"></a>`)[1]).toEqual([['=href', 'mailto:', '']])
    expect(compiled(html`<a href="${1}/edit"></a>`)[1]).toEqual([['=href', '', '/edit']])
    expect(compiled(html`<img src="data:image/png;base64,AA==" />`)[0]).toContain('data:image')
    expect(compiled(html`<link rel="icon" href="data:," />`)[0]).toContain('data:,')
    expect(compiled(html`<link rel="icon" href="data:image/svg+xml,a" />`)[0]).toContain('data:image')
  })
})

describe('what is other in a page than in a change', () => {
  it('is refused: document.write', () => {
    const error = refusal(html`<div><script>document . write("<b>a</b>")</script></div>`)
    expect([error.code, error.message]).toEqual([
      'markup-rearranged',
      expect.stringContaining('document.write'),
    ])
    const page = html`<!doctype html><html><body><script>document.write("<b>a</b>")</script></body></html>`
    expect(() => templateOf(page, 'html')).not.toThrow()
  })

  it('lets shadow roots be cloned, and refuses holes in them', () => {
    expect(compiled(html`<p><template shadowrootmode="open"><slot></slot></template>${1}</p>`)).toEqual([
      '<p><template shadowrootmode="open" shadowrootclonable><slot></slot></template><!></p>',
      ['c'],
    ])
    const error = refusal(html`<p><template shadowrootmode="open">${1}</template></p>`)
    expect([error.code, error.message]).toEqual(['hole-misplaced', expect.stringContaining('<slot></slot>')])
  })
})

describe('what is written another way', () => {
  it('drops holes in comments, whatever they hold', () => {
    expect(compiled(html`<p>${1}<!-- ${() => 1} and ${'b'} --></p>`)).toEqual([
      '<p><!><!><!></p>',
      ['c', 'c', 'c'],
    ])
    const kinds = templateOf(html`<p><!--${'a'}--></p><p title=${1}></p>`, 'html').parts
    expect(kinds.map(({ kind }) => kind)).toEqual(['dropped', 'attribute'])
    expect(templateOf(html`<p><!--${'a'}--></p>`, 'html')).not.toBe(templateOf(html`<p>${'a'}</p>`, 'html'))
  })

  it('takes values without quotes, with text around their holes', () => {
    expect(compiled(html`<a class=a${1}b${2} href=/s?q=${3}&p=${4}>x</a>`)).toEqual([
      '<a _=2>x</a>',
      [
        ['=class', 'a', 'b', ''],
        ['=href', '/s?q=', '&p=', ''],
      ],
    ])
  })

  it('takes "/>" behind a value without quotes for the end of the tag', () => {
    expect(compiled(html`<input value=${1}/><br class=a${2}/>`)).toEqual([
      '<input _><br _>',
      ['=value', ['=class', 'a', '']],
    ])
    expect(compiled(html`<circle r=${1}/><circle r="1" />`, 'svg')).toEqual([
      '<circle _></circle><circle r="1"></circle>',
      ['=r'],
    ])
    expect(refusal(html`<a href=${'/a'}/>x</a>`).message).toMatch(/"\/" would be part of the value of "href"/)
  })

  it('takes text that spells its mark for a hole as text', () => {
    expect(compiled(html`<p title="${1} &#104;ole-0z &#x48;ole-1z">hole&#45;0z ${2}</p>`)).toEqual([
      '<p _>hole-0z <!></p>',
      [['=title', '', ' hole-0z Hole-1z'], 'c'],
    ])
  })

  it('refuses an escape that JavaScript does not know', () => {
    const cooked = Object.assign(['<p>', undefined], { raw: ['<p>', '\\users</p>'] })
    // JavaScript gives undefined for it, which the type of literals does not say.
    const error = refusal(html(cooked as unknown as TemplateStringsArray, 'a'))
    expect([error.code, error.message]).toEqual(['escape-invalid', expect.stringContaining('\\users</p>')])
  })
})

describe('large templates', () => {
  /** The fastest of a few: what else the machine does only adds to it. */
  function timeOf(elements: number): number {
    const times = [1, 2, 3].map(() => {
      const text = ['', ...Array.from({ length: elements }, () => ' class="a"></p>\n')]
      const strings = Object.assign(
        text.map((after, index) => after + (index < elements ? '<p title=' : '')),
        { raw: [] },
      )
      const start = performance.now()
      templateOf({ strings, values: Array.from({ length: elements }, () => 'a') }, 'html')
      return performance.now() - start
    })
    return Math.min(...times)
  }

  it('of ten times as many elements compile in about ten times as long', { timeout: 60_000 }, () => {
    expect(timeOf(8_000)).toBeLessThan(30 * timeOf(800))
  })
})
