import { html } from 'overwire'
import type { TemplateResult } from 'overwire'

export interface ChoiceProps<Value extends string> {
  readonly name: string
  readonly legend: string
  readonly hint: string
  readonly options: readonly (readonly [value: Value, label: string])[]
  readonly chosen: Value
  choose(value: Value): void | Promise<void>
}

/** A group of radio buttons, of which one is chosen. */
export function choice<Value extends string>(props: ChoiceProps<Value>): TemplateResult {
  const { name, legend, hint, options, chosen, choose } = props
  return html`<fieldset aria-describedby="${name}-hint">
    <legend>${legend}</legend>
    <div class="row">
      ${options.map(
        ([value, label]) =>
          html`<label class="option">
            <input type="radio" name=${name} value=${value} .checked=${value === chosen} @change=${() => choose(value)} />
            ${label}
          </label>`,
      )}
    </div>
    <p class="quiet" id="${name}-hint">${hint}</p>
  </fieldset>`
}
