import type { PartDescriptor, TemplateDefinition, TemplateTable } from '../protocol/differences.ts'
import { natural } from './clobbering.ts'
import { parseMarkup } from './markup.ts'

/** A template as it is cloned. Its comments are where child parts end. */
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

function define([, html, descriptors, namespace]: TemplateDefinition): ClientTemplate {
  const name = namespace === SVG ? 'svg' : 'math'
  const content = parseMarkup(namespace ? `<${name}>${html}</${name}>` : html)
  const wrapper = content.firstChild
  if (namespace) wrapper?.replaceWith(...wrapper.childNodes)
  // Something must stand in the page for an instance to be found again and be moved.
  if (!content.firstChild) content.append('')

  const bound = new Map<Element, readonly PartDescriptor[]>()
  const ofElements = descriptors.filter((descriptor) => descriptor !== CHILD)
  for (const element of content.querySelectorAll('[_]')) {
    const marked = natural(element)
    bound.set(element, ofElements.splice(0, Number(marked.getAttribute('_') || 1)))
    marked.removeAttribute('_')
  }
  return { content, bound }
}
