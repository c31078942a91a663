/** The tag of templates. */
import { noteLocation } from './compile/template-location.ts'
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

// --- whose templates they are ---

/** Whose templates are being made and built. A template that was made by one component may be shown by another: a slot. */
let maker: object | null = null

export function currentMaker(): object | null {
  return maker
}

/** Whatever templates the work makes are those of this component. */
export function makingFor<Made>(component: object | null, work: () => Made): Made {
  const before = maker
  maker = component
  try {
    return work()
  } finally {
    maker = before
  }
}
