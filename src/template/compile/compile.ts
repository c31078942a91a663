/** Compiles templates, once for each literal in the source code. */
import type { PartDescriptor, TemplateDefinition } from '../../protocol/differences.ts'
import { partsOf, type ElementRoutes } from './attribute-routes.ts'
import { assemble } from './assemble.ts'
import { elementDescriptor, type ElementParts } from './element-parts.ts'
import type { Assembled, Target } from './template-writer.ts'
import { Hasher } from './hash.ts'
import type { Namespace } from './nodes.ts'
import { parseTemplate, type ParsedTemplate } from './parse.ts'
import type { Part, Slot } from './part.ts'
import { accepted } from './accepts.ts'

export type { Namespace } from './nodes.ts'

/** A compiled template. Templates with the same content are one object. */
export class Template {
  /** The literal that it was compiled from, or one like it. */
  readonly strings: TemplateStringsArray
  readonly namespace: Namespace
  /** Of the content: the same in every process. */
  readonly hash: string
  /** The markup that the browser clones. */
  readonly html: string
  readonly descriptors: readonly PartDescriptor[]
  readonly parts: readonly Part[]
  readonly slots: readonly Slot[]
  readonly end: string
  /** Its elements that portals can write into. */
  readonly targets: readonly Target[]
  /** How deep its elements are nested. */
  readonly depth: number
  /** Whether it is a whole document. */
  readonly document: boolean
  /** Whether a hole among attributes decides by its value what it is. */
  readonly varies: boolean
  /** For each part, the kinds of values that are kept as they are: see `accepts.ts`. */
  readonly accepts: Uint8Array
  /** The parts that hold children, for walks through trees. */
  readonly children: readonly number[]
  /** For parts that share an attribute or text with others, all of these. */
  readonly shared: ReadonlyMap<number, readonly number[]>
  /** For parts of an element whose attributes come by several routes, all of these. Null when there is none. */
  readonly routed: ReadonlyMap<number, ElementRoutes> | null
  /** Whether its own elements have state that users change. */
  readonly holdsControls: boolean
  /** Whether a child part stands at the top, so that the place of the template decides what it may hold. */
  readonly open: boolean

  constructor(strings: TemplateStringsArray, namespace: Namespace, hash: string, assembled: Assembled) {
    this.strings = strings
    this.namespace = namespace
    this.hash = hash
    this.html = assembled.html
    this.descriptors = assembled.descriptors
    this.parts = assembled.parts
    this.slots = assembled.slots
    this.end = assembled.end
    this.targets = assembled.targets
    this.depth = assembled.depth
    this.document = assembled.document
    this.varies = assembled.elementHoles.length > 0
    this.accepts = Uint8Array.from(assembled.parts, accepted)
    this.children = assembled.parts.filter((part) => part.kind === 'child').map((part) => part.index)
    this.shared = sharedParts(assembled.descriptors)
    this.routed =
      assembled.routed.length === 0
        ? null
        : new Map(
            assembled.routed.flatMap((routes) => partsOf(routes).map((part) => [part, routes] as const)),
          )
    this.holdsControls = CONTROLS.test(assembled.html)
    this.open = assembled.parts.some((part) => part.kind === 'child' && part.around.length === 0)
  }

  /** What the browser is told of it. */
  get definition(): TemplateDefinition {
    const { hash, html, descriptors, namespace } = this
    if (namespace === 'html') return [hash, html, descriptors]
    return [hash, html, descriptors, namespace === 'svg' ? 1 : 2]
  }
}

/** Whether it is nothing but a hole. */
export function isBare({ strings }: Template): boolean {
  return strings.every((text) => text === '')
}

/** Custom elements may be controls. */
const CONTROLS = /<(?:input|textarea|select|details|dialog|[a-z][a-z\d]*-)|\scontenteditable/i

function sharedParts(descriptors: readonly PartDescriptor[]): ReadonlyMap<number, readonly number[]> {
  const shared = new Map<number, readonly number[]>()
  let index = 0
  for (const descriptor of descriptors) {
    // The kind, and one text more than there are holes.
    const holes = typeof descriptor === 'string' ? 1 : descriptor.length - 2
    const parts = Array.from({ length: holes }, () => index++)
    if (holes > 1) for (const part of parts) shared.set(part, parts)
  }
  return shared.size === 0 ? NOTHING_SHARED : shared
}

const NOTHING_SHARED: ReadonlyMap<number, readonly number[]> = new Map()

/** What is compiled: the literal, and the values when they decide what a hole is. */
export interface Compilable {
  readonly strings: TemplateStringsArray
  readonly values: readonly unknown[]
}

/** The template of a result in a namespace. */
export function templateOf(result: Compilable, namespace: Namespace): Template {
  let literal = literals.get(result.strings)
  if (literal === undefined) {
    literal = new Literal(result.strings)
    literals.set(result.strings, literal)
  }
  return literal.template(namespace, result.values)
}

const literals = new WeakMap<TemplateStringsArray, Literal>()
/** Those that something shows, or whose literals are there: literals that code makes as it runs come and go. */
const byHash = new Map<string, WeakRef<Template>>()
const forgotten = new FinalizationRegistry((hash: string) => {
  if (byHash.get(hash)?.deref() === undefined) byHash.delete(hash)
})

/** One literal in the source code, and the templates that it is compiled to. */
class Literal {
  readonly #strings: TemplateStringsArray
  readonly #templates = new Map<string, Template>()
  #elementHoles: readonly number[] = NONE

  constructor(strings: TemplateStringsArray) {
    this.#strings = strings
  }

  template(namespace: Namespace, values: readonly unknown[]): Template {
    const variant = this.#elementHoles.length === 0 ? namespace : this.#variant(namespace, values)
    return this.#templates.get(variant) ?? this.#compile(namespace, values)
  }

  #compile(namespace: Namespace, values: readonly unknown[]): Template {
    const parsed = parseTemplate(this.#strings, namespace)
    const elementParts: ElementParts = new Map(values.map((value, hole) => [hole, elementDescriptor(value)]))
    const assembled = assemble(parsed, namespace, elementParts)
    this.#elementHoles = assembled.elementHoles
    const template = share(this.#strings, { namespace, parsed, assembled })
    this.#templates.set(template.varies ? this.#variant(namespace, values) : namespace, template)
    return template
  }

  #variant(namespace: Namespace, values: readonly unknown[]): string {
    const kinds = this.#elementHoles.map((hole) => elementDescriptor(values[hole]))
    return `${namespace}${kinds.join('')}`
  }
}

const NONE: readonly number[] = []

/** Gives literals with the same content the same template, so that the browser learns it once. */
function share(
  strings: TemplateStringsArray,
  compiled: { namespace: Namespace; parsed: ParsedTemplate; assembled: Assembled },
): Template {
  const { namespace, parsed, assembled } = compiled
  const hasher = new Hasher()
    .add(parsed.document ? 'document' : namespace)
    .add(assembled.html)
    .add(JSON.stringify(assembled.descriptors))
  // The order in which attributes are written is in neither of them.
  if (assembled.routed.length > 0) hasher.add(JSON.stringify(assembled.routed))
  // A hole in a comment looks to the browser like any other.
  if (parsed.dropped.size > 0) hasher.add([...parsed.dropped].join())
  const hash = hasher.text()
  const known = byHash.get(hash)?.deref()
  if (known !== undefined) return known
  const template = new Template(strings, namespace, hash, assembled)
  byHash.set(hash, new WeakRef(template))
  forgotten.register(template, hash)
  return template
}
