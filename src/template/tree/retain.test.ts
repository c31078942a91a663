import { describe, expect, it } from 'vitest'
import { buildChild } from './build.ts'
import type { BuildContext } from './building.ts'
import { BrowserEncoder } from '../output/browser-encoder.ts'
import { TemplateRegistry } from '../output/template-registry.ts'
import { diffChild } from '../output/diff.ts'
import { repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateValue } from '../template-value.ts'
import { renderHtml } from '../output/render-html.ts'
import { toShape } from '../output/shape.ts'
import { rowAt, type ListNode } from './tree.ts'
import { toChildValue } from '../output/values.ts'
import { estimateSize } from './estimate-size.ts'

interface Item {
  readonly id: string
  readonly text: string
}

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

/** A list, and how often each row was rendered. */
class Table {
  items: Item[] = ['a', 'b', 'c'].map((id) => ({ id, text: id }))
  selected = ''
  rendered = ''
  readonly #retain: 'identity' | 'hash'
  readonly #declared: boolean

  constructor(retain: 'identity' | 'hash', declared = true) {
    this.#retain = retain
    this.#declared = declared
  }

  render(): TemplateValue {
    return repeat(
      this.items,
      (item) => item.id,
      (item) => {
        this.rendered += item.id
        return html`<li class=${item.id === this.selected ? 'on' : ''} @click=${() => item.text}>${item.text}</li>`
      },
      { retain: this.#retain, deps: this.#declared ? [this.selected] : [] },
    )
  }
}

function change(table: Table, act: () => void, using: BuildContext = context): unknown {
  const encoder = new BrowserEncoder(new TemplateRegistry())
  const before = buildChild(table.render(), null, using)
  toChildValue(before, encoder)
  act()
  table.rendered = ''
  const after = buildChild(table.render(), before, using)
  return diffChild(before, after, encoder)
}

describe.each(['identity', 'hash'] as const)('a list that retains the %s of its rows', (retain) => {
  it('keeps no rows, and renders them again for HTML, values and shape', () => {
    const node = buildChild(new Table(retain).render(), null, context) as ListNode
    expect(node.rows).toEqual([])
    expect(renderHtml(node)).toBe('<li class="">a</li><li class="">b</li><li class="">c</li>')
    const encoder = new BrowserEncoder(new TemplateRegistry())
    expect(toChildValue(node, encoder)).toEqual({ i: [[1, ['', 0, 'a'], ['', 0, 'b'], ['', 0, 'c']]] })
    expect(estimateSize(node)).toBe(6)
  })

  it('has the shape of a list', () => {
    const table = new Table(retain)
    const node = buildChild(html`<ul>${table.render()}</ul>`, null, context)
    table.rendered = ''
    expect(toShape(node, new BrowserEncoder(new TemplateRegistry()))).toEqual([1, 0, { r: [3, 2] }])
    expect(table.rendered).toBe('')
  })

  it('sends a row that changed with all its values, into its elements', () => {
    const table = new Table(retain)
    expect(
      change(table, () => {
        table.items[1] = { id: 'b', text: 'B' }
      }),
    ).toEqual({ u: [1, [0, '', 1, 0, 2, 'B']] })
  })

  it('sends only rows that show something else when a dependency changes', () => {
    const table = new Table(retain)
    expect(change(table, () => (table.selected = 'c'))).toEqual({ u: [2, [0, 'on', 1, 0, 2, 'c']] })
  })

  it('sends nothing when items are replaced by equal ones', () => {
    const table = new Table(retain)
    expect(change(table, () => (table.items = table.items.map((item) => ({ ...item }))))).toBeUndefined()
  })

  it('moves, inserts and removes rows', () => {
    const table = new Table(retain)
    expect(
      change(table, () => {
        const [a, , c] = table.items
        if (a && c) table.items = [c, { id: 'x', text: 'x' }, a]
      }),
    ).toEqual({
      x: [1],
      o: [
        [0, [3, [1, ['', 0, 'x']]]],
        [3, 2],
      ],
    })
  })

  it('gives the closure of a row from its item', () => {
    const table = new Table(retain)
    const node = buildChild(table.render(), null, context) as ListNode
    const handler = rowAt(node, 1).values[1] as () => string
    expect(handler()).toBe('b')
  })
})

describe('a list that retains the identity of its rows', () => {
  it('skips rows whose item is the same object', () => {
    const table = new Table('identity')
    change(table, () => {
      table.items[2] = { id: 'c', text: 'C' }
    })
    // Once to see whether it changed, once to send it.
    expect(table.rendered).toBe('cc')
  })

  it('renders all rows when a dependency is another', () => {
    const table = new Table('identity')
    change(table, () => (table.selected = 'x'))
    expect(table.rendered).toBe('abc')
  })

  it('renders rows that show their number when they moved', () => {
    const numbered = (items: Item[]): TemplateValue =>
      repeat(
        items,
        (item) => item.id,
        (item, index) => html`<li>${index} ${item.id}</li>`,
        { retain: 'identity' },
      )
    const { items } = new Table('identity')
    const encoder = new BrowserEncoder(new TemplateRegistry())
    const before = buildChild(numbered(items), null, context)
    expect(diffChild(before, buildChild(numbered(items.slice(1)), before, context), encoder)).toEqual({
      u: [1, [0, 0, 1, 'b'], 2, [0, 1, 1, 'c']],
      x: [0],
    })
  })

  it('names a dependency that is missing, in development', () => {
    const table = new Table('identity', false)
    warnings.length = 0
    change(table, () => (table.selected = 'a'), { ...context, development: true })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('In the row with key "a" the marked value was "" and would be "on"')
    expect(warnings[0]).toContain('deps: [this.selected]')
    expect(warnings[0]).toContain('<li class=${…} @click=${…}>${…}</li>')
  })

  it('is silent in development when all dependencies are named', () => {
    const table = new Table('identity')
    warnings.length = 0
    change(table, () => (table.selected = 'a'), { ...context, development: true })
    expect(warnings).toEqual([])
  })
})

it('sends rows whose template changed as instances', () => {
  const list = (big: boolean): TemplateValue =>
    repeat(
      [1],
      (n) => n,
      (n) => (big ? html`<h1>${n}</h1>` : html`<h2>${n}</h2>`),
      { retain: 'hash' },
    )
  const encoder = new BrowserEncoder(new TemplateRegistry())
  const before = buildChild(list(true), null, context)
  toChildValue(before, encoder)
  expect(diffChild(before, buildChild(list(false), before, context), encoder)).toEqual({ s: [0, [2, 1]] })
})
