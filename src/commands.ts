/**
 * What the browser does by itself, without asking the server: values for handlers, alone or in a `chain`.
 *
 * ```ts
 * import { chain, html } from 'overwire'
 * import { focus, toggle } from 'overwire/commands'
 *
 * html`<button @click=${chain(toggle('#menu'), focus('#menu'))}>Menu</button>`
 * ```
 */
export { animated } from './view/commands/animated.ts'
export type { AnimatedOptions, MoveOptions } from './view/commands/animated.ts'
export { self } from './view/commands/command.ts'
export type {
  ClientCommand,
  CommandTo,
  RelativeTarget,
  Reversible,
  ReversibleTo,
  Target,
} from './view/commands/command.ts'
export { hide, show, toggle, transition } from './view/commands/visibility.ts'
export type { ToggleOptions, Transition, VisibilityOptions } from './view/commands/visibility.ts'
export { addClass, removeClass, toggleClass } from './view/commands/classes.ts'
export { removeAttribute, restore, setAttribute, toggleAttribute } from './view/commands/attributes.ts'
export { dispatch, focus } from './view/commands/plain.ts'
export { focusFirst, popFocus, pushFocus, scrollIntoView } from './view/commands/focus.ts'
export type { ScrollOptions } from './view/commands/focus.ts'
export { close, open } from './view/commands/openable.ts'
export { copy } from './view/commands/copy.ts'
export { exec } from './view/commands/exec.ts'
export { appendRow, moveRow, prependRow, removeRow, setFields, setValue } from './view/commands/expected.ts'
