import { appear, href, html, on, repeat } from 'overwire'
import type { LiveEvent, TemplateResult } from 'overwire'
import type { Order, OrderQuery, Sort } from '../database/orders.ts'
import { STATUSES } from '../database/schema.ts'
import { orders as ordersRoute } from '../routes.ts'
import { day, euros } from './format.ts'
import type { OrderActions } from './order-actions.ts'
import { LONGEST_NAME, LONGEST_NOTE } from './order-schema.ts'

const COLUMNS: readonly (readonly [title: string, sort: Sort | null])[] = [
  ['Order', 'id'],
  ['Customer', 'customer'],
  ['City', 'city'],
  ['Status', 'status'],
  ['Placed', 'placed'],
  ['Total', 'total'],
  ['Note', null],
]

export interface OrderTableProps {
  readonly orders: readonly Order[]
  /** Whether there are more than these. */
  readonly hasMore: boolean
  /** Whether others than these are on their way. */
  readonly isPending: boolean
  readonly query: OrderQuery
  readonly actions: OrderActions
}

/** The table. Where it is narrow its rows are cards, so what is a table says so by roles: CSS would take that away. */
export function orderTable({ orders, hasMore, isPending, query, actions }: OrderTableProps): TemplateResult {
  return html`<table class="orders" role="table" aria-label="Orders" aria-busy=${isPending}>
      <thead role="rowgroup">
        <tr role="row">
          ${COLUMNS.map(([title, sort]) => columnHeader(title, sort, query))}
        </tr>
      </thead>
      <tbody role="rowgroup" id="orders">
        ${repeat(
          orders,
          (order) => order.id,
          (order) => orderRow(order, actions),
        )}
      </tbody>
    </table>
    ${
      hasMore
        ? html`<p class="more quiet" ${appear(() => actions.more(), { margin: 600 })}>One moment…</p>`
        : null
    }`
}

/** A link that sorts by its column, and the other way round when it is followed again. */
function columnHeader(title: string, sort: Sort | null, query: OrderQuery): TemplateResult {
  if (!sort) return html`<th role="columnheader" scope="col">${title}</th>`
  const isSorted = query.sort === sort
  const direction = isSorted && query.direction === 'up' ? 'down' : 'up'
  const ariaSort = query.direction === 'up' ? 'ascending' : 'descending'
  return html`<th role="columnheader" scope="col" aria-sort=${isSorted ? ariaSort : null}>
    <a href=${href(ordersRoute, {}, { ...query, sort, direction })}>${title}</a>
  </th>`
}

function orderRow(order: Order, actions: OrderActions): TemplateResult {
  const { id, email, city, status, placed, total } = order
  return html`<tr role="row" id="order-${id}" data-status=${status}>
    <td role="cell" class="number">#${id}</td>
    <td role="cell" class="customer">
      ${cell(order, 'customer', actions)}
      <span class="quiet">${email}</span>
    </td>
    <td role="cell" class="city">${city}</td>
    <td role="cell" class="status">
      <select
        class="cell"
        aria-label="Status of order ${id}"
        .value=${status}
        @change=${(event) => actions.edit(order, 'status', event.value)}
      >
        ${STATUSES.map((each) => html`<option value=${each}>${each}</option>`)}
      </select>
    </td>
    <td role="cell" class="placed">${day(placed)}</td>
    <td role="cell" class="total">${euros(total)}</td>
    <td role="cell" class="note">${cell(order, 'note', actions)}</td>
  </tr>`
}

/** A text that is changed where it stands: saved when the field is left or with Enter, taken back with Escape. */
function cell(order: Order, field: 'customer' | 'note', actions: OrderActions): TemplateResult {
  const id = `${field}-${order.id}`
  return html`<input
    class="cell"
    id=${id}
    aria-label="${field === 'note' ? 'Note' : 'Customer'} of order ${order.id}"
    autocomplete="off"
    maxlength=${field === 'note' ? LONGEST_NOTE : LONGEST_NAME}
    placeholder=${field === 'note' ? 'Add a note' : null}
    .value=${order[field]}
    @change=${(event) => actions.edit(order, field, event.value)}
    @keydown=${on((event: LiveEvent) => event.reset(`#${id}`), { keys: 'Escape' })}
  />`
}
