import { html, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import { hide, removeRow } from 'overwire/commands'
import type { Change } from '../changes.ts'
import { STATUSES } from '../database/schema.ts'
import type { OrderActions } from './order-actions.ts'
import { statusSchema } from './order-schema.ts'

/**
 * The rows whose boxes are checked when the button is pressed. A selector and not a list of rows: what was checked a moment ago
 * counts, though the server has not heard of it yet.
 */
const CHOSEN = '#orders tr:has(.pick:checked)'

/** What can be done with the orders that are chosen. The style sheet shows it as soon as one is. */
export function bulkBar(count: number, actions: OrderActions): TemplateResult {
  return html`<div class="bulk" role="group" aria-label="Chosen orders">
    <p role="status">${count} chosen</p>
    <select
      aria-label="Mark the chosen orders"
      .value=${''}
      @change=${(event) => actions.setStatus(statusSchema.parse(event.value))}
    >
      <option value="">Mark as…</option>
      ${STATUSES.map((status) => html`<option value=${status}>${status}</option>`)}
    </select>
    <button class="danger" @click=${on(() => actions.removeChosen(), { optimistic: removeRow(CHOSEN) })}>
      Remove
    </button>
    <button class="icon" aria-label="Choose none" @click=${() => actions.choose([])}>✕</button>
  </div>`
}

/** Says what was done last, with a way back. */
export function undoToast(last: Change | undefined, actions: OrderActions): TemplateResult | null {
  if (!last) return null
  return html`<div class="toast" id="toast">
    <p>${last.text}</p>
    <button
      id="undo"
      aria-keyshortcuts="Z"
      @click=${on(() => actions.undo(), { optimistic: hide('#toast') })}
    >
      Undo <kbd aria-hidden="true">Z</kbd>
    </button>
    <button
      class="icon"
      aria-label="Keep it so"
      @click=${on(() => actions.keep(), { optimistic: hide('#toast') })}
    >
      ✕
    </button>
  </div>`
}
