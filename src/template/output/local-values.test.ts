import { describe, expect, test } from 'vitest'
import { OverwireError } from '../../errors/overwire-error.ts'
import type { Json } from '../../protocol/differences.ts'
import { attrs, repeat } from '../directives.ts'
import { html } from '../html.ts'
import { either, equals, length, not } from '../local/local-operators.ts'
import { local } from '../local/local-state.ts'
import type { TemplateContent } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { estimateSize } from '../tree/estimate-size.ts'
import { resolve } from '../tree/resolve.ts'
import type { ChildNode } from '../tree/tree.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { diffChild } from './diff.ts'
import { digest } from './digest.ts'
import { neededModules } from './needed-modules.ts'
import { renderHtml } from './render-html.ts'
import { toShape } from './shape.ts'
import { TemplateRegistry } from './template-registry.ts'
import { toChildValue } from './values.ts'

const menu = local('menu', { open: false, tab: 'one', draft: 'abc', count: 2 })

const context: BuildContext = {
  host: {
    resolve: () => {
      throw new Error('There are no components here.')
    },
  },
  development: true,
  warn: () => {},
}

function build(value: TemplateContent, previous: ChildNode = null): ChildNode {
  return buildChild(value, previous, context)
}

function encoder(): BrowserEncoder {
  return new BrowserEncoder(new TemplateRegistry())
}

function refusal(value: TemplateContent, within: BuildContext = context): string {
  try {
    buildChild(value, null, within)
  } catch (error) {
    if (error instanceof OverwireError) return `${error.code}: ${error.message}`
    throw error
  }
  throw new Error('It was accepted.')
}

/** A menu with values in all places where they may be. */
function nav(text: string = 'x'): TemplateContent {
  return html`<nav ${menu}>
    <button @click=${menu.open.toggle()} aria-expanded=${menu.open}>Menu</button>
    <ul ?hidden=${not(menu.open)} .count=${menu.count} title="${text} ${menu.tab}"></ul>
    <b class="tab ${either(equals(menu.tab, 'one'), 'active', '')}">${text}</b>
    <output>${length(menu.draft)}</output> of ${menu.count}
  </nav>`
}

describe('values of local state in a tree', () => {
  test('are in its HTML as they are at first', () => {
    expect(renderHtml(build(nav()), { markers: false })).toBe(`<nav>
    <button aria-expanded="false">Menu</button>
    <ul hidden title="x one"></ul>
    <b class="tab active">x</b>
    <output>3</output> of 2
  </nav>`)
  })

  test('are told as expressions, in values and in shapes, with the texts beside them', () => {
    const get = (field: string): Json => ({ '=': ['get', 'menu', field] })
    const active: Json = { '=': ['either', ['equals', ['get', 'menu', 'tab'], 'one'], 'active', ''] }
    const toggle: Json = { set: [['menu', 'open', 'toggle']], local: 1 }
    const hidden: Json = { '=': ['not', ['get', 'menu', 'open']] }
    const counted: Json = { '=': ['length', ['get', 'menu', 'draft']] }
    const state: Json = [['menu', { open: false, tab: 'one', draft: 'abc', count: 2 }], null]
    const parts = [
      state,
      toggle,
      get('open'),
      hidden,
      get('count'),
      'x',
      get('tab'),
      active,
      'x',
      counted,
      get('count'),
    ]
    expect(toChildValue(build(nav()), encoder())).toEqual([1, ...parts])
    const shown = parts.flatMap((value, index) => (index === 8 ? [] : [index, { v: value }]))
    expect(toShape(build(nav()), encoder())).toEqual([1, ...shown])
  })

  test('differ only when their expressions do', () => {
    const first = build(nav())
    expect(diffChild(first, build(nav(), first), encoder())).toBeUndefined()
    expect(digest(build(nav()))).toBe(digest(first))
    const value = (open: boolean): TemplateContent => html`<p title=${open ? menu.tab : menu.draft}></p>`
    const before = build(value(true))
    expect(diffChild(before, build(value(false), before), encoder())).toEqual([
      0,
      0,
      { '=': ['get', 'menu', 'draft'] },
    ])
  })

  test('are told with the texts beside them when one of these changes', () => {
    const before = build(nav())
    expect(diffChild(before, build(nav('y'), before), encoder())).toEqual([
      0,
      5,
      'y',
      6,
      { '=': ['get', 'menu', 'tab'] },
      8,
      'y',
    ])
  })

  test('change to and from text', () => {
    const value = (isLocal: boolean): TemplateContent => html`<p>${isLocal ? menu.tab : 'text'}</p>`
    const local = build(value(true))
    const text = build(value(false), local)
    expect(diffChild(local, text, encoder())).toEqual([0, 0, 'text'])
    expect(diffChild(text, build(value(true), text), encoder())).toEqual([
      0,
      0,
      { '=': ['get', 'menu', 'tab'] },
    ])
  })

  test('are told in rows that the server does not keep, and change the hash of such a row', () => {
    const rows = (isOpen: boolean): TemplateContent =>
      html`<ul>
        ${repeat(
          ['a'],
          (key) => key,
          (key) => html`<li ${menu} ?hidden=${isOpen ? menu.open : not(menu.open)}>${key}</li>`,
          { retain: 'hash' },
        )}
      </ul>`
    const before = build(rows(true))
    expect(JSON.stringify(toShape(before, encoder()))).toContain('{"v":{"=":["get","menu","open"]}}')
    const difference = diffChild(before, build(rows(false), before), encoder())
    expect(JSON.stringify(difference)).toContain('{"=":["not",["get","menu","open"]]}')
  })

  test('need their module, count for what their expressions hold, and disable nothing on the server', () => {
    const needed = new Set<string>()
    neededModules(build(html`<button @click=${menu.open.toggle()}></button>`), needed)
    expect([...needed]).toEqual(['local'])
    const some = (value: TemplateContent): number => estimateSize(build(html`<p>${value}</p>`))
    expect(some(either(not(menu.open), 'a', 'b')) - some('text')).toBeGreaterThanOrEqual(4)
    const tree = build(html`<button ?disabled=${menu.open} @click=${() => 1}></button>`)
    expect(resolve(tree, [1])?.enabled).toBe(true)
  })

  test('are not taken for data that looks like one', () => {
    const data = { '=': ['get', 'menu', 'tab'] }
    const tree = build(html`<x-y .data=${data as never}></x-y>`)
    const marked = { '=': ['json', data] }
    expect(toChildValue(tree, encoder())).toEqual([1, marked])
    expect(toShape(tree, encoder())).toEqual([1, 0, { v: marked }])
  })
})

describe('a value of local state is refused, with what to write,', () => {
  test.each([
    ['as a flag in text', html`<p>${menu.open as never}</p>`, 'either(menu.open'],
    ['in what its user types', html`<textarea .value=${menu.draft}></textarea>`, 'setFromValue()'],
    ['in the text of a control', html`<textarea>${menu.draft}</textarea>`, 'typed by its user'],
    ['in an address that could be any', html`<a href=${menu.draft}>a</a>`, 'written out'],
    [
      'in an address that runs script',
      html`<a href=${either(menu.open, 'javascript:x', '/')}>a</a>`,
      'written out',
    ],
    [
      'beside attributes by name',
      html`<a title=${menu.tab} ${attrs({ id: 'a' })}>a</a>`,
      'Right:  <p title=${menu.tab} lang=${lang}>',
    ],
    ['as one of these', html`<a ${attrs({ title: menu.tab as never })}>a</a>`, 'lang=${lang}'],
    ['as a flag among these', html`<a ${attrs({ '?hidden': menu.open as never })}>a</a>`, 'lang=${lang}'],
    ['as a handler', html`<a @click=${menu.open as never}>a</a>`, 'it may be text'],
  ])('%s', (_, value, remedy) => {
    const message = refusal(value)
    expect(message).toMatch(/^local-misplaced/)
    expect(message.toLowerCase()).toContain(remedy.toLowerCase())
  })

  test('where nothing follows it', () => {
    expect(refusal(html`<p>${menu.tab}</p>`, { ...context, host: null })).toContain('page.mount')
    expect(refusal(html`<p title=${menu.tab}></p>`, { ...context, host: null })).toContain('page.mount')
  })
})

test('an address may be one of several that are written out', () => {
  const tree = build(html`<img src=${either(menu.open, '/a.png', '/b.png')} />`)
  expect(renderHtml(tree)).toBe('<img src="/b.png">')
})
