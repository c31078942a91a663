import { appear, bind, chain, html, href, on, repeat } from 'overwire'
import type { EventBinding, Expansion, LiveEvent, TemplateResult } from 'overwire'
import { animated, focus, open, removeRow } from 'overwire/commands'
import type { Order, OrderQuery, Sort } from '../database/orders.ts'
import { STATUSES } from '../database/schema.ts'
import { orders as ordersRoute } from '../routes.ts'
import { day, euros } from './format.ts'
import type { OrderActions } from './order-actions.ts'
import { LONGEST_NAME, LONGEST_NOTE } from './order-schema.ts'

const COLUMNS: readonly (readonly [title: string, sort: Sort])[] = [
  ['Order', 'id'],
  ['Customer', 'customer'],
  ['City', 'city'],
  ['Status', 'status'],
  ['Placed', 'placed'],
  ['Total', 'total'],
]

const ROW = { closest: 'tr' }

export interface OrderTableProps {
  readonly orders: readonly Order[]
  /** Whether there are more than these. */
  readonly hasMore: boolean
  /** Whether others than these are on their way. */
  readonly isPending: boolean
  readonly query: OrderQuery
  /** Where the numbers of those that are chosen are kept. */
  readonly chosen: { ids: string[] }
  readonly actions: OrderActions
}

/** The table. Where it is narrow its rows are cards, so what is a table says so by roles: CSS would take that away. */
export function orderTable(props: OrderTableProps): TemplateResult {
  const { orders, hasMore, isPending, query, chosen, actions } = props
  const isAll = orders.length > 0 && orders.every(({ id }) => chosen.ids.includes(String(id)))
  return html`<p id="keys-of-orders" hidden>The arrow keys go from order to order, Delete removes one.</p>
    <table class="orders" role="table" aria-label="Orders" aria-busy=${isPending}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            <input
              type="checkbox"
              aria-label="Choose all that are shown"
              .checked=${isAll}
              @change=${(event) => actions.choose(event.checked ? orders.map(({ id }) => id) : [])}
            />
          </th>
          ${COLUMNS.map(([title, sort]) => columnHeader(title, sort, query))}
          <th role="columnheader" scope="col">Note</th>
        </tr>
      </thead>
      <tbody role="rowgroup" id="orders">
        ${repeat(
          orders,
          (order) => order.id,
          (order, index) =>
            orderRow({
              order,
              above: orders[index - 1]?.id,
              below: orders[index + 1]?.id,
              isChosen: bind(chosen, 'ids'),
              actions,
            }),
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
function columnHeader(title: string, sort: Sort, query: OrderQuery): TemplateResult {
  const isSorted = query.sort === sort
  const direction = isSorted && query.direction === 'up' ? 'down' : 'up'
  const ariaSort = query.direction === 'up' ? 'ascending' : 'descending'
  return html`<th role="columnheader" scope="col" aria-sort=${isSorted ? ariaSort : null}>
    <a href=${href(ordersRoute, {}, { ...query, sort, direction })}>${title}</a>
  </th>`
}

interface OrderRowProps {
  readonly order: Order
  /** The numbers of those around it, for the arrow keys. */
  readonly above: number | undefined
  readonly below: number | undefined
  readonly isChosen: Expansion
  readonly actions: OrderActions
}

function orderRow({ order, above, below, isChosen, actions }: OrderRowProps): TemplateResult {
  const { id, email, city, status, placed, total } = order
  const next = below ?? above
  return html`<tr
    role="row"
    id="order-${id}"
    data-status=${status}
    ${animated({ move: true })}
    @keydown=${chain(
      focus(next === undefined ? '#search' : `#open-${next}`),
      on(() => actions.remove(order), { keys: 'Delete', typing: false, optimistic: removeRow(ROW) }),
    )}
  >
    <td role="cell" class="choice">
      <input type="checkbox" class="pick" aria-label="Choose order ${id}" value=${id} ${isChosen} />
    </td>
    <td role="cell" class="number" @keydown=${arrow('ArrowUp', above)}>
      <button
        id="open-${id}"
        aria-haspopup="dialog"
        aria-label="Order ${id}"
        aria-describedby="keys-of-orders"
        aria-keyshortcuts="Delete"
        @click=${chain(open('#order'), () => actions.open(order))}
        @keydown=${arrow('ArrowDown', below)}
      >
        #${id}
      </button>
    </td>
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

/** An arrow key that leads to another order, without asking the server. */
function arrow(key: 'ArrowUp' | 'ArrowDown', id: number | undefined): EventBinding | null {
  return id === undefined ? null : chain(focus(`#open-${id}`), on({ keys: key, prevent: true }))
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
