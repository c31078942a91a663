import { describe, expect, it } from 'vitest'
import type { Template } from '../compile/compile.ts'
import { html } from '../html.ts'
import { buildChild } from '../tree/build.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { TemplateRegistry } from './template-registry.ts'

const templates = Array.from({ length: 80 }, (_, index) => templateOf(`<p>${index}</p>`))

function templateOf(text: string): Template {
  const strings = Object.assign([text], { raw: [] })
  const node = buildChild(html(strings), null, { host: null, development: false, warn: () => {} })
  if (typeof node !== 'object' || node?.kind !== 'instance') throw new Error('A template is an instance.')
  return node.template
}

function template(index: number): Template {
  const found = templates[index]
  if (!found) throw new Error('There are 80 templates.')
  return found
}

describe('a registry of templates', () => {
  it('counts templates from 1 in the order of their first use', () => {
    const registry = new TemplateRegistry()
    for (let round = 0; round < 2; round++) {
      expect(templates.map((each) => registry.idOf(each))).toEqual(templates.map((_, index) => index + 1))
    }
    expect(registry.templateOf(3)).toBe(template(2))
    expect(registry.templateOf(0)).toBeUndefined()
  })

  it('gives a template the same id for every browser', () => {
    const registry = new TemplateRegistry()
    const first = new BrowserEncoder(registry)
    const second = new BrowserEncoder(registry)
    expect([first.idOf(template(0)), first.idOf(template(1))]).toEqual([1, 2])
    expect([second.idOf(template(1)), second.idOf(template(0))]).toEqual([2, 1])
  })
})

describe('an encoder', () => {
  it('announces each template once, with its hash alone when the browser has it', () => {
    const encoder = new BrowserEncoder(new TemplateRegistry(), [template(1).hash])
    expect(encoder.take()).toBeUndefined()
    encoder.idOf(template(0))
    encoder.idOf(template(1))
    expect(encoder.take()).toEqual({ 1: [template(0).hash, '<p>0</p>', []], 2: template(1).hash })
    encoder.idOf(template(0))
    expect(encoder.take()).toBeUndefined()
    encoder.idOf(template(2))
    expect(encoder.take()).toEqual({ 3: [template(2).hash, '<p>2</p>', []] })
  })

  it('announces what other browsers were told of before', () => {
    const registry = new TemplateRegistry()
    for (const each of templates) new BrowserEncoder(registry).idOf(each)
    const encoder = new BrowserEncoder(registry)
    expect([70, 0, 31, 70].map((index) => encoder.idOf(template(index)))).toEqual([71, 1, 32, 71])
    expect(Object.keys(encoder.take() ?? {})).toEqual(['1', '32', '71'])
    expect(encoder.idOf(template(31))).toBe(32)
    expect(encoder.take()).toBeUndefined()
  })

  it('gives all that was used so far to a browser that was sent nothing yet', () => {
    const encoder = new BrowserEncoder(new TemplateRegistry())
    encoder.idOf(template(0))
    encoder.take()
    for (const each of templates) encoder.idOf(each)
    expect(Object.keys(encoder.takeAll())).toEqual(templates.map((_, index) => String(index + 1)))
    expect(encoder.take()).toBeUndefined()
  })
})
