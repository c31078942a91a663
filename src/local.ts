/**
 * State of a part of a page that never concerns the server: open menus, chosen tabs, counted characters.
 *
 * ```ts
 * import { html } from 'overwire'
 * import { local, not } from 'overwire/local'
 *
 * const menu = local('menu', { open: false })
 *
 * export const nav = () => html`<nav ${menu}>
 *   <button @click=${menu.open.toggle()} aria-expanded=${menu.open}>Menu</button>
 *   <ul ?hidden=${not(menu.open)}>…</ul>
 * </nav>`
 * ```
 */
export { local } from './template/local/local-state.ts'
export { and, either, equals, greater, length, not, or } from './template/local/local-operators.ts'
export { read } from './template/local/read-local.ts'
export type {
  Described,
  LocalField,
  LocalFieldOf,
  LocalFlag,
  LocalNumber,
  LocalState,
  LocalText,
} from './template/local/local-state.ts'
export type { LocalValue } from './template/local/local-value.ts'
