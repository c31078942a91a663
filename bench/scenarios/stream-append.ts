import { guard, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { makeRows, type Row } from './rows.ts'
import { click, type Scenario } from './scenario.ts'

interface Line {
  readonly id: number
  readonly text: string
}

/** A page of that many rows, and a stream beside them that a click appends one row to. */
export function streamAppend(name: string, count: number): Scenario {
  class Page extends LiveView {
    rows: readonly Row[] = makeRows(count)
    next = 0
    readonly log = this.live.stream(
      (line: Line) => line.id,
      (line) => html`<li>${line.text}</li>`,
    )

    append(): void {
      this.next++
      this.log.append({ id: this.next, text: `line ${this.next}` })
    }

    clear(): void {
      this.log.reset()
    }

    render(): TemplateResult {
      return html`<button @click=${() => this.append()}>Append</button>
        <button @click=${() => this.clear()}>Clear</button>
        <ul>
          ${this.log}
        </ul>
        ${guard([this.rows], () => table(this.rows))}`
    }
  }
  return { name, view: Page, steps: [click('append', [0, 0], 2_000)], reset: [0, 1] }
}

/** In a `guard`, so that rendering the page for the click is not what is measured. */
function table(rows: readonly Row[]): TemplateResult {
  return html`<table>
    <tbody>
      ${repeat(
        rows,
        (row) => row.id,
        (row) =>
          html`<tr>
            <td>${row.id}</td>
            <td>${row.name}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
