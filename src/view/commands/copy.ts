import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Puts a text into the clipboard: the value of the first control that the target finds, or the text of the first element. With `text` it is
 * this one. Where the browser does not allow it, as on pages without HTTPS, the server's log says so.
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
