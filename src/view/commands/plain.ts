import type { Json } from '../../protocol/differences.ts'
import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Moves the focus to the first element that the target finds, or to the first thing in it that takes the focus. The browser does it at
 * once, without the server.
 *
 * ```ts
 * html`<button @click=${focus('#search')}>Search</button>`
 * ```
 */
export function focus<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['focus', sent(target)])
}

/**
 * Scrolls the first element that the target finds to the top of what is seen. Smoothly only for users who do not prefer reduced
 * motion. `scrollIntoView` of `overwire/commands` says where it is to be seen.
 *
 * ```ts
 * html`<button @click=${scrollTo('#comments', 'smooth')}>Comments</button>`
 * ```
 */
export function scrollTo<To extends Target>(
  target: To,
  behavior: 'auto' | 'smooth' | 'instant' = 'auto',
): CommandTo<To> {
  return commandTo(target, ['scroll', sent(target), behavior])
}

/**
 * Dispatches a bubbling `CustomEvent` on every element that the target finds, with `detail`, which is anything that JSON can hold and
 * `null` by default: the way to talk to scripts of the page. The browser does it at once, without the server.
 *
 * ```ts
 * html`<button @click=${dispatch('#map', 'zoom', { by: 2 })}>Closer</button>`
 * ```
 */
export function dispatch<To extends Target>(target: To, type: string, detail: Json = null): CommandTo<To> {
  return commandTo(target, ['dispatch', sent(target), type, detail])
}
