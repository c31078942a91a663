import type { Json } from '../protocol/differences.ts'
import type { EventBinding } from '../template/template-value.ts'
import { localBinding } from './on.ts'

/**
 * Moves the focus to the first match of the selector, or to the first thing in it that can take the focus.
 * The browser does it at once, without the server.
 *
 * ```ts
 * html`<button @click=${focus('#search')}>Search</button>`
 * ```
 */
export function focus(selector: string): EventBinding {
  return localBinding(['focus', selector])
}

/** Scrolls the first match of the selector into view. The browser does it at once, without the server. */
export function scrollTo(selector: string, behavior: 'auto' | 'smooth' | 'instant' = 'auto'): EventBinding {
  return localBinding(['scroll', selector, behavior])
}

/**
 * Dispatches a bubbling CustomEvent on the first match of the selector: the way to talk to scripts of the
 * page. The browser does it at once, without the server.
 *
 * ```ts
 * html`<button @click=${dispatch('#map', 'zoom', { by: 2 })}>Closer</button>`
 * ```
 */
export function dispatch(selector: string, type: string, detail: Json = null): EventBinding {
  return localBinding(['dispatch', selector, type, detail])
}
