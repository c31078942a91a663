import { html, LiveView, type TemplateResult } from 'overwire'
import type { Scenario } from './scenario.ts'

const OPTIONS = Array.from({ length: 500 }, (_, index) => index)

/** A select of 500 options, whose choice is bound at each of them or is nobody's. */
export function select(name: string, isBound: boolean): Scenario {
  class Select extends LiveView {
    render(): TemplateResult {
      return html`<select>
        ${OPTIONS.map((each) =>
          isBound
            ? html`<option value=${each} .selected=${each === 1}>${each}</option>`
            : html`<option value=${each}>${each}</option>`,
        )}
      </select>`
    }
  }
  return { name, view: Select, steps: [], reset: null }
}
