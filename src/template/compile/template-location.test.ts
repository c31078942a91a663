import { describe, expect, it } from 'vitest'
import { attrs, unsafeHTML } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateValue } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { ChildNode } from '../tree/tree.ts'
import { locationOf } from './template-location.ts'

const warnings: string[] = []

function build(value: TemplateValue, before: ChildNode = null): ChildNode {
  return buildChild(value, before, {
    host: null,
    development: true,
    warn: (message) => warnings.push(message),
  })
}

/** The line of the caller in this file. */
function here(): number {
  return Number(/template-location\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1])
}

function refusal(value: TemplateValue): string {
  try {
    build(value)
  } catch (error) {
    return String(error)
  }
  return 'not refused'
}

describe('a message about a template', () => {
  const at = (line: number): RegExp =>
    new RegExp(`\\n    at /.*/src/template/compile/template-location\\.test\\.ts:${line}:\\d+\\n`)

  it('says where it is when it does not compile', () => {
    const [template, line] = [html`<p lang="de"><div></div></p>`, here()]
    expect(refusal(template)).toMatch(at(line))
  })

  it('says where it is when an attribute is refused', () => {
    const [template, line] = [html`<p lang="de" onclick=${'a'}></p>`, here()]
    expect(refusal(template)).toMatch(at(line))
  })

  it('says where it is when a value is refused', () => {
    // What authors write that do not check their types.
    const [content, line] = [html`<p lang="de">${new Date(0) as unknown as string}</p>`, here()]
    expect(refusal(content)).toMatch(at(line))
    const [attribute, next] = [html`<p lang="de" title=${{} as unknown as string}></p>`, here()]
    expect(refusal(attribute)).toMatch(at(next))
  })

  // What authors write that do not check their types.
  const refused = { at: 1 } as unknown as string

  const others: readonly TemplateValue[] = [
    html`<p lang="fr">${'a'}</p>`,
    [html`<b>${'a'}</b>`],
    html`<p lang=${'a'}></p>`,
    html`<p ${attrs({})}></p>`,
    html`<p @click=${null}></p>`,
    html`<p>${'a'}</p>`,
    html`<table>${null}</table>`,
    html`<i>${'a'}</i>`,
  ]

  it.each<[string, () => [TemplateValue, number]]>([
    ['a value', () => [html`<p lang="fr">${refused}</p>`, here()]],
    ['a value in a row', () => [[html`<b>${refused}</b>`], here()]],
    ['an attribute', () => [html`<p lang=${refused}></p>`, here()]],
    ['a spread', () => [html`<p ${attrs({ lang: refused })}></p>`, here()]],
    ['a handler', () => [html`<p @click=${refused}></p>`, here()]],
    ['markup', () => [html`<p>${html`<div></div>`}</p>`, here()]],
    ['text', () => [html`<table>${'a'}</table>`, here()]],
    ['raw markup', () => [html`<i>${unsafeHTML(null as never)}</i>`, here()]],
  ])('says where it is when %s is refused in it, and not in another with its text', (_, view) => {
    others.forEach((other) => build(other))
    const [template, line] = view()
    expect(refusal(template)).toMatch(at(line))
  })

  it('says it when an address is replaced, and says so once as long as it stands there', () => {
    const view = (address: string): TemplateValue =>
      html`<a href=${address} ${attrs({ '.ping': address })}></a>`
    const script = 'javascript:alert(1)'
    let tree = build(view(script))
    expect(warnings).toHaveLength(2)
    for (const warning of warnings) expect(warning).toMatch(/\n    at \/.*test\.ts:\d+:\d+\n/)
    tree = build(view(script), tree)
    tree = build(view('javascript:alert(2)'), tree)
    expect(warnings).toHaveLength(2)
    tree = build(view('/a'), tree)
    build(view(script), tree)
    expect(warnings).toHaveLength(4)
  })

  it('says nothing of a place that is not known', () => {
    expect(locationOf(['<p></p>'])).toBeNull()
  })
})
