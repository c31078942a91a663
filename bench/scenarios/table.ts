import { html, LiveView, repeat, type TemplateResult } from 'overwire'
import { makeRows, type Row } from './rows.ts'
import { click, type Scenario, type Step } from './scenario.ts'

/** Parts of the view in document order, then that of the button in a row. */
const EVERY_TENTH = 0
const SWAP = 1
const APPEND = 2
const REMOVE = 3
const RESET = 4
const ROWS = 5
const ROW_BUTTON = 5

/** Rows far from each other come one after the other: the stride has no divisor in common with the counts. */
const STRIDE = 37

/**
 * A table of many rows, each with a button of its own. `identity` is the same with `retain: 'identity'`: a
 * changed row is another object, and what is the same object is skipped.
 */
export function table(name: string, count: number, retain: 'tree' | 'identity' = 'tree'): Scenario {
  class Table extends LiveView {
    rows: Row[] = makeRows(count)

    change(row: Row): void {
      if (retain === 'tree') row.amount++
      else this.rows = this.rows.with(this.rows.indexOf(row), { ...row, amount: row.amount + 1 })
    }

    everyTenth(): void {
      for (let index = 0; index < this.rows.length; index += 10) {
        const row = this.rows[index]
        if (row) this.change(row)
      }
    }

    swap(): void {
      const second = this.rows[1]
      const lastButOne = this.rows.at(-2)
      if (second && lastButOne) this.rows = this.rows.with(1, lastButOne).with(-2, second)
    }

    append(): void {
      this.rows = [...this.rows, ...makeRows(1_000, this.rows.length)]
    }

    removeFifth(): void {
      this.rows = this.rows.toSpliced(4, 1)
    }

    render(): TemplateResult {
      return html`<nav>
          <button @click=${() => this.everyTenth()}>Change every tenth</button>
          <button @click=${() => this.swap()}>Swap two</button>
          <button @click=${() => this.append()}>Append 1,000</button>
          <button @click=${() => this.removeFifth()}>Remove the fifth</button>
          <button @click=${() => (this.rows = makeRows(count))}>Reset</button>
        </nav>
        <table>
          <tbody>
            ${repeat(
              this.rows,
              (row) => row.id,
              (row) =>
                html`<tr class="row ${row.kind}">
                  <td>${row.id}</td>
                  <td>${row.name}</td>
                  <td>${row.city}</td>
                  <td>${row.amount}</td>
                  <td><button @click=${() => this.change(row)}>+</button></td>
                </tr>`,
              { retain },
            )}
          </tbody>
        </table>`
    }
  }
  return { name, view: Table, steps: tableSteps(count), reset: [0, RESET] }
}

function tableSteps(count: number): readonly Step[] {
  const update: Step = {
    name: 'update',
    target: (round) => [0, ROWS, (count / 2 + round * STRIDE) % count, ROW_BUTTON],
    repeats: Infinity,
  }
  return [
    update,
    click('everyTenth', [0, EVERY_TENTH]),
    click('swap', [0, SWAP]),
    click('append', [0, APPEND], 1),
    click('remove', [0, REMOVE], 20),
  ]
}
