/** Copies of elements, for selectors alone. */
import { core } from '../modules/core.ts'

/** A copy without children, within copies of the elements around it. */
export function copyWithAncestors(element: Element): Element {
  const copy = copyOf(element)
  const parent = core.natural(element).parentElement
  if (parent) core.natural(copyWithAncestors(parent)).append(copy)
  return copy
}

/**
 * Nothing that runs: no constructors of custom elements, and no handlers in attributes, of which those of a body would become
 * those of the window. Policies may forbid styles in attributes.
 */
function copyOf(element: Element): Element {
  const { localName, namespaceURI, attributes } = core.natural(element)
  const copy = core.page.createElementNS(namespaceURI, localName.includes('-') ? 'div' : localName)
  for (const attribute of attributes) {
    if (/^(on|style$|is$)/.test(attribute.name)) continue
    // A copy of an attribute is one.
    core.natural(copy).setAttributeNode(attribute.cloneNode() as Attr)
  }
  return copy
}
