/**
 * Turns a parsed template into what the engine works with: the markup for the browser with marks at its
 * parts, the parts, and the static text around them for HTML.
 *
 * The browser parses the markup once and clones it. An element with parts has the attribute `_`, or `_=n`
 * when it has n descriptors; content that is not alone in its element has an empty comment at its end,
 * `<!>`. Descriptors stand in the order in which a walk through the markup comes upon them.
 */
import { choiceOf, routesOf, type ElementRoutes } from './attribute-routes.ts'
import { readAttributes, type BoundAttribute, type ReadAttribute } from './attribute-part.ts'
import { refuseTwice, refuseTwoHooks } from './attributes-twice.ts'
import { isClosing, kindOfDescriptor, type ElementParts } from './element-parts.ts'
import { inheritedBlockers, ownBlockers } from './blockers.ts'
import { refuseClosed, type Closed } from './closed-content.ts'
import { readContent, type Content, type TextContent } from './element-content.ts'
import { escapeAttribute, escapeText } from './escape.ts'
import {
  childrenOf,
  dropsLineFeed,
  holdsRawText,
  isShadowRoot,
  isComment,
  isElement,
  isHtml,
  isText,
  isVoid,
  namespaceInside,
  openTag,
  type Element,
  type Namespace,
  type Node,
} from './nodes.ts'
import type { ParsedTemplate } from './parse.ts'
import type { Blocker } from './part.ts'
import { isPosted } from './posted-form.ts'
import { targetId } from './target-id.ts'
import { NAMELESS, TemplateWriter, type Assembled } from './template-writer.ts'

export function assemble(
  parsed: ParsedTemplate,
  namespace: Namespace,
  elementParts: ElementParts,
): Assembled {
  return new Assembler(parsed, elementParts).run(namespace)
}

/** What surrounds a node within its template. */
interface Surroundings {
  readonly around: readonly string[]
  readonly namespace: Namespace
  readonly blockers: readonly Blocker[]
  /** Those among them that come from beyond the parent. */
  readonly beyond: readonly Blocker[]
  readonly parent: Element | null
  readonly closed: Closed | null
  /** The innermost form around it; -1 without one. */
  readonly form: number
}

/** What the attributes of one element have in common. */
interface AttributePlace {
  readonly blockers: readonly Blocker[]
  readonly outside: Surroundings
  readonly routes: ElementRoutes | null
}

class Assembler {
  readonly #parsed: ParsedTemplate
  readonly #elementParts: ElementParts
  readonly #out = new TemplateWriter()
  #forms = 0

  constructor(parsed: ParsedTemplate, elementParts: ElementParts) {
    this.#parsed = parsed
    this.#elementParts = elementParts
  }

  readonly #isSpread = (hole: number): boolean =>
    kindOfDescriptor(this.#elementParts.get(hole) ?? '*') === 'spread'

  run(namespace: Namespace): Assembled {
    const top = { around: [], namespace, blockers: [], beyond: [], parent: null, closed: null, form: -1 }
    for (const node of childrenOf(this.#parsed.root)) this.#node(node, top)
    return this.#out.assembled(this.#parsed.document)
  }

  #node(node: Node, inside: Surroundings): void {
    if (isElement(node)) this.#element(node, inside)
    else if (isText(node)) this.#text(node.value, inside)
    else if (isComment(node)) this.#comment(node.data, node, inside)
    else this.#out.both(`<!doctype ${'name' in node ? node.name : 'html'}>`)
  }

  #text(text: string, inside: Surroundings): void {
    this.#out.both(inside.parent && holdsRawText(inside.parent) ? text : escapeText(text))
  }

  #comment(data: string, node: Node, inside: Surroundings): void {
    for (const hole of this.#parsed.source.marks.in(data)) {
      refuseClosed(node, inside.closed, this.#parsed.source)
      this.#out.markup('<!>')
      this.#out.descriptor('c')
      this.#child(hole, inside, 'child')
    }
  }

  // --- elements ---

  #element(element: Element, outside: Surroundings): void {
    const attributes = readAttributes(element, this.#parsed.source)
    refuseTwice(element, attributes, this.#parsed.source)
    const own = this.#elementParts
    refuseTwoHooks(element, attributes, { parts: own, source: this.#parsed.source })
    const content = readContent(element, this.#parsed.source)
    const isForeign = attributes.some((read) => read.kind === 'element' && isClosing(own.get(read.hole)))
    const inside: Surroundings = {
      around: [...outside.around, openTag(element)],
      namespace: namespaceInside(element),
      blockers: inheritedBlockers(element, attributes, outside),
      beyond: outside.blockers,
      parent: element,
      closed: isForeign
        ? 'foreign'
        : isShadowRoot(element)
          ? 'shadow'
          : element.tagName === 'template'
            ? 'template'
            : outside.closed,
      form: element.tagName === 'form' && isHtml(element) ? this.#forms++ : outside.form,
    }
    this.#out.nested(inside.around.length)
    const blockers = ownBlockers(attributes, inside.blockers)
    if (attributes.some((read) => read.kind !== 'static'))
      refuseClosed(element, outside.closed, this.#parsed.source)

    this.#startTag(element, attributes, { content, blockers, outside: { ...outside, form: inside.form } })
    if (isVoid(element)) return
    const choice = element.tagName === 'select' ? choiceOf(attributes, this.#isSpread) : null
    if (choice !== null) this.#out.slot(choice, 'chosen', '')
    this.#content(element, content, inside)
    if (choice !== null) this.#out.slot(choice, 'chosen', '')
    if (content.kind === 'nodes' && inside.closed === null) this.#out.target(targetId(element, attributes))
    this.#out.both(`</${element.tagName}>`)
  }

  #startTag(
    element: Element,
    attributes: readonly ReadAttribute[],
    { content, blockers, outside }: { content: Content; blockers: readonly Blocker[]; outside: Surroundings },
  ): void {
    this.#out.both(`<${element.tagName}`)
    const routes = routesOf(element.tagName, attributes, this.#isSpread)
    const on = { blockers, outside, routes }
    let described = content.kind === 'nodes' ? 0 : 1
    for (const read of attributes) {
      if (read.kind !== 'static') described++
      else this.#staticAttribute(staticAttribute(read.name, read.value), routes)
      if (read.kind === 'element') this.#elementHole(read.hole, element, on)
      else if (read.kind !== 'static') this.#attribute(read, element, on)
    }
    if (routes !== null) this.#out.attributes(routes)
    if (isPosted(element, attributes, this.#isSpread)) this.#out.both(' method="post"')
    // The browser clones what it has parsed, shadow roots only when they say that they may be.
    if (isShadowRoot(element)) this.#out.markup(' shadowrootclonable')
    if (described > 0) this.#out.markup(described === 1 ? ' _' : ` _=${described}`)
    this.#out.both('>')
    const value = attributes.find((read) => read.kind === 'property' && read.name === 'value')
    if (element.tagName === 'textarea' && value?.kind === 'property') {
      this.#out.slot(value.holes[0] ?? 0, 'text', '', true)
    }
  }

  #staticAttribute(text: string, routes: ElementRoutes | null): void {
    if (routes === null) this.#out.both(text)
    else this.#out.markup(text)
  }

  #attribute(read: BoundAttribute, element: Element, on: AttributePlace): void {
    this.#out.descriptor(read.descriptor)
    const { name } = read
    read.holes.forEach((hole, index) => {
      this.#out.part(hole, {
        kind: read.kind,
        name,
        tag: element.tagName,
        whole: read.holes.length === 1 && typeof read.descriptor === 'string',
        url: beginsAddress(read, index) ? read.url : null,
        inHtml: read.inHtml,
        typed: read.typed,
        blockers: on.blockers,
        outside: on.outside,
      })
      if (read.kind === 'event' && /^[a-z]+$/.test(name)) this.#out.slot(hole, 'event', name)
      else if (on.routes === null) this.#attributeSlot(read, hole, { index, tag: element.tagName })
    })
  }

  #attributeSlot(read: BoundAttribute, hole: number, { index, tag }: { index: number; tag: string }): void {
    if (read.kind === 'boolean') this.#out.slot(hole, 'boolean', read.name)
    else if (read.kind === 'property' && read.inHtml) {
      if (read.name !== 'value') this.#out.slot(hole, 'boolean', read.name)
      else if (tag !== 'textarea') this.#out.slot(hole, 'attribute', 'value')
    } else if (read.kind === 'attribute' && typeof read.descriptor === 'string') {
      this.#out.slot(hole, 'attribute', read.name)
    } else if (read.kind === 'attribute') {
      this.#out.static(index === 0 ? ` ${read.name}="` : '')
      this.#out.static(escapeAttribute(read.statics[index] ?? ''))
      this.#out.slot(hole, 'segment', '')
      if (index === read.holes.length - 1)
        this.#out.static(`${escapeAttribute(read.statics[index + 1] ?? '')}"`)
    }
  }

  #elementHole(hole: number, element: Element, { blockers, outside, routes }: AttributePlace): void {
    const descriptor = this.#elementParts.get(hole) ?? '*'
    const kind = kindOfDescriptor(descriptor)
    this.#out.elementHole(hole)
    this.#out.descriptor(descriptor)
    const name = descriptor.slice(1)
    this.#out.part(hole, { ...NAMELESS, kind, name, tag: element.tagName, blockers, outside })
    if (isClosing(descriptor)) this.#out.static(' data-live-foreign')
    else if (kind === 'spread' && routes === null) this.#out.slot(hole, 'spread', '')
  }

  // --- content ---

  #content(element: Element, content: Content, inside: Surroundings): void {
    switch (content.kind) {
      case 'sole':
        refuseClosed(element, inside.closed, this.#parsed.source)
        this.#out.descriptor('s')
        this.#child(content.hole, inside, 'sole', dropsLineFeed(element))
        return
      case 'text':
        refuseClosed(element, inside.closed, this.#parsed.source)
        this.#mixedText(content, element, inside)
        return
      case 'nodes':
        this.#nodes(element, content.nodes, inside)
    }
  }

  #nodes(element: Element, nodes: readonly Node[], inside: Surroundings): void {
    const [first] = nodes
    if (first && dropsLineFeed(element)) {
      if (isText(first) && first.value.startsWith('\n')) this.#out.both('\n')
      // Whatever comes from this hole may begin with a line feed; this one is dropped instead.
      else if (isComment(first)) this.#out.static('\n')
    }
    for (const node of nodes) this.#node(node, inside)
  }

  #mixedText({ holes, statics }: TextContent, element: Element, inside: Surroundings): void {
    const whole = holes.length === 1 && statics.every((text) => text === '')
    this.#out.descriptor(whole ? 't' : ['t', ...statics])
    const start = statics[0] ?? ''
    if (dropsLineFeed(element) && start.startsWith('\n')) this.#out.static('\n')
    holes.forEach((hole, index) => {
      this.#out.static(escapeText(statics[index] ?? ''))
      const { around, namespace, blockers } = inside
      this.#out.part(hole, {
        ...NAMELESS,
        kind: 'text',
        tag: element.tagName,
        whole,
        blockers,
        outside: { ...inside, around, namespace },
      })
      this.#out.slot(hole, 'text', '', index === 0 && start === '' && dropsLineFeed(element))
    })
    this.#out.static(escapeText(statics[holes.length] ?? ''))
  }

  #child(hole: number, inside: Surroundings, as: 'child' | 'sole', dropped = false): void {
    this.#out.part(hole, {
      ...NAMELESS,
      // The browser takes it for content, of which there is none.
      kind: this.#parsed.dropped.has(hole) ? 'dropped' : 'child',
      tag: inside.parent?.tagName ?? '',
      blockers: inside.blockers,
      outside: inside,
    })
    this.#out.slot(hole, as, '', dropped)
  }
}

/** Whether a hole may hold the scheme of an address. In a list any may: it can hold a separator. */
function beginsAddress({ url, statics }: BoundAttribute, index: number): boolean {
  if (url !== 'address' && url !== 'image') return true
  return index === 0 && !/\S/.test(statics[0] ?? '')
}

function staticAttribute(name: string, value: string): string {
  return value === '' ? ` ${name}` : ` ${name}="${escapeAttribute(value)}"`
}
