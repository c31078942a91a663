/** Templates as the browser has them: parsed once, and cloned for each instance. */
import type { PartDescriptor, TemplateDefinition, TemplateTable } from '../protocol/differences.ts'
import { natural, page } from './clobbering.ts'
import { parseMarkup } from './markup.ts'
import { markComment } from './marks.ts'

/**
 * A template as it is cloned. Child parts end at empty comments. Comments that are not empty keep texts apart: one
 * stands before each child part, and where the template begins or ends with text.
 */
export interface ClientTemplate {
  readonly content: DocumentFragment
  /** The elements that have parts, with their descriptors. */
  readonly bound: ReadonlyMap<Element, readonly PartDescriptor[]>
}

/** The descriptor of a child part that has a comment at its end, and of one that is alone in its element. */
const CHILD = 'c'
export const SOLE_CHILD = 's'

const SVG = 1

/** By the ids that the server gave them in this epoch. */
const templates = new Map<number, ClientTemplate>()
/** By the hashes of their content, for the life of the page. */
const known = new Map<string, ClientTemplate>()

export function defineTemplates(table: TemplateTable): void {
  for (const [id, definition] of Object.entries(table)) {
    const [hash] = typeof definition === 'string' ? [definition] : definition
    // A hash stands alone only for a template that is known.
    const template = known.get(hash) ?? define(definition as TemplateDefinition)
    known.set(hash, template)
    templates.set(Number(id), template)
  }
}

/** The content hashes of the templates that need not be sent again. */
export function templateHashes(): string[] {
  return [...known.keys()]
}

export function templateOf(id: number): ClientTemplate {
  // One that was not announced throws where it is used, as it must.
  return templates.get(id) as ClientTemplate
}

/**
 * Whether a node of the page can be what an element of a template has become: by name, and by the attributes that
 * are static. Scripts of the page may have added to them.
 */
export function isLike(node: Node, model: Element): boolean {
  if (natural(node).nodeName !== natural(model).nodeName) return false
  // What is called like an element is one.
  const element = natural(node as Element)
  return !statics.get(model)?.some(({ name, value }) => value && !element.getAttribute(name)?.includes(value))
}

/** The static attributes of the elements of templates. */
const statics = new WeakMap<Element, readonly Attr[]>()

function define([, html, descriptors, namespace]: TemplateDefinition): ClientTemplate {
  const name = namespace === SVG ? 'svg' : 'math'
  const content = parseMarkup(namespace ? `<${name}>${html}</${name}>` : html)
  const wrapper = content.firstChild
  if (namespace) wrapper?.replaceWith(...wrapper.childNodes)
  // A comment is a child of what holds it.
  const ends = page.createTreeWalker(content, NodeFilter.SHOW_COMMENT)
  // Comments alone are shown to it.
  while (ends.nextNode()) (ends.currentNode as Comment).before(markComment())
  if (content.firstChild instanceof Text) content.prepend(markComment())
  // Something must stand in the page for an instance to be found again and be moved.
  if (!content.lastChild || content.lastChild instanceof Text) content.append(markComment())

  const bound = new Map<Element, readonly PartDescriptor[]>()
  const ofElements = descriptors.filter((descriptor) => descriptor !== CHILD)
  for (const element of content.querySelectorAll('*')) {
    const marked = natural(element)
    if (marked.hasAttribute('_')) {
      bound.set(element, ofElements.splice(0, Number(marked.getAttribute('_') || 1)))
      marked.removeAttribute('_')
    }
    // Those of a spread may be others than the static ones.
    if (!bound.get(element)?.includes('*')) statics.set(element, [...marked.attributes])
  }
  return { content, bound }
}
