import { describe, expect, test } from 'vitest'
import { unsafeHTML } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateContent, TemplateResult } from '../../../src/template/template-value.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const UNBALANCED = [
  '<b>bold',
  'a</div>b',
  'a</p></section></body>b',
  '<!-- open',
  '<!--><i>x</i>',
  '<i title="open',
  '<textarea>open',
  '<script>"<!--<script>"',
  '<plaintext>the rest',
  '<table>a<tr><td>b',
  '<td>cell</td><tr><td>row',
  '</a><a href="/x">link',
  '<div>block</div><p>paragraph',
  '<select><option>a',
  '<svg><circle></p>',
  '<pre>\n\nlines',
  'a &lt b & c &#',
  `${'<div>'.repeat(2_000)}deep`,
]

const PLACES: readonly ((content: TemplateContent, after: string) => TemplateResult)[] = [
  (content, after) => html`<section><div>${content}</div><p title=${after}>${after}</p></section>`,
  (content, after) => html`<section>before ${content} after <b>${after}</b></section>`,
  (content, after) => html`<p>${content}<i>${after}</i></p>`,
  (content, after) => html`<a href="/outer">${content}<i>${after}</i></a>`,
  (content, after) => html`<table><tbody>${content}<tr><td>${after}</td></tr></tbody></table>`,
  (content, after) => html`<svg><g>${content}</g><text>${after}</text></svg>`,
]

describe('markup that is not whole stays in its place', () => {
  test.each(UNBALANCED.map((markup) => [markup.slice(0, 40), markup] as const))('%j', async (_, markup) => {
    const places = (content: TemplateContent, after: string): TemplateResult =>
      html`${PLACES.map((place) => place(content, after))}`
    // Hydration throws where the page is not what the template says.
    await using live = await LivePage.open(browser, places(unsafeHTML(markup), 'one'))
    await live.change(places(unsafeHTML(markup), 'two'))
    const picture = await live.fresh(places(unsafeHTML(markup), 'two'))
    const created = await live.created(places('', 'two'), places(unsafeHTML(markup), 'two'))
    expect([await live.picture(), created]).toEqual([picture, picture])
    // Once in each place, and in an attribute of the first.
    expect(picture.split('two')).toHaveLength(PLACES.length + 2)
  })
})
