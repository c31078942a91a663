import { describe, expect, test } from 'vitest'
import { attrs, repeat, styleMap, unsafeHTML } from '../template/directives.ts'
import { html } from '../template/html.ts'
import { Component, component } from '../view/component.ts'
import { focusTrap } from '../view/focus-trap.ts'
import { renderContent } from '../template/output/render-content.ts'
import { renderEngine } from './content.ts'

class Panel extends Component {
  render() {
    return html`<p></p>`
  }
}

const where = "page.replace('#a', …)"
/** The HTML without the comments that end child parts. */
const render = (content: Parameters<typeof renderContent>[0]): string =>
  renderContent(content, where).replaceAll(/<!--.*?-->/g, '')

describe('content for a page without a view', () => {
  test('is escaped when it is a text', () => {
    expect(render('<b>"bold" & more</b>')).not.toContain('<b>')
    expect(render('a < b')).toBe('a &lt; b')
  })

  test('is markup when the author says so, without the actions of others', () => {
    expect(render(unsafeHTML('<b>bold</b>'))).toBe('<b>bold</b>')
    expect(render(unsafeHTML('<b live-click="delete-all">bold</b>'))).toBe('<b>bold</b>')
    expect(render(unsafeHTML('<b live-click="save">bold</b>', { live: true }))).toBe(
      '<b live-click="save">bold</b>',
    )
  })

  test('is a template with everything that HTML can carry', () => {
    const rows = ['a', 'b']
    const list = html`<ul>
      ${repeat(
        rows,
        (row) => row,
        (row) => html`<li ${attrs({ title: row })}>${row}</li>`,
      )}
    </ul>`
    expect(render(list)).toContain('<li title="a">a</li><li title="b">b</li>')
    expect(
      render(
        html`<input .value=${'x'} ?disabled=${true} /><button live-click="save" data-id=${2}>Save</button>`,
      ),
    ).toBe('<input value="x" disabled><button live-click="save" data-id="2">Save</button>')
  })

  test('may start with a table row, a style or a comment', () => {
    expect(render(html`<tr><td>${1}</td></tr>`)).toBe('<tr><td>1</td></tr>')
    expect(render(html`<style>p { color: red }</style><p>text</p>`)).toBe(
      '<style>p { color: red }</style><p>text</p>',
    )
    expect(render(html`<!-- first --><p>text</p>`)).toBe('<p>text</p>')
  })

  test('has no directives that modules of the browser do for views', () => {
    expect(() => render(html`<div ${focusTrap()}></div>`)).toThrow('a module of the browser')
  })

  test('has no closures and no components, and the message tells what to write instead', () => {
    expect(() => render(html`<button @click=${() => {}}>Save</button>`)).toThrow('live-click=')
    expect(() => render(html`<div>${component(Panel)}</div>`)).toThrow('page.mount(')
  })

  test('has nothing that would be lost on the way', () => {
    const bar = html`<ul>${[html`<li style=${styleMap({ width: '1px' })}></li>`]}</ul>`
    expect(() => render(bar)).toThrow(`${where} uses styleMap, which would be lost`)
    expect(() => render(html`<my-chart .points=${'1,2'}></my-chart>`)).toThrow('uses .points')
  })
})

describe('content of another engine', () => {
  test('is markup with its actions', () => {
    const content = renderEngine((name, data) => `<b live-click="${name}">${String(data)}</b>`, 'save', 1)
    if (content instanceof Promise) throw new Error('The engine answered at once.')
    expect(render(content)).toBe('<b live-click="save">1</b>')
  })

  test('may take its time', async () => {
    expect(render(await renderEngine(async () => '<b></b>', 'a', {}))).toBe('<b></b>')
  })

  test('needs an engine', () => {
    expect(() => renderEngine(undefined, 'article.ejs', {})).toThrow("page.view('article.ejs')")
  })
})
