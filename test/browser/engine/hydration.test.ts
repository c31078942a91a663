import { describe, expect, test } from 'vitest'
import { attrs, foreign, repeat, styleMap, unsafeHTML } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateResult } from '../../../src/template/template-value.ts'
import { engineForFile, LivePage } from './open-engine.ts'
import { Rendering } from './rendering.ts'

const browser = await engineForFile()

/** Views of a value: what a parser makes of their HTML is not what templates are, node by node. */
const VIEWS: Readonly<Record<string, (value: string) => TemplateResult>> = {
  'a table with static rows': (value) => html`<table><tbody><tr><td>${value}</td></tr></tbody></table>`,
  'a table with rows in a list': (value) =>
    html`<table>
      <tbody>
        ${[1, 2].map(
          (row) => html`<tr>
            <td>${row}</td>
            <td>${value}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  'nothing in a table': (value) => html`<table><tbody>${null}</tbody></table>${value}`,
  'rows that may be nothing': (value) =>
    html`<table><tbody>${null}<tr><td>${value}</td></tr>${null}${value ? html`<tr><td></td></tr>` : null}</tbody></table>`,
  'options with mixed text': (value) =>
    html`<select><option>one ${value}</option>${[value, 'b'].map((each) => html`<option value=${each}>${each}</option>`)}<optgroup label=${value}><option>${value}!</option></optgroup></select>`, // prettier-ignore
  'the text of a textarea': (value) => html`<textarea title=${value}>${value}</textarea>`,
  'mixed text of a textarea': (value) =>
    html`<textarea class="a ${value}">from ${value} to ${value}.</textarea>`,
  'the value of a textarea': (value) => html`<textarea .value=${value}></textarea>`,
  'a title in SVG': (value) => html`<svg><title>${value}</title></svg>`,
  'a line feed at the start of pre': (value) => html`<pre>${`\n${value}`}</pre>`,
  'a static line feed at the start of pre': (value) => html`<pre>
${value}</pre>`,
  'line feeds in pre from another template': (value) => html`<pre>${html`\n${value}`}</pre>`,
  'a line feed at the start of a textarea': (value) => html`<textarea>${`\n${value}`}</textarea>`,
  'carriage returns': (value) => html`<p>${`a\r\nb\r${value}`}</p><p title=${`\r\n${value}`}></p>`,
  'NUL and halves of characters': (value) => html`<p title=${`\0${value}`}>${`\0\ud800${value}`}</p>`,
  'entities in static text': (value) => html`<p>&amp;lt; &nbsp;&copy; ${value}&lt;b&gt;</p>`,
  'markup in text': (value) => html`<p>${`<b>${value}</b> & --> <!---->`}</p>`,
  'texts side by side': (value) => html`<p>${value}${''}${value}${null}${value}</p>`,
  'text at the top': (value) => html`a${value}b${value}`,
  'an empty list between texts': (value) => html`<p>a${[]}b${value}${[]}${value}</p>`,
  'a list of bare text': (value) => html`<p>${['a', value, '', value].map((each) => html`${each}`)}</p>`,
  'a list of strings': (value) => html`<p>${['a', value, '', 7]}</p>`,
  'rows that end and begin with static text': (value) =>
    html`<p>${[1, 2, 3].map((each) => html`<i>${each}</i> tail `)}${html`head ${value}`}</p>`,
  'items that are not closed': (value) => html`<ul><li>one<li>${value}<li>three ${value}</ul>`,
  'SVG in templates of their own': (value) =>
    html`<svg viewBox=${'0 0 9 9'}>${[3, 4].map((radius) => html`<circle r=${radius} data-v=${value}></circle><linearGradient gradientUnits=${'userSpaceOnUse'} />`)}<foreignObject>${html`<p>${value}</p>`}</foreignObject></svg>`, // prettier-ignore
  'MathML in templates of their own': (value) =>
    html`<math>${html`<mrow><mi>${value}</mi><mn>${2}</mn></mrow>`}<mi>${html`<b>${value}</b>`}</mi></math>`,
  'raw markup': (value) => html`<div>${unsafeHTML('<b>raw</b><!-- a comment --><!---->')}${value}</div>`,
  'raw markup alone in its element': (value) => html`<div>${unsafeHTML('<p>1<p>2<!---->')}</div>${value}`,
  'raw rows': (value) => html`<table><tbody>${unsafeHTML('<tr><td>raw</td></tr>')}</tbody></table>${value}`,
  'templates in templates': (value) => html`${html`${html`<b>${html`${value}`}</b>`}`}${html`${null}`}`,
  'an empty template': (value) => html`${html``}${value}${html``}`,
  'static comments': (value) => html`<!-- one --><p><!-- two -->${value}<!-- three --></p><!-- four -->`,
  'every kind of attribute': (value) =>
    html`<input class="a ${value} b ${value}" title=${value} ?disabled=${!value} .value=${value} ${attrs({ lang: 'en', '?required': true })} style=${styleMap({ color: 'red' })}>`, // prettier-ignore
  'foreign content': (value) => html`<div ${foreign()}><i>static</i></div>${value}`,
  'a long text': (value) => html`<p>before ${value.repeat(150_000)} after</p>`,
  'a template element': (value) => html`<template><p>static</p></template>${value}`,
  'keyed rows': (value) =>
    html`<ol>${repeat([3, 1, 2], (key) => key, (key) => html`<li>${key} ${value}</li>`)}</ol>`, // prettier-ignore
}

describe('HTML that a document parser has read is bound as it stands', () => {
  for (const [name, view] of Object.entries(VIEWS)) {
    test(`with ${name}`, async () => {
      await using live = await LivePage.show(browser, view('x'))
      const before = await live.picture()
      await live.page.evaluate((joined) => engine.hydrate(joined), JSON.stringify(live.rendering.shape()))
      const properties = / (\.|style=)/
      if (!properties.test(await live.picture())) expect(await live.picture()).toBe(before)

      for (const value of ['', 'y z', '\n', 'x']) {
        await live.change(view(value))
        const fresh = await live.fresh(view(value))
        expect(await live.picture()).toBe(fresh)
        expect(await live.created(view(value))).toBe(fresh)
      }
    })
  }

  test('with a large list, by a shape of a few bytes', async () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => index)
    const view = (changed: number) =>
      html`<table><tbody>${numbers.map((row) => html`<tr><td>${row}</td><td>${row === 500 ? changed : row}</td></tr>`)}</tbody></table>` // prettier-ignore
    await using live = await LivePage.open(browser, view(0))
    expect(JSON.stringify(new Rendering(view(0)).shape().shape)).toBe('[1,0,{"r":[1000,2]}]')
    expect(await live.change(view(1))).toEqual({ added: 0, removed: 0, texts: 1, attributes: 0 })
  })
})

describe('a page that is not what the server has rendered', () => {
  const view = (value: string) =>
    html`<h1>Hello ${value}</h1><ul>${[1, 2].map((row) => html`<li class=${value}>${row}</li>`)}</ul><p>${value}${html`<b>end</b>`}</p>` // prettier-ignore

  const DAMAGE: Readonly<Record<string, () => void>> = {
    'an element that an extension has put in': () => engine.find('ul').append(document.createElement('li')),
    'an element that is missing': () => engine.find('li').remove(),
    'another element': () => engine.find('b').replaceWith(document.createElement('i')),
    'static text that was translated': () => (engine.find('h1').textContent = 'Bonjour x'),
    'comments that a proxy has left out': () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT)
      const comments: Node[] = []
      while (walker.nextNode()) comments.push(walker.currentNode)
      for (const comment of comments) comment.parentNode?.removeChild(comment)
    },
    'a text after the root content': () => engine.container().append('other'),
    'nothing at all': () => engine.container().replaceChildren(),
  }

  for (const [name, damage] of Object.entries(DAMAGE)) {
    test(`is refused and made anew in its container: ${name}`, async () => {
      await using live = await LivePage.show(browser, view('x'))
      await live.page.evaluate(damage)
      const shape = JSON.stringify(live.rendering.shape())
      await expect(live.page.evaluate((joined) => engine.hydrate(joined), shape)).rejects.toThrow('expected')

      const container = await live.page.evaluateHandle(() => engine.container())
      const again = new Rendering(view('x'))
      await live.page.evaluate((values) => engine.create(values), JSON.stringify(again.values()))
      expect(await container.evaluate((element) => element === engine.container())).toBe(true)
      const changed = JSON.stringify(again.change(view('y')))
      await live.page.evaluate((change) => engine.apply(change), changed)
      await using fresh = await LivePage.open(browser, view('y'))
      expect(await live.picture()).toBe(await fresh.picture())
    })
  }

  test('may have other values and attributes, which are not looked at', async () => {
    await using live = await LivePage.open(browser, view('x'), (page) =>
      page.evaluate(() => {
        engine.find('li').className = 'other'
        engine.find('li').textContent = 'other'
      }),
    )
    await live.change(view('y'))
    expect(await live.picture()).toContain('<li class="y">"other"</>')
  })
})

test('templates are parsed once for each content, and their hashes are told', async () => {
  const view = (value: string) => html`<p>${value}</p>${html`<b>${value}</b>`}`
  await using live = await LivePage.open(browser, view('x'))
  const hashes = await live.page.evaluate(() => engine.templateHashes())
  expect(hashes).toHaveLength(2)
  const known = JSON.stringify({ templates: { 7: hashes[1], 9: hashes[0] }, content: [9, 'again', [7, 'b']] })
  await live.page.evaluate((values) => engine.create(values), known)
  expect(await live.picture()).toBe('<p>"again"</><b>"b"</>')
})
