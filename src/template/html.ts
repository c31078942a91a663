/** The tag of templates, and what may stand in their holes. */
import type { LiveEvent } from './live-event.ts'
import type { Directive } from './directives.ts'
import type { ComponentValue, EventBinding, StreamSource } from './tree/tree.ts'

/** A template with its values, as `html` returns it: a description that nothing has been done with yet. */
export class TemplateResult {
  readonly strings: TemplateStringsArray
  readonly values: readonly TemplateValue[]

  constructor(strings: TemplateStringsArray, values: readonly TemplateValue[]) {
    this.strings = strings
    this.values = values
  }
}

/** What may stand in a hole. Objects, dates and promises may not: say how they are to be shown. */
export type TemplateValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | TemplateResult
  | readonly TemplateValue[]
  | Directive
  | ComponentValue
  | StreamSource
  | EventBinding
  | ((event: LiveEvent) => unknown)

/**
 * Writes HTML. A value in the text is escaped; `attr=${x}`, `?attr=${boolean}`, `.property=${x}` and
 * `@event=${handler}` bind to the element; arrays, other templates and directives may be nested.
 *
 * ```ts
 * html`<button ?disabled=${busy} @click=${() => this.count++}>${this.count}</button>`
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: readonly TemplateValue[]): TemplateResult {
  return new TemplateResult(strings, values)
}
