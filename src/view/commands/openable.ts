import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Opens a `<dialog>` as a modal one, an element with `popover`, or `<details>`.
 *
 * ```ts
 * html`<button @click=${open('#settings')}>Settings</button> <dialog id="settings">…</dialog>`
 * ```
 */
export function open<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['open', sent(target)])
}

/** Closes what {@link open} opens. */
export function close<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['close', sent(target)])
}
