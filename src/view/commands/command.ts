import type { Command, CommandTarget } from '../../protocol/differences.ts'
import type { EventBinding } from '../../template/template-value.ts'

/**
 * Where a command goes: a selector, for everything that it finds in the page, or a place that is looked for from the element
 * of the handler. The steps of a place are taken in this order: `closest` goes outwards, as `Element.closest` does;
 * `previous` is the last match before the element in the document, `next` the first one behind it; `inside` is everything that it finds in there. Without steps it is the element
 * itself: {@link self}.
 *
 * ```ts
 * html`<li><button @click=${toggleClass({ closest: 'li' }, 'open')}>Details</button></li>`
 * ```
 */
export type Target = string | RelativeTarget

/** A place that is looked for from the element of the handler. */
export interface RelativeTarget {
  /** The nearest element outwards that matches, which may be the element itself. */
  readonly closest?: string
  /** The last match before it in the document that it is not in. */
  readonly previous?: string
  /** The first match behind it in the document, and not in it. */
  readonly next?: string
  /** All matches in it. */
  readonly inside?: string
}

/**
 * The element that the handler stands on, as the target of a command.
 *
 * ```ts
 * html`<button @click=${toggleClass(self, 'pressed')}>Bold</button>`
 * ```
 */
export const self: RelativeTarget = {}

/**
 * What the browser does by itself, for an event or because the server says so. It is data: nothing of it is code. One with
 * `addressed: 'page'` needs no element to start from, so that the server can send it at any time, with `this.live.run(…)` or
 * `page.run(…)`.
 */
export interface ClientCommand<
  Addressed extends 'page' | 'element' = 'page' | 'element',
> extends EventBinding {
  readonly addressed: Addressed
}

/** The command for such a target. */
export type CommandTo<To extends Target> = ClientCommand<To extends string ? 'page' : 'element'>

/** What the browser can take back: `on(fn, { optimistic })` takes it. */
export interface Reversible {
  readonly reversible: readonly Command[]
}

/** A command of which the browser can take back what it did. */
export type ReversibleTo<To extends Target> = CommandTo<To> & Reversible

/** A binding that the browser performs by itself. */
export function commandTo<To extends Target>(target: To, command: Command): CommandTo<To> {
  return {
    kind: 'binding',
    handler: null,
    client: { run: [command], local: 1 },
    options: null,
    addressed: addressedBy(target),
  }
}

/** One that can be taken back. */
export function reversibleTo<To extends Target>(target: To, command: Command): ReversibleTo<To> {
  return { ...commandTo(target, command), reversible: [command] }
}

/** The target as it is sent. */
export function sent(target: Target): CommandTarget {
  return typeof target === 'string' ? target : { ...target }
}

function addressedBy<To extends Target>(target: To): To extends string ? 'page' : 'element' {
  const addressed = typeof target === 'string' ? 'page' : 'element'
  // TypeScript does not follow a type that depends on another one.
  return addressed as To extends string ? 'page' : 'element'
}
