import { hook, html, withSchema } from 'overwire'
import type { TemplateResult } from 'overwire'
import { z } from 'zod'
import type { Month } from '../database/orders.ts'
import { euros, monthName } from './format.ts'

/** What the chart's script is told, and what it tells: the month whose bar was clicked. */
export interface MonthChartHook {
  data: { bars: { month: string; name: string; euros: number }[] }
  events: { chosen(month: string): null }
}

declare global {
  interface OverwireHooks {
    'month-chart': MonthChartHook
  }
}

/** What was sold in each month: as a picture, and as a table for those who do not see it. The search chooses a month as well. */
export function monthChart(months: readonly Month[], show: (month: string) => void): TemplateResult {
  const bars = months.map(({ month, total }) => ({ month, name: monthName(month), euros: total / 100 }))
  const chosen = withSchema(z.string().regex(/^\d{4}-\d{2}$/), (month) => {
    show(month)
    return null
  })
  return html`<section class="sales" aria-labelledby="sales">
    <h2 id="sales">Sales by month</h2>
    <div class="chart" aria-hidden="true" ${hook('month-chart', { bars }, { on: { chosen } })}></div>
    <table class="unseen" aria-labelledby="sales">
      <tbody>
        ${months.map(
          ({ month, total, count }) =>
            html`<tr>
              <th scope="row">${monthName(month)}</th>
              <td>${euros(total)}</td>
              <td>${count} orders</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}
