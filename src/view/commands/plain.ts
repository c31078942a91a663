import type { Json } from '../../protocol/differences.ts'
import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Moves the focus to the first match of the selector, or to the first thing in it that can take the focus.
 * The browser does it at once, without the server.
 *
 * ```ts
 * html`<button @click=${focus('#search')}>Search</button>`
 * ```
 */
export function focus<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['focus', sent(target)])
}

/** Scrolls the first match of the selector into view. The browser does it at once, without the server. */
export function scrollTo<To extends Target>(
  target: To,
  behavior: 'auto' | 'smooth' | 'instant' = 'auto',
): CommandTo<To> {
  return commandTo(target, ['scroll', sent(target), behavior])
}

/**
 * Dispatches a bubbling CustomEvent on the first match of the selector: the way to talk to scripts of the
 * page. The browser does it at once, without the server.
 *
 * ```ts
 * html`<button @click=${dispatch('#map', 'zoom', { by: 2 })}>Closer</button>`
 * ```
 */
export function dispatch<To extends Target>(target: To, type: string, detail: Json = null): CommandTo<To> {
  return commandTo(target, ['dispatch', sent(target), type, detail])
}
