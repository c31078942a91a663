/**
 * Holes among attributes that stand for several: each is written out, as if the author had. Which attributes that are depends on
 * the element, so the literal is parsed for it, once.
 */
import type { ExpandedAttribute, ExpandedElement, Expansion, InstanceLike } from '../template-value.ts'
import { readAttributes, type ReadAttribute } from './attribute-part.ts'
import { childrenOf, isElement, type Namespace, type Node, type Root } from './nodes.ts'
import { parseTemplate } from './parse.ts'
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
      if (isElement(node)) {
        const attributes = readAttributes(node, source)
        for (const read of attributes)
          if (read.kind === 'element') holders.set(read.hole, { tag: node.tagName, attributes })
      }
      for (const child of childrenOf(node)) visit(child)
    }
    visit(root)
    this.#holders = holders
  }

  expand(values: readonly unknown[]): InstanceLike {
    const holes = values.map((value, hole): readonly ExpandedAttribute[] | null => {
      const holder = this.#holders.get(hole)
      // Elsewhere it is no value that can be shown, and refused as such.
      return holder && isExpansion(value) ? value.attributes(elementOf(holder, values)) : null
    })
    return {
      strings: this.#stringsFor(holes),
      values: holes.flatMap((attributes, hole) => attributes?.map(([, value]) => value) ?? [values[hole]]),
    }
  }

  #stringsFor(holes: readonly (readonly ExpandedAttribute[] | null)[]): TemplateStringsArray {
    const key = holes.map((attributes) => attributes?.map(([written]) => written).join(' ') ?? '-').join('|')
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

/** The texts around the holes, where some holes have become several with names. */
function writtenOut(
  texts: readonly string[],
  holes: readonly (readonly ExpandedAttribute[] | null)[],
): string[] {
  const written = [texts[0] ?? '']
  const add = (text: string): void => {
    written[written.length - 1] += text
  }
  for (const [hole, attributes] of holes.entries()) {
    for (const [name] of attributes ?? [['']]) {
      if (name !== '') add(` ${name}=`)
      else if (attributes) add(' ')
      written.push('')
    }
    add(`${attributes ? ' ' : ''}${texts[hole + 1] ?? ''}`)
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
      return read.holes.length === 1 && read.statics.every((text) => text === '')
        ? values[read.holes[0] ?? -1]
        : read.statics.reduce(
            (before, text, index) => `${before}${String(values[read.holes[index - 1] ?? -1])}${text}`,
          )
    },
  }
}
