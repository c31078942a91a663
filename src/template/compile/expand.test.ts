import { describe, expect, it } from 'vitest'
import { html } from '../html.ts'
import type { ExpandedElement, Expansion, TemplateResult } from '../template-value.ts'
import { templateOf } from './compile.ts'
import { expand } from './expand.ts'
import { locationOf } from './template-location.ts'

function expansion(attributes: Expansion['attributes']): Expansion {
  return { kind: 'expansion', attributes }
}

function compiled(result: TemplateResult): readonly unknown[] {
  const expanded = expand(result, 'html')
  const { html: markup, descriptors } = templateOf(expanded, 'html')
  return [markup, descriptors, expanded.values]
}

const named = expansion(() => [
  ['.value', 'a'],
  ['aria-invalid', 'true'],
])

describe('holes that stand for several attributes', () => {
  it('are compiled as if these were written there', () => {
    expect(compiled(html`<p>${1}</p><input id="a" ${named} class=${'b'} />`)).toEqual([
      '<p _></p><input id="a" _=3>',
      ['s', '.value', '=aria-invalid', '=class'],
      [1, 'a', 'true', 'b'],
    ])
  })

  it('may stand for nothing, and before a slash', () => {
    const none = expansion(() => [])
    expect(compiled(html`<input ${none}/><b ${none}></b>`)).toEqual(['<input><b></b>', [], []])
    expect(compiled(html`<input ${named}/>`)[0]).toBe('<input _=2>')
  })

  it('know the element and what its other attributes say', () => {
    let seen: readonly unknown[] = []
    const looking = expansion((element: ExpandedElement) => {
      seen = [element.tag, ...['type', 'value', 'title', 'name'].map((name) => element.attribute(name))]
      return []
    })
    compiled(html`<input type="radio" value=${7} title="a ${'b'} c" ${looking} />`)
    expect(seen).toEqual(['input', 'radio', 7, 'a b c', undefined])
  })

  it('may bring a hidden field, which comes first in the element', () => {
    const brings: Expansion = {
      kind: 'expansion',
      attributes: () => [['novalidate', 'x']],
      hiddenField: () => [
        ['name', 'a'],
        ['value', 'b'],
      ],
    }
    expect(compiled(html`<form ${brings} title="a>b" class=${'c'} id="d"><b>${'e'}</b></form>`)).toEqual([
      '<form title="a&gt;b" id="d" _=2><input type="hidden" _=2><b _></b></form>',
      ['=novalidate', '=class', '=name', '=value', 's'],
      ['x', 'c', 'a', 'b', 'e'],
    ])
  })

  it('make one template each time that they stand for the same names', () => {
    const result = (value: string): TemplateResult => html`<input ${expansion(() => [['.value', value]])} />`
    expect(expand(result('a'), 'html').strings).toBe(expand(result('b'), 'html').strings)
    const other = expand({ strings: result('a').strings, values: [named] }, 'html').strings
    expect(other).not.toBe(expand(result('a'), 'html').strings)
  })

  it('leave a template without any as it is', () => {
    const result = html`<p>${1}</p>`
    expect(expand(result, 'html')).toBe(result)
  })

  it('stand in the source code where their template does', () => {
    const result = html`<input ${named} />`
    expect(locationOf(expand(result, 'html').strings)).toBe(locationOf(result.strings))
    expect(locationOf(result.strings)).toMatch(/expand\.test\.ts:\d+/)
  })
})
