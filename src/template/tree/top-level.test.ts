import { describe, expect, it } from 'vitest'
import { html } from '../html.ts'
import { unsafeHTML } from '../directives.ts'
import type { TemplateContent } from '../template-value.ts'
import { buildChild } from './build.ts'
import { refuseAtTop } from './top-level.ts'

const CONTEXT = { host: null, development: false, warn: () => {} }
const check = (value: TemplateContent) => () => refuseAtTop(buildChild(value, null, CONTEXT))

describe('what a page would not show at the top of a view', () => {
  it.each([
    ['a row', html`<tr><td>${1}</td></tr>`],
    ['a cell', html`<td>${1}</td>`],
    ['a caption', html`<caption>a</caption>`],
    ['a row in a hole', html`${html`<tr><td>1</td></tr>`}`],
    ['rows of a list', [1, 2].map((n) => html`<tr><td>${n}</td></tr>`)],
    ['a row of raw markup', html`${unsafeHTML('<tr><td>1</td></tr>')}`],
  ])('is refused: %s', (_, value) => {
    expect(check(value)).toThrow(/<table>|in a table|table of the same view/)
  })

  it('is accepted where it stands in a table', () => {
    expect(check(html`<table><tbody>${html`<tr><td>1</td></tr>`}</tbody></table>`)).not.toThrow()
    expect(check(html`text <p>${unsafeHTML('<b>a</b>')}</p>${['a', html`<li>b</li>`]}`)).not.toThrow()
  })
})
