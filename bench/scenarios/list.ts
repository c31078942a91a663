import { classMap, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { makeRows, type Row } from './rows.ts'
import type { Scenario } from './scenario.ts'

const COUNT = 300
const STRIDE = 37
/** The list is the view's only part, and the button the last part of a row. */
const ROWS = 0
const ROW_BUTTON = 3

class List extends LiveView {
  rows: Row[] = makeRows(COUNT)

  render(): TemplateResult {
    return html`<ul>
      ${repeat(
        this.rows,
        (row) => row.id,
        (row) =>
          html`<li class="item ${classMap({ large: row.amount > 5_000 })}">
            <span>${row.name}</span> <em>${row.amount}</em>
            <button @click=${() => row.amount++}>+</button>
          </li>`,
      )}
    </ul>`
  }
}

/** A list of 300 items, one of which changes. */
export const list300: Scenario = {
  name: 'list300',
  view: List,
  steps: [
    {
      name: 'update',
      target: (round) => [0, ROWS, (COUNT / 2 + round * STRIDE) % COUNT, ROW_BUTTON],
      repeats: Infinity,
    },
  ],
  reset: null,
}
