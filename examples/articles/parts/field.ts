import { attrs, html } from 'overwire'
import type { TemplateResult } from 'overwire'

export interface FieldProps {
  readonly id: string
  readonly label: string
  readonly error: string | undefined
  /** The control, with attributes that connect it to its label and to what is wrong with it. */
  control(attributes: ReturnType<typeof attrs>): TemplateResult
}

/** A control with its label, and with what is wrong with it. */
export function field({ id, label, error, control }: FieldProps): TemplateResult {
  const attributes = attrs({
    id,
    'aria-invalid': String(error !== undefined),
    'aria-describedby': `${id}-error`,
  })
  return html`<p class="field">
    <label for=${id}>${label}</label>
    ${control(attributes)}
    <span class="error" id="${id}-error" aria-live="polite">${error}</span>
  </p>`
}
