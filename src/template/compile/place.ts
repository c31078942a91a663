/**
 * Where a template stands among elements of the templates around it, and whether the browser would leave it
 * there. Places with the same elements are one object, and each remembers what it has accepted, so that a
 * template is checked once for each kind of surroundings.
 */
import { serialize, type DefaultTreeAdapterTypes } from 'parse5'
import { childrenOf, isComment, refusesText, type Namespace, type Node, type Root } from './nodes.ts'
import { parseMarkup } from './parse.ts'
import type { Part } from './part.ts'

/** A child part in its surroundings; without a hole it is a root. */
export interface Site {
  readonly place: Place
  readonly hole: Hole | null
}

/** The hole of a literal. Literals with the same text share a template, so a message needs the literal itself. */
export interface Hole {
  readonly strings: TemplateStringsArray
  readonly index: number
}

export class Place {
  /** Open tags from the outermost that is known. */
  readonly tags: readonly string[]
  readonly namespace: Namespace
  /** Whether text directly here would be moved out of a table. */
  readonly refusesText: boolean
  /** How many elements, or templates without elements, are around it. */
  readonly depth: number
  /** By literal and hole, as long as there is the literal. */
  readonly #sites = new WeakMap<TemplateStringsArray, (Site | undefined)[]>()
  /** What was accepted between these elements, however deep. */
  readonly #accepted: WeakSet<object>

  private constructor(
    tags: readonly string[],
    namespace: Namespace,
    depth: number,
    accepted: WeakSet<object>,
  ) {
    this.tags = tags
    this.namespace = namespace
    this.refusesText = refusesText(tags.at(-1) ?? '')
    this.depth = depth
    this.#accepted = accepted
  }

  /** The place with these elements. */
  static of(tags: readonly string[], namespace: Namespace, depth: number = tags.length): Place {
    const known = tags.filter((tag) => !DOCUMENT_TAGS.has(tag)).slice(-NEAREST)
    const around = `${namespace} ${known.join('>')}`
    const key = `${depth} ${around}`
    const found = Place.#all.get(key)
    if (found !== undefined) return found
    // Names of elements may come from anywhere, and be of any length. What is forgotten is only found out again.
    if (key.length > LONGEST_KEY) return new Place(known, namespace, depth, new WeakSet())
    if (Place.#all.size >= MOST_PLACES) Place.#all.clear()
    if (Place.#acceptedIn.size >= MOST_PLACES) Place.#acceptedIn.clear()
    const accepted = Place.#acceptedIn.get(around) ?? new WeakSet()
    const place = new Place(known, namespace, depth, accepted)
    Place.#acceptedIn.set(around, accepted)
    Place.#all.set(key, place)
    return place
  }

  /** Where the content of a child part is, when its literal stands here. */
  site(strings: TemplateStringsArray, part: Part): Site {
    const known = this.#sites.get(strings)?.[part.index]
    if (known !== undefined) return known
    const depth = this.depth + Math.max(1, part.around.length)
    const namespace = part.around.length === 0 ? this.namespace : part.namespace
    const place = Place.of([...this.tags, ...part.around], namespace, depth)
    const site = { place, hole: { strings, index: part.index } }
    const sites = this.#sites.get(strings) ?? []
    sites[part.index] = site
    this.#sites.set(strings, sites)
    return site
  }

  /** Whether the browser builds this markup here as it does alone. `template` stands for it in the memory. */
  accepts(template: { readonly html: string }): boolean {
    if (this.#accepted.has(template)) return true
    if (this.tags.length > 0 && !this.keeps(template.html)) return false
    this.#accepted.add(template)
    return true
  }

  static readonly #all = new Map<string, Place>()
  static readonly #acceptedIn = new Map<string, WeakSet<object>>()

  /** Whether the browser leaves this markup here, and what follows it behind it. */
  keeps(markup: string): boolean {
    const opened = this.tags.map((tag) => `<${tag}>`).join('')
    const root = parseMarkup(`${opened}<!--${FROM}-->${markup}<!--${TO}-->`, 'html')
    let parent: Node | Root = root
    for (const tag of this.tags) {
      const children: readonly Node[] = childrenOf(parent)
      const [only] = children
      if (children.length !== 1 || only === undefined || only.nodeName !== tag.split(' ')[0]) return false
      parent = only
    }
    const children = childrenOf(parent)
    const [first] = children
    const last = children.at(-1)
    if (!first || !isComment(first) || first.data !== FROM) return false
    if (!last || !isComment(last) || last.data !== TO) return false
    return markupOf(children.slice(1, -1)) === markupOf(childrenOf(parseMarkup(markup, this.namespace)))
  }
}

/** Elements nest deep in recursive templates; those further out decide nothing. */
const NEAREST = 32
const MOST_PLACES = 10_000
const LONGEST_KEY = 500
/** They only surround: a parser of fragments does not know them. */
const DOCUMENT_TAGS: ReadonlySet<string> = new Set(['html', 'head', 'body'])
const FROM = 'from'
const TO = 'to'

function markupOf(nodes: readonly Node[]): string {
  const fragment: DefaultTreeAdapterTypes.DocumentFragment = {
    nodeName: '#document-fragment',
    childNodes: [...nodes],
  }
  return serialize(fragment)
}
