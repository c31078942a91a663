import { core } from './core.ts'

/**
 * What the markup becomes as the content of this element, which is left as it is. Scripts in it do not run,
 * and nothing in it loads or starts before it is put into the page.
 */
export function parseWithin(element: Element, html: string): DocumentFragment {
  const inert = core.parseMarkup('')
  // A form has its controls among its members.
  const holder = core.natural(inert.ownerDocument.importNode(element))
  core.fill(holder, html)
  // One by one: the arguments of a call are limited.
  while (holder.firstChild) inert.append(holder.firstChild)
  return inert
}
