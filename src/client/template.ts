import type { PartDescriptor, TemplateDefinition } from '../protocol/differences.ts'
import { parseMarkup } from './markup.ts'

/**
 * A template as it is cloned. Each child part has an empty text node as its start, which shows the part's
 * text when that is what it holds, and otherwise stands before its content; a comment is its end, or the end
 * of the element when it is the only child. So every part knows where it is without asking its content.
 */
export interface ClientTemplate {
  readonly content: DocumentFragment
  /** In document order, as the parts are. */
  readonly slots: readonly Slot[]
}

/** A node with the parts that are bound to it: an element, or the start of a child part. */
export interface Slot {
  /** The node in the template. */
  readonly node: Node
  /** The indexes that lead from the content to it. */
  readonly path: readonly number[]
  readonly descriptors: readonly PartDescriptor[]
}

/** The descriptor of a child part that is all there is in its element. */
export const SOLE_CHILD = 's'

const SVG = 1

/** Parses a template and finds where its parts are. */
export function defineTemplate([, html, descriptors, namespace]: TemplateDefinition): ClientTemplate {
  const content = parseTemplate(html, namespace)
  const slots: Slot[] = []
  let next = 0
  findSlots(content, [])
  // Something must stand in the page for an instance to be found again and be moved.
  if (!content.firstChild) content.append('')
  return { content, slots }

  function findSlots(parent: Node, path: readonly number[]): void {
    let index = 0
    for (const node of [...parent.childNodes]) {
      const here = [...path, index++]
      if (node instanceof Element) inElement(node, here)
      else if (node instanceof Comment) {
        const start = new Text()
        node.before(start)
        index++
        slots.push({ node: start, path: here, descriptors: descriptors.slice(next, ++next) })
      }
    }
  }

  function inElement(element: Element, path: readonly number[]): void {
    const mark = element.getAttribute('_')
    if (mark !== null) {
      element.removeAttribute('_')
      const own = descriptors.slice(next, (next += Number(mark || 1)))
      if (own.includes(SOLE_CHILD)) element.append('')
      slots.push({ node: element, path, descriptors: own })
    }
    findSlots(element, path)
  }
}

function parseTemplate(html: string, namespace: 1 | 2 | undefined): DocumentFragment {
  if (!namespace) return parseMarkup(html)
  const name = namespace === SVG ? 'svg' : 'math'
  const content = parseMarkup(`<${name}>${html}</${name}>`)
  const wrapper = content.firstChild
  content.replaceChildren(...(wrapper?.childNodes ?? []))
  return content
}
