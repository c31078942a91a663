import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { cardsIn } from '../places.ts'
import type { Board } from './board-actions.ts'

/** How many cards each column has. */
export function chart({ columns, cards }: Board): TemplateResult {
  return html`<ul class="chart">
    ${columns.map(({ id, title }) => {
      const count = cardsIn(cards, id).length
      return html`<li>
        <span id="chart-${id}">${title}: ${count}</span>
        <progress aria-labelledby="chart-${id}" max=${Math.max(1, cards.length)} value=${count}></progress>
      </li>`
    })}
  </ul>`
}
