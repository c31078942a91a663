import { href, html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { z } from 'zod'
import type { Month, OrderQuery } from '../database/orders.ts'
import { STATUSES } from '../database/schema.ts'
import { orders } from '../routes.ts'
import { monthName } from './format.ts'
import type { OrderActions } from './order-actions.ts'

export interface SearchBarProps {
  readonly query: OrderQuery
  /** What is typed: the address has it a moment later. */
  readonly typed: string
  readonly months: readonly Month[]
  readonly actions: OrderActions
}

const statusSchema = z.enum(['', ...STATUSES]).catch('')

/** Searches while one types. Without JavaScript it is a form with a button. */
export function searchBar({ query, typed, months, actions }: SearchBarProps): TemplateResult {
  return html`<form role="search" class="search" action=${href(orders)}>
    <input
      type="search"
      id="search"
      name="q"
      maxlength="100"
      autocomplete="off"
      aria-label="Search orders"
      aria-keyshortcuts="/"
      placeholder="Name, city, note or number"
      .value=${typed}
      @input=${(event) => actions.show({ q: event.value })}
    />
    <select
      name="status"
      aria-label="Status"
      .value=${query.status}
      @change=${(event) => actions.show({ status: statusSchema.parse(event.value) })}
    >
      <option value="">All statuses</option>
      ${STATUSES.map((each) => html`<option value=${each}>${each}</option>`)}
    </select>
    <select
      name="month"
      aria-label="Month"
      .value=${query.month}
      @change=${(event) => actions.show({ month: event.value })}
    >
      <option value="">All months</option>
      ${months.map(({ month }) => html`<option value=${month}>${monthName(month)}</option>`)}
    </select>
    <input type="hidden" name="sort" value=${query.sort} />
    <input type="hidden" name="direction" value=${query.direction} />
    <button>Search</button>
  </form>`
}
