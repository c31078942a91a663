import { commandRefused } from '../../errors/view.ts'
import type { Command } from '../../protocol/differences.ts'
import { reversibleTo, sent, type ReversibleTo, type Target } from './command.ts'

/**
 * Adds classes, several with spaces between them. They stay through later renders, until the template itself comes to say
 * something else of them, or {@link restore} drops them. Throws `command-refused` without a class.
 *
 * ```ts
 * html`<button @click=${addClass(self, 'seen')}>Mark</button>`
 * ```
 */
export function addClass<To extends Target>(target: To, names: string): ReversibleTo<To> {
  return classes('addClass', target, names)
}

/**
 * Removes classes, several with spaces between them, as {@link addClass} adds them. Throws `command-refused` without a class.
 *
 * ```ts
 * html`<button @click=${removeClass({ closest: 'li' }, 'new unread')}>Read</button>`
 * ```
 */
export function removeClass<To extends Target>(target: To, names: string): ReversibleTo<To> {
  return classes('removeClass', target, names)
}

/**
 * Adds those of the classes that an element does not have, and removes the others, as {@link addClass} and {@link removeClass} do.
 * Throws `command-refused` without a class.
 *
 * ```ts
 * html`<li><button @click=${toggleClass({ closest: 'li' }, 'open')}>Details</button></li>`
 * ```
 */
export function toggleClass<To extends Target>(target: To, names: string): ReversibleTo<To> {
  return classes('toggleClass', target, names)
}

function classes<To extends Target>(
  word: 'addClass' | 'removeClass' | 'toggleClass',
  target: To,
  names: string,
): ReversibleTo<To> {
  if (names.trim() === '')
    throw commandRefused({
      problem: `${word}() was called without a class.`,
      wrong: `${word}(target, '')`,
      right: `${word}(target, 'open')`,
    })
  const command: Command = [word, sent(target), names.trim()]
  return reversibleTo(target, command)
}
