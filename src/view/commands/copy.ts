import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Puts a text into the clipboard: the value of a control, or the text in the first match of a target. With `text` it is given.
 *
 * ```ts
 * html`<code id="key">${this.key}</code> <button @click=${copy('#key')}>Copy</button>`
 * html`<button @click=${copy({ text: this.link })}>Copy the link</button>`
 * ```
 */
export function copy(what: { readonly text: string }): CommandTo<string>
export function copy<To extends Target>(what: To): CommandTo<To>
export function copy(what: Target | { readonly text: string }): CommandTo<Target> {
  if (typeof what === 'object' && 'text' in what) return commandTo('', ['copyText', what.text])
  return commandTo(what, ['copy', sent(what)])
}
