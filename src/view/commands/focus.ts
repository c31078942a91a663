import { commandTo, sent, type CommandTo, type Target } from './command.ts'

/**
 * Moves the focus to the first element in the target that takes it, not to the target itself. Of several elements that the target
 * finds, the first one counts.
 *
 * ```ts
 * html`<button @click=${focusFirst('#filters')}>Filters</button>`
 * ```
 */
export function focusFirst<To extends Target>(target: To): CommandTo<To> {
  return commandTo(target, ['focusFirst', sent(target)])
}

/**
 * Remembers an element, without a target the one that has the focus, for {@link popFocus}. The browser remembers the 20 newest.
 *
 * ```ts
 * html`<button @click=${chain(pushFocus(), open('#settings'))}>Settings</button>`
 * ```
 */
export function pushFocus(): CommandTo<string>
export function pushFocus<To extends Target>(target: To): CommandTo<To>
export function pushFocus(target?: Target): CommandTo<Target> {
  return target === undefined ? commandTo('', ['pushFocus']) : commandTo(target, ['pushFocus', sent(target)])
}

/**
 * Gives the focus back to the element that {@link pushFocus} remembered last, or to the nearest one around it that is still there and takes
 * it. Where nothing was remembered it does nothing.
 *
 * ```ts
 * html`<button @click=${chain(close('#settings'), popFocus())}>Done</button>`
 * ```
 */
export function popFocus(): CommandTo<string> {
  return commandTo('', ['popFocus'])
}

/** Options of {@link scrollIntoView}, as `Element.scrollIntoView` has them. */
export interface ScrollOptions {
  /** Default: `auto`, as the page's CSS says. `smooth` is `instant` for users who prefer reduced motion. */
  readonly behavior?: 'auto' | 'smooth' | 'instant'
  /** Where it is seen then. Default: `start`. */
  readonly block?: 'start' | 'center' | 'end' | 'nearest'
}

/**
 * Scrolls the first element that the target finds into view.
 *
 * ```ts
 * html`<button @click=${scrollIntoView('#comments', { behavior: 'smooth', block: 'start' })}>Comments</button>`
 * ```
 */
export function scrollIntoView<To extends Target>(
  target: To,
  { behavior = 'auto', block }: ScrollOptions = {},
): CommandTo<To> {
  return commandTo(
    target,
    block === undefined ? ['scroll', sent(target), behavior] : ['scroll', sent(target), behavior, block],
  )
}
