import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/protocol/differences.ts'
import { BrowserEncoder } from '../../src/template/output/browser-encoder.ts'
import { renderHtml } from '../../src/template/output/render-html.ts'
import { TemplateRegistry } from '../../src/template/output/template-registry.ts'
import { toPartValues } from '../../src/template/output/values.ts'
import { buildChild } from '../../src/template/tree/build.ts'
import type { InstanceNode } from '../../src/template/tree/tree.ts'
import { PAYLOADS, scriptCases, type ScriptCase } from './script-cases.ts'

type Node = DefaultTreeAdapterTypes.Document | DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Which elements take an address there, and what separates several: once more, as the table under test may be wrong. */
const ADDRESSES: ReadonlyMap<string, readonly [elements: string, separator?: RegExp]> = new Map([
  ['href', ['a area link use image script animate set mi']],
  ['src', ['iframe embed input img source video script']],
  ['action', ['form']],
  ['formaction', ['button input']],
  ['data', ['object']],
  ['poster', ['video']],
  ['cite', ['blockquote']],
  ['ping', ['a area', /\s+/]],
  ['longdesc', ['img iframe']],
  ['srcset', ['img source', /[\s,]+/]],
  ['imagesrcset', ['link', /[\s,]+/]],
  ['codebase', ['object']],
  ['to', ['animate set']],
  ['from', ['animate set']],
  ['by', ['animate set']],
  ['values', ['animate set', /;/]],
])

describe('a value from outside', () => {
  const cases = [...scriptCases()]
  const built = cases.flatMap((each) => {
    const node = build(each)
    return node === null ? [] : [{ name: each.name, node }]
  })

  test('is tried in many places, of which some take it', () => {
    expect(PAYLOADS.length).toBeGreaterThan(15)
    expect(cases.length).toBeGreaterThan(30_000)
    expect(built.length).toBeGreaterThan(cases.length / 4)
    expect(built.length).toBeLessThan(cases.length)
  })

  test('makes no script of the first response', () => {
    const dangerous = built.filter(({ node }) => elementsIn(parse(renderHtml(node))).some(runsScript))
    expect(dangerous.map(({ name }) => name)).toEqual([])
  })

  test('makes no script of a patch', () => {
    const dangerous = built.filter(({ node }) => {
      const told = toPartValues(node, new BrowserEncoder(new TemplateRegistry()))
      return node.template.parts.some((part, index) => {
        const value = told[index] ?? null
        if (part.kind === 'attribute' || part.kind === 'property') {
          const written = part.kind === 'property' ? `.${part.name}` : part.name
          // Text around the hole, after the name.
          const [before = '', after = ''] = node.template.descriptors[0]?.slice(1) ?? []
          return isDangerous(
            part.tag,
            written,
            part.whole ? (value as Json) : `${before}${textOf(value as Json)}${after}`,
          )
        }
        if (part.kind !== 'spread') return false
        return Object.entries(value ?? {}).some(([name, held]) => isDangerous(part.tag, name, held as Json))
      })
    })
    expect(dangerous.map(({ name }) => name)).toEqual([])
  })
})

/** The tree of a case; null when it is refused. */
function build({ template }: ScriptCase): InstanceNode | null {
  try {
    const node = buildChild(template(), null, { host: null, development: false, warn: () => {} })
    return typeof node === 'object' && node?.kind === 'instance' ? node : null
  } catch (error) {
    expect(error).toHaveProperty('code')
    return null
  }
}

function elementsIn(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : []
  return [...('tagName' in node ? [node] : []), ...children.flatMap(elementsIn)]
}

function runsScript({ tagName, attrs, childNodes }: Element): boolean {
  const isCode = tagName === 'script' || tagName === 'style'
  // What is written out in a data block of a case is not a value.
  if (isCode && childNodes.some((node) => 'value' in node && !attrs.some(({ name }) => name === 'type')))
    return true
  return attrs.some(({ prefix, name, value }) =>
    isWrittenOut(tagName, name, value)
      ? false
      : isDangerous(tagName, prefix ? `${prefix}:${name}` : name, value),
  )
}

/** What is in the templates of the cases themselves. */
function isWrittenOut(tag: string, name: string, value: string): boolean {
  return (
    (tag === 'script' && value === 'text/plain') ||
    (tag === 'meta' && `${name} ${value}` === 'http-equiv refresh')
  )
}

function isDangerous(tag: string, written: string, value: Json): boolean {
  const name = written.replace(/^[?.]|^xlink:/, '').toLowerCase()
  if (name.startsWith('on') || ['srcdoc', 'style', '__proto__'].includes(name)) return true
  if (tag === 'meta' && /^http-?equiv$/.test(name)) return true
  if (/^(?:inner|outer)(?:html|text)$|^textcontent$/.test(name)) return true
  if (tag === 'script' || tag === 'style') {
    if (!['src', 'href', 'xlink:href'].includes(name)) return written.startsWith('.') || name === 'type'
  }
  if (name === 'text' && tag === 'a') return true
  const [elements = '', separator = /$^/] = ADDRESSES.get(name) ?? []
  return elements.split(' ').includes(tag) && textOf(value).split(separator).some(isScript)
}

/** As browsers read schemes. */
function isScript(address: string): boolean {
  return /^(?:javascript|vbscript|data):/i.test(address.replace(/^[\0-\x20]+|[\t\n\r]/g, ''))
}

/** What the DOM makes of a value where it takes text. */
function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map(textOf).join()
  return typeof value === 'object' ? '' : String(value)
}
