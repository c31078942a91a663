import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Runs the commands that stand in the handler of another element, as if it had happened there. What that handler does on the
 * server is not done.
 *
 * ```ts
 * html`<button id="close" @click=${chain(hide('#menu'), focus('#opener'))}>Close</button>
 *   <nav id="menu" @keydown=${chain(exec('#close'), on(() => {}, { keys: ['Escape'] }))}>…</nav>`
 * ```
 */
export function exec<To extends Target>(target: To, type: string = 'click'): CommandTo<To> {
  return commandTo(target, ['exec', sent(target), type])
}
