/**
 * Holes among attributes that stand for several: each is written out, as if the author had. Which attributes that are depends on
 * the element, so the literal is parsed for it, once.
 */
import type { ExpandedAttribute, ExpandedElement, Expansion, InstanceLike } from '../template-value.ts'
import { readAttributes, type ReadAttribute } from './attribute-part.ts'
import { childrenOf, isElement, type Element, type Namespace, type Node, type Root } from './nodes.ts'
import { parseTemplate } from './parse.ts'
import type { TemplateSource } from './source.ts'
import { shareLocation } from './template-location.ts'

/** The same with all its expansions written out; itself where it has none. */
export function expand(result: InstanceLike, namespace: Namespace): InstanceLike {
  return result.values.some(isExpansion) ? literalOf(result.strings, namespace).expand(result.values) : result
}

function isExpansion(value: unknown): value is Expansion {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'expansion'
}

function literalOf(strings: TemplateStringsArray, namespace: Namespace): ExpandedLiteral {
  let literal = literals.get(strings)
  if (literal === undefined) {
    literal = new ExpandedLiteral(strings, namespace)
    literals.set(strings, literal)
  }
  return literal
}

const literals = new WeakMap<TemplateStringsArray, ExpandedLiteral>()

/** What is known of an element with a hole among its attributes. */
interface Holder {
  readonly tag: string
  readonly attributes: readonly ReadAttribute[]
  /** Where its start tag ends: behind which hole, and how far behind it. */
  readonly end: { readonly hole: number; readonly offset: number }
}

/** What one hole has become. */
interface Written {
  /** Null where it stays as it is. */
  readonly attributes: readonly ExpandedAttribute[] | null
  /** Those of a field that stands behind the hole, so far into the text. */
  readonly field?: { readonly attributes: readonly ExpandedAttribute[]; readonly offset: number }
}

class ExpandedLiteral {
  readonly #strings: TemplateStringsArray
  readonly #holders: ReadonlyMap<number, Holder>
  /** By the names that their holes stand for. */
  readonly #expanded = new Map<string, TemplateStringsArray>()

  constructor(strings: TemplateStringsArray, namespace: Namespace) {
    this.#strings = strings
    const { root, source } = parseTemplate(strings, namespace)
    const holders = new Map<number, Holder>()
    const visit = (node: Node | Root): void => {
      if (isElement(node)) for (const [hole, holder] of holdersOf(node, source)) holders.set(hole, holder)
      for (const child of childrenOf(node)) visit(child)
    }
    visit(root)
    this.#holders = holders
  }

  expand(values: readonly unknown[]): InstanceLike {
    const holes = this.#holes(values)
    return {
      strings: this.#stringsFor(holes),
      values: holes.flatMap(({ attributes, field }, hole) => [
        ...(attributes?.map(([, value]) => value) ?? [values[hole]]),
        ...(field?.attributes.map(([, value]) => value) ?? []),
      ]),
    }
  }

  #holes(values: readonly unknown[]): readonly Written[] {
    const holes = values.map((): Written => ({ attributes: null }))
    for (const [hole, value] of values.entries()) {
      const holder = this.#holders.get(hole)
      // Elsewhere it is no value that can be shown, and refused as such.
      if (!holder || !isExpansion(value)) continue
      const element = elementOf(holder, values)
      holes[hole] = { ...holes[hole], attributes: value.attributes(element) }
      const attributes = value.hiddenField?.(element)
      const { end } = holder
      if (attributes)
        holes[end.hole] = { attributes: null, ...holes[end.hole], field: { attributes, offset: end.offset } }
    }
    return holes
  }

  #stringsFor(holes: readonly Written[]): TemplateStringsArray {
    const key = holes
      .map((hole) => [hole.attributes, hole.field?.attributes].map(namesOf).join('/'))
      .join('|')
    let strings = this.#expanded.get(key)
    if (strings === undefined) {
      const raw = writtenOut(this.#strings.raw, holes)
      strings = Object.assign(writtenOut(this.#strings, holes), { raw })
      shareLocation(strings, this.#strings)
      this.#expanded.set(key, strings)
    }
    return strings
  }
}

function namesOf(attributes: readonly ExpandedAttribute[] | null | undefined): string {
  return attributes?.map(([written]) => written).join(' ') ?? '-'
}

function holdersOf(
  element: Element,
  source: TemplateSource,
): readonly (readonly [hole: number, holder: Holder])[] {
  const attributes = readAttributes(element, source)
  const holes = attributes.flatMap((read) => (read.kind === 'element' ? read.hole : []))
  if (holes.length === 0) return []
  const { marks, text } = source
  const location = element.sourceCodeLocation
  const { startOffset = 0, endOffset = 0 } = location?.startTag ?? location ?? {}
  const hole = marks.in(text.slice(startOffset, endOffset)).at(-1) ?? 0
  const mark = marks.of(hole)
  const end = { hole, offset: endOffset - text.indexOf(mark) - mark.length }
  return holes.map((each) => [each, { tag: element.tagName, attributes, end }])
}

/** The texts around the holes, where some holes have become several with names. */
function writtenOut(texts: readonly string[], holes: readonly Written[]): string[] {
  const written = [texts[0] ?? '']
  const add = (text: string): void => {
    written[written.length - 1] += text
  }
  const addHoles = (attributes: readonly ExpandedAttribute[]): void => {
    for (const [name] of attributes) {
      add(name === '' ? ' ' : ` ${name}=`)
      written.push('')
    }
    // What follows may be a slash.
    add(' ')
  }
  for (const [hole, { attributes, field }] of holes.entries()) {
    if (attributes) addHoles(attributes)
    else written.push('')
    const text = texts[hole + 1] ?? ''
    add(text.slice(0, field?.offset))
    if (!field) continue
    add('<input type="hidden"')
    addHoles(field.attributes)
    add(`/>${text.slice(field.offset)}`)
  }
  return written
}

function elementOf({ tag, attributes }: Holder, values: readonly unknown[]): ExpandedElement {
  return {
    tag,
    attribute(name) {
      const read = attributes.find((each) => 'name' in each && each.kind !== 'event' && each.name === name)
      if (read === undefined || read.kind === 'element') return undefined
      if (read.kind === 'static') return read.value
      const [first = ''] = read.statics
      const valueOf = (index: number): unknown => values[read.holes[index] ?? -1]
      if (read.statics.join('') === '' && read.holes.length === 1) return valueOf(0)
      return read.statics
        .slice(1)
        .reduce((text, next, index) => `${text}${String(valueOf(index))}${next}`, first)
    },
  }
}
