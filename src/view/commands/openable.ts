import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Opens a `<dialog>` as a modal one, an element with `popover`, or `<details>`. What is open already stays so. Any other element is reported
 * in the server's log as `operation-problem`.
 *
 * ```ts
 * html`<button @click=${open('#settings')}>Settings</button> <dialog id="settings">…</dialog>`
 * ```
 */
export function open<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['open', sent(target)])
}

/**
 * Closes what {@link open} opens: a `<dialog>`, an element with `popover`, or `<details>`. What is closed already stays so.
 *
 * ```ts
 * html`<dialog id="settings"><button @click=${close('#settings')}>Done</button></dialog>`
 * ```
 */
export function close<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['close', sent(target)])
}
