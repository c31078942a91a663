import type { DirectiveValue } from '../../template/template-value.ts'
import { motionOf, type Transition } from './visibility.ts'

/** Options of {@link animated}. */
export interface AnimatedOptions {
  /** The classes with which the element comes into a page that is shown already. */
  readonly enter?: Transition
  /** The classes with which it goes. */
  readonly leave?: Transition
}

/**
 * Has an element come and go with a transition, when the view comes to render it or no longer does. What goes has left the page at once, for
 * everything but the eye.
 *
 * ```ts
 * html`<ul>${this.notes.map((note) => html`<li ${animated({ enter: 'fade-in', leave: 'fade-out' })}>${note}</li>`)}</ul>`
 * ```
 */
export function animated({ enter, leave }: AnimatedOptions): DirectiveValue {
  const data = [enter, leave].map((each) => (each === undefined ? null : motionOf(each)))
  return { kind: 'directive', module: 'Commands', data, type: '', handler: null, closed: false }
}
