import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Runs the commands that another element has for a type of event, `click` by default, as if it had happened there. What its handler does
 * on the server is not done. An element without such commands, and one that would run its own again, are reported in the server's log.
 *
 * ```ts
 * html`<button id="close" @click=${chain(hide('#menu'), focus('#opener'))}>Close</button>
 *   <nav id="menu" @keydown=${chain(exec('#close'), on(() => {}, { keys: ['Escape'] }))}>…</nav>`
 * ```
 */
export function exec<To extends Target>(target: To, type: string = 'click'): CommandTo<To> {
  return commandTo(target, ['exec', sent(target), type])
}
