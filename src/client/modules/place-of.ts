import { core } from './core.ts'

/** Where messages are shown: an element of the page's author with this attribute, or one that is made, also when something has emptied the body since. */
export function placeOf(name: 'data-live-flash' | 'data-live-notice'): Element {
  return (
    core.page.querySelector(`[${name}]`) ??
    // The markup is that of an element.
    core.page.body.appendChild(core.parseMarkup(`<div ${name} role=status>`).firstChild as Element)
  )
}
