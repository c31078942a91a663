/** What only makes sense while an event has no outcome: it is taken back then, and the server's answer stands in its place. */
import type { Command } from '../../protocol/differences.ts'
import { renderExpectedRow, type Content } from '../../template/output/render-content.ts'
import { sent, type Reversible, type Target } from './command.ts'

/**
 * Shows a text in a control until the event has its outcome, for `on(handler, { optimistic })`. It is no change of the user's, and the view
 * does not hear of it. Boxes, radio buttons, selects of several options and files are left alone.
 *
 * ```ts
 * html`<form @submit=${on((event) => this.add(event), { optimistic: setValue({ inside: 'input' }, '') })}>…</form>`
 * ```
 */
export function setValue(target: Target, text: string): Reversible {
  return reversible(['setValue', sent(target), text])
}

/**
 * Puts a row at the end of the target until the event has its outcome. Elements with `data-field` get the text of the field of
 * this name of the form that the event happened in. Throws `expected-row-lives` for a row with a handler or another thing of a view: the
 * server does not know it yet.
 *
 * ```ts
 * html`<form @submit=${on((event) => this.add(event), {
 *   optimistic: appendRow('#todos', html`<li><b data-field="title"></b></li>`),
 * })}>…</form>`
 * ```
 */
export function appendRow(target: Target, row: Content): Reversible {
  return reversible(['appendRow', sent(target), renderExpectedRow(row, 'appendRow(target, …)')])
}

/**
 * Puts a row at the start of the target until the event has its outcome, as {@link appendRow} does at its end.
 *
 * ```ts
 * html`<button @click=${on(() => this.add('Urgent'), { optimistic: prependRow('#todos', html`<li>Urgent</li>`) })}>Urgent</button>`
 * ```
 */
export function prependRow(target: Target, row: Content): Reversible {
  return reversible(['prependRow', sent(target), renderExpectedRow(row, 'prependRow(target, …)')])
}

/**
 * Does not show what the target finds until the event has its outcome. It stays in the document, so that CSS still counts it.
 *
 * ```ts
 * html`<li>${title} <button @click=${on(() => this.remove(id), { optimistic: removeRow({ closest: 'li' }) })}>Remove</button></li>`
 * ```
 */
export function removeRow(target: Target): Reversible {
  return reversible(['removeRow', sent(target)])
}

/**
 * Shows the fields of the form that the event happened in, until the event has its outcome, in the elements of the target with
 * `data-field`, by their names: the title of a row while its new one is saved. What is in such an element is one text.
 *
 * ```ts
 * html`<form @submit=${on((event) => this.rename(event), { optimistic: setFields('#todo-7') })}>…</form>
 *   <li id="todo-7"><b data-field="title">${title}</b></li>`
 * ```
 */
export function setFields(target: Target): Reversible {
  return reversible(['setFields', sent(target)])
}

/**
 * Shows the target in another place until the event has its outcome: one step up or down, first or last, before what a
 * selector finds, or at the end of a list that a selector finds. The place may be in another list.
 *
 * ```ts
 * html`<button @click=${on(() => this.raise(id), { optimistic: moveRow({ closest: 'li' }, 'up') })}>Up</button>
 *   <button @click=${on(() => this.finish(id), { optimistic: moveRow({ closest: 'li' }, { into: '#done' }) })}>Done</button>`
 * ```
 */
export function moveRow(
  target: Target,
  to: 'up' | 'down' | 'first' | 'last' | { readonly before: string } | { readonly into: string },
): Reversible {
  if (typeof to === 'string') return reversible(['moveRow', sent(target), to])
  return 'into' in to
    ? reversible(['moveRow', sent(target), 'into', to.into])
    : reversible(['moveRow', sent(target), 'before', to.before])
}

function reversible(command: Command): Reversible {
  return { reversible: [command] }
}
