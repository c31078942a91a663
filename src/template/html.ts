/** The tag of templates. */
import { noteLocation } from './compile/template-location.ts'
import { currentMaker } from './maker.ts'
import { TemplateResult, type TemplateValue } from './template-value.ts'

/**
 * Writes HTML. A value in the text is escaped; `attr=${x}`, `?attr=${boolean}`, `.property=${x}` and
 * `@event=${handler}` bind to the element; arrays, other templates and directives may be nested.
 *
 * ```ts
 * html`<button ?disabled=${busy} @click=${() => this.count++}>${this.count}</button>`
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: readonly TemplateValue[]): TemplateResult {
  noteLocation(strings)
  return new TemplateResult(strings, values, currentMaker())
}
