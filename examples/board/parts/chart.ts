import { hook, html, withSchema } from 'overwire'
import type { TemplateResult } from 'overwire'
import { z } from 'zod'
import { cardsIn } from '../places.ts'
import type { Board } from '../places.ts'

/** What the chart's script is told, and what it tells: the column whose bar was clicked. */
export interface ChartHook {
  data: { bars: { id: number; title: string; count: number }[] }
  events: { chosen(column: number): null }
}

declare global {
  interface OverwireHooks {
    'column-chart': ChartHook
  }
}

/** How many cards each column has: as a picture, and as a list for those who do not see it. */
export function chart({ columns, cards }: Board, show: (column: number) => void): TemplateResult {
  const bars = columns.map(({ id, title }) => ({ id, title, count: cardsIn(cards, id).length }))
  const chosen = withSchema(z.number(), (column) => {
    show(column)
    return null
  })
  return html`<div class="chart" aria-hidden="true" ${hook('column-chart', { bars }, { on: { chosen } })}></div>
    <dl class="numbers">
      ${bars.map(
        ({ title, count }) =>
          html`<div>
            <dt>${title}</dt>
            <dd>${count}</dd>
          </div>`,
      )}
    </dl>`
}
