import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { field } from './field.ts'

export interface TextFieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  /** Of more than one line, where it is given. */
  readonly rows?: number
  type(value: string): void
}

/** A field of text that the view holds. */
export function textField({ name, label, value, error, rows, type }: TextFieldProps): TemplateResult {
  return field({
    id: name,
    label,
    error,
    control: (attributes) =>
      rows === undefined
        ? html`<input ${attributes} name=${name} .value=${value} @input=${(event) => type(event.value)} />`
        : html`<textarea ${attributes} name=${name} rows=${rows} .value=${value} @input=${(event) => type(event.value)}></textarea>`,
  })
}
