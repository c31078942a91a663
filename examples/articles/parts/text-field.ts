import { attrs, html } from 'overwire'
import type { TemplateResult } from 'overwire'

export interface TextFieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  /** Of more than one line, where it is given. */
  readonly rows?: number
  type(value: string): void
}

/** A field of text that the view holds, with its label, and with what is wrong with it. */
export function textField({ name, label, value, error, rows, type }: TextFieldProps): TemplateResult {
  const attributes = {
    id: name,
    name,
    'aria-invalid': String(error !== undefined),
    'aria-describedby': `${name}-error`,
  }
  return html`<p class="field">
    <label for=${name}>${label}</label>
    ${
      rows === undefined
        ? html`<input ${attrs(attributes)} .value=${value} @input=${(event) => type(event.value)} />`
        : html`<textarea ${attrs(attributes)} rows=${rows} .value=${value} @input=${(event) => type(event.value)}></textarea>`
    }
    <span class="error" id="${name}-error" aria-live="polite">${error}</span>
  </p>`
}
