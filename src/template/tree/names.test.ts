import { describe, expect, it } from 'vitest'
import { attrs, classMap, styleMap } from '../directives.ts'
import { html } from '../html.ts'
import { BrowserEncoder } from '../output/browser-encoder.ts'
import { diffChild } from '../output/diff.ts'
import { renderHtml } from '../output/render-html.ts'
import { TemplateRegistry } from '../output/template-registry.ts'
import { toChildValue } from '../output/values.ts'
import type { TemplateValue } from '../template-value.ts'
import { buildChild } from './build.ts'
import { describe as describeValue } from './describe.ts'

/** Names that every plain object seems to have. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__']

function literal(before: string, after: string, value: TemplateValue): TemplateValue {
  return html(Object.assign([before, after], { raw: [before, after] }), value)
}

/** As JSON gives it: with a field of this name, whatever it is. */
function record(name: string, value: unknown): Record<string, string> {
  return JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as Record<string, string>
}

/** The first response, what a new browser is told, and what one is told that had other values. */
function shown(show: (value: string) => TemplateValue): [html: string, values: string, change: string] {
  const context = { host: null, development: false, warn: () => {} }
  const encoder = new BrowserEncoder(new TemplateRegistry())
  const before = buildChild(show('a'), null, context)
  const after = buildChild(show('b'), before, context)
  const told = JSON.stringify(toChildValue(after, encoder))
  return [renderHtml(after), told, JSON.stringify(diffChild(before, after, encoder))]
}

describe.each(NAMES)('the name %s', (name) => {
  it('is one as any other for an attribute', () => {
    const lower = name.toLowerCase()
    const [page, values, change] = shown((value) => literal(`<p ${name}=`, '></p>', value))
    expect([page, values, change]).toEqual([`<p ${lower}="b"></p>`, '[1,"b"]', '[0,0,"b"]'])
    expect(shown(() => html(Object.assign([`<p ${name}="a"></p>`], { raw: [] })))[0]).toBe(
      `<p ${lower}="a"></p>`,
    )
  })

  it('is one as any other in a spread', () => {
    const [page, values, change] = shown((value) => html`<p ${attrs(record(name, value))}></p>`)
    expect(page).toBe(`<p ${name}="b"></p>`)
    expect([values, change]).toEqual([`[1,{"${name}":"b"}]`, `[0,0,{"${name}":"b"}]`])
  })

  it('can leave a spread and come', () => {
    const context = { host: null, development: false, warn: () => {} }
    const encoder = new BrowserEncoder(new TemplateRegistry())
    const one = (entries: Record<string, string>): TemplateValue => html`<p ${attrs(entries)}></p>`
    const before = buildChild(one({}), null, context)
    const after = buildChild(one(record(name, 'a')), before, context)
    expect(JSON.stringify(diffChild(before, after, encoder))).toBe(`[0,0,{"${name}":"a"}]`)
    const gone = buildChild(one({}), after, context)
    expect(JSON.stringify(diffChild(after, gone, encoder))).toBe(`[0,0,{"${name}":null}]`)
  })

  it('is one as any other for a style and a class', () => {
    const [, values, change] = shown((value) => html`<p style=${styleMap(record(name, value))}></p>`)
    // Names that scripts have for styles are written as CSS has them.
    const style = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    expect([values, change]).toEqual([`[1,{"${style}":"b"}]`, `[0,0,{"${style}":"b"}]`])
    expect(classMap(record(name, 1))).toBe(name)
  })

  it('is one as any other in the JSON of a property', () => {
    const [, values] = shown(
      (value) => html`<x-chart .data=${record(name, value) as unknown as string}></x-chart>`,
    )
    expect(values).toBe(`[1,{"${name}":"b"}]`)
  })

  it('is one as any other for a property, but for the one that replaces what the element is', () => {
    const property = (value: string): TemplateValue => literal(`<x-chart .${name}=`, '></x-chart>', value)
    if (name === '__proto__') expect(() => shown(property)).toThrow(/what the element is/)
    else expect(shown(property)[1]).toBe('[1,"b"]')
  })

  it('is one as any other in a message', () => {
    expect(describeValue({ kind: name })).toBe('an object')
  })
})
