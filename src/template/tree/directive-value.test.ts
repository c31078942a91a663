import { describe, expect, it } from 'vitest'
import type { Json } from '../../protocol/differences.ts'
import { html } from '../html.ts'
import { BrowserEncoder } from '../output/browser-encoder.ts'
import { diffChild } from '../output/diff.ts'
import { renderHtml } from '../output/render-html.ts'
import { toShape } from '../output/shape.ts'
import { TemplateRegistry } from '../output/template-registry.ts'
import { toChildValue } from '../output/values.ts'
import type { DirectiveValue, EventBinding, EventHandler, TemplateContent } from '../template-value.ts'
import { buildChild } from './build.ts'
import type { BuildContext } from './building.ts'
import { resolve } from './resolve.ts'
import type { ChildNode } from './tree.ts'

const host = {
  resolve(): never {
    throw new Error('There are no components here.')
  },
}
const context: BuildContext = { host, development: false, warn: () => {} }
const encoder = (): BrowserEncoder => new BrowserEncoder(new TemplateRegistry())

interface Given {
  readonly data?: Json
  readonly handler?: EventHandler | EventBinding | null
  readonly closed?: boolean
}

function widget({ data = null, handler = null, closed = false }: Given): DirectiveValue {
  return { kind: 'directive', module: 'Widgets', data, type: 'zoom', handler, closed }
}

function tree(value: TemplateContent, previous: ChildNode = null): ChildNode {
  return buildChild(value, previous, context)
}

describe('a directive', () => {
  const panel = (given: Given): TemplateContent => html`<section ${widget(given)}>text</section>`

  it('leaves no trace in HTML', () => {
    expect(renderHtml(tree(panel({ data: 1 })))).toBe('<section>text</section>')
  })

  it('marks an element that is left to others', () => {
    expect(renderHtml(tree(panel({ closed: true })))).toBe('<section data-live-foreign>text</section>')
  })

  it('tells the browser its data, and that there is a handler', () => {
    const [silent, heard] = [tree(panel({ data: { a: 1 } })), tree(panel({ data: 2, handler: () => {} }))]
    expect(toShape(silent, encoder())).toEqual([1, 0, { v: [{ a: 1 }, null] }])
    expect(toChildValue(heard, encoder())).toEqual([1, [2, 0]])
  })

  it('names its module in the template', () => {
    const [open, closed] = [encoder(), encoder()]
    toChildValue(tree(panel({})), open)
    toChildValue(tree(panel({ closed: true })), closed)
    expect(Object.values(open.take() ?? {})).toEqual([
      [expect.any(String), '<section _>text</section>', ['#Widgets']],
    ])
    expect(Object.values(closed.take() ?? {})).toEqual([
      [expect.any(String), '<section _>text</section>', ['!Widgets']],
    ])
  })

  it('is told again when its data has changed, and only then', () => {
    const before = tree(panel({ data: [1], handler: () => 'old' }))
    const same = tree(panel({ data: [1], handler: () => 'new' }), before)
    expect(diffChild(before, same, encoder())).toBeUndefined()
    const changed = tree(panel({ data: [2], handler: () => 'new' }), same)
    expect(diffChild(same, changed, encoder())).toEqual([0, 0, [[2], 0]])
  })

  it('is the very node before when nothing of it has changed', () => {
    const handler = (): void => {}
    const before = tree(panel({ data: [1], handler }))
    expect(tree(panel({ data: [1], handler }), before)).toBe(before)
  })

  it('runs the handler of the newest render for an event of its type', () => {
    const before = tree(panel({ handler: () => 'old' }))
    const after = tree(panel({ handler: () => 'new' }), before)
    const resolved = resolve(after, [0])
    expect(resolved?.type).toBe('zoom')
    expect(resolved?.handler?.({})).toBe('new')
  })

  it('leaves the method of a form alone that a handler submits', () => {
    expect(renderHtml(tree(html`<form @submit=${() => {}} ${widget({})}></form>`), { markers: false })).toBe(
      '<form method="post"></form>',
    )
  })

  it('does not hide which option a select chooses', () => {
    const select = html`<select .value=${'b'} ${widget({})}><option value="a"></option><option value="b"></option></select>`
    expect(renderHtml(tree(select))).toContain('<option selected value="b">')
  })

  it('says where its data stands when JSON cannot hold it', () => {
    // What JavaScript may give.
    const data = new Map() as unknown as Json
    expect(() => tree(panel({ data }))).toThrow('in the data of a directive')
  })
})
