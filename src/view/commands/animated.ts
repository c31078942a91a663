import { invalidDuration } from '../../errors/view.ts'
import type { Glide } from '../../protocol/differences.ts'
import type { DirectiveValue } from '../../template/template-value.ts'
import { motionOf, type Transition } from './visibility.ts'

/** Options of {@link animated}. */
export interface AnimatedOptions {
  /** The classes with which the element comes into a page that is shown already. */
  readonly enter?: Transition
  /** The classes with which it goes. */
  readonly leave?: Transition
  /** Whether a row of a list glides to where it stands now, when rows are put in another order, come or go. Default: it is there at once. */
  readonly move?: boolean | MoveOptions
}

/** How a row glides: `move` of {@link animated}. */
export interface MoveOptions {
  /** In milliseconds. Default: 250. */
  readonly duration?: number
  /** An easing function of CSS. Default: `ease-out`. */
  readonly easing?: string
}

/**
 * Has an element come and go with a transition, when the view comes to render it or no longer does. What goes has left the page at once, for
 * everything but the eye. With `move` a row glides to where it stands now; `move` is for the outermost element of a row, and for rows
 * with keys, by `repeat` or in a stream: others stay where they are and show something else.
 *
 * Nothing moves for users who prefer reduced motion. At most 200 rows glide at once: those in view, and those within a window's height
 * of it.
 *
 * Throws `invalid-duration` for a duration that is no number of milliseconds from 0.
 *
 * ```ts
 * const names = ['Ada', 'Bea']
 * html`<ul>${this.notes.map((note) => html`<li ${animated({ enter: 'fade-in', leave: 'fade-out' })}>${note}</li>`)}</ul>`
 * html`<ol>${repeat(names, (name) => name, (name) => html`<li ${animated({ move: true })}>${name}</li>`)}</ol>`
 * ```
 */
export function animated({ enter, leave, move }: AnimatedOptions): DirectiveValue {
  const motions = [enter, leave].map((each) => (each === undefined ? null : motionOf(each)))
  const data = move ? [...motions, glideOf(move)] : motions
  return { kind: 'directive', module: 'Commands', data, type: '', handler: null, closed: false }
}

/** As it is sent. */
function glideOf(move: true | MoveOptions): Glide {
  if (move === true) return 1
  const { duration, easing } = move
  if (duration !== undefined && !(duration >= 0 && duration < Infinity))
    throw invalidDuration({ duration: String(duration) })
  return [duration ?? null, easing ?? null]
}
