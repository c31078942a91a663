import type { Motion } from '../../protocol/differences.ts'
import { commandTo, reversibleTo, sent, type CommandTo, type ReversibleTo, type Target } from './command.ts'

/**
 * Classes that an element has for a while: all the time, at the start alone, and from the next frame on; a text is the classes
 * that it has all the time. It is over when the animations and transitions that began with it are. Nothing moves for users who
 * prefer reduced motion.
 *
 * ```ts
 * const fade = { during: 'fade', from: 'transparent', to: 'opaque' }
 * ```
 */
export type Transition = string | { readonly during?: string; readonly from?: string; readonly to?: string }

/** Options of {@link show} and {@link hide}. */
export interface VisibilityOptions {
  /** The classes that the element has while it comes or goes. Default: it does so at once. */
  readonly transition?: Transition
}

/** Options of {@link toggle}. */
export interface ToggleOptions {
  /** The classes that it has while it comes. Default: it comes at once. */
  readonly enter?: Transition
  /** The classes that it has while it goes. Default: it goes at once. */
  readonly leave?: Transition
}

/**
 * Shows elements that are hidden by the attribute `hidden`, by taking it away; with `transition` they come with these classes. It stays through
 * later renders, until the template itself comes to say something else of it, or {@link restore} drops it.
 *
 * ```ts
 * html`<button @click=${chain(show('#search', { transition: 'fade-in' }), focus('#search input'))}>Search</button>
 *   <form id="search" hidden><input aria-label="Words" /></form>`
 * ```
 */
export function show<To extends Target>(
  target: To,
  { transition }: VisibilityOptions = {},
): ReversibleTo<To> {
  return reversibleTo(
    target,
    transition ? ['show', sent(target), motionOf(transition)] : ['show', sent(target)],
  )
}

/**
 * Hides elements by the attribute `hidden`, as {@link show} shows them. While a transition shows them leave, nobody can use or focus them, and they are
 * not read aloud. CSS that sets `display` wins over `hidden`: a style sheet with `[hidden] { display: none !important }` is the
 * remedy.
 *
 * ```ts
 * html`<button @click=${hide('#notice', { transition: 'fade-out' })}>Close</button>`
 * ```
 */
export function hide<To extends Target>(
  target: To,
  { transition }: VisibilityOptions = {},
): ReversibleTo<To> {
  return reversibleTo(
    target,
    transition ? ['hide', sent(target), motionOf(transition)] : ['hide', sent(target)],
  )
}

/**
 * Shows what is hidden, and hides what is shown, each of what the target finds for itself: see {@link show} and {@link hide}.
 *
 * ```ts
 * html`<button @click=${toggle('#menu', { enter: 'slide-in', leave: 'slide-out' })}>Menu</button>`
 * ```
 */
export function toggle<To extends Target>(
  target: To,
  { enter, leave }: ToggleOptions = {},
): ReversibleTo<To> {
  const [entering, leaving] = [enter, leave].map((each) => (each === undefined ? null : motionOf(each)))
  if (leaving) return reversibleTo(target, ['toggle', sent(target), entering ?? null, leaving])
  return reversibleTo(target, entering ? ['toggle', sent(target), entering] : ['toggle', sent(target)])
}

/**
 * Gives elements classes for as long as the animations and transitions last that these start. For users who prefer reduced motion it
 * does nothing.
 *
 * ```ts
 * html`<button @click=${transition('#card', 'shake')}>No</button>`
 * ```
 */
export function transition<To extends Target>(target: To, classes: Transition): CommandTo<To> {
  return commandTo(target, ['transition', sent(target), motionOf(classes)])
}

/** As it is sent. */
export function motionOf(classes: Transition): Motion {
  if (typeof classes === 'string') return [classes]
  const { during = '', from = '', to = '' } = classes
  return [during, from, to]
}
