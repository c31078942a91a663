import { href, html, LiveView, on, onWindow, portal } from 'overwire'
import type { TemplateResult } from 'overwire'
import { close, focus, hide, open } from 'overwire/commands'
import { undo } from '../changes.ts'
import type { Change } from '../changes.ts'
import type { Order, OrderQuery, OrderText } from '../database/orders.ts'
import type { Status } from '../database/schema.ts'
import { database } from '../database/store.ts'
import { bulkBar, undoToast } from '../parts/bulk-bar.ts'
import { euros, number } from '../parts/format.ts'
import { monthChart } from '../parts/month-chart.ts'
import type { OrderActions } from '../parts/order-actions.ts'
import { orderDialog } from '../parts/order-dialog.ts'
import { CELL_SCHEMAS } from '../parts/order-schema.ts'
import type { Cell } from '../parts/order-schema.ts'
import { orderTable } from '../parts/order-table.ts'
import { searchBar } from '../parts/search-bar.ts'
import { shortcutsDialog } from '../parts/shortcuts.ts'
import { newOrder } from '../routes.ts'
import type { orders } from '../routes.ts'

/** How many orders are shown at first, and how many more whenever the end of the table comes near. */
const AT_ONCE = 50

/** How many changes can be undone. */
const MOST_CHANGES = 20

/** The table of all orders. What it shows is in its address; what others change is shown at once. */
export class OrdersPage extends LiveView<typeof orders> implements OrderActions {
  typed = this.live.search.q
  shown = AT_ONCE
  found = this.live.load(() => this.find())
  months = this.live.load(() => database.orders.months())
  /** The numbers of the orders that are chosen, as their boxes have them. */
  ids: string[] = []
  opened: number | null = null
  changes: readonly Change[] = []

  override mount(): void {
    this.live.subscribe('orders', () => this.reload())
  }

  override navigated(): void {
    this.typed = this.live.search.q
    this.shown = AT_ONCE
    this.ids = []
    void this.reload()
  }

  // --- what users do ---

  show(change: Partial<OrderQuery>): void {
    const next = { ...this.live.search, ...change }
    this.typed = next.q
    this.live.setSearch(next)
  }

  async more(): Promise<void> {
    this.shown += AT_ONCE
    await this.found.reload()
  }

  open({ id }: Order): void {
    this.opened = id
    this.live.focus('#order-customer')
  }

  async edit(order: Order, cell: Cell, text: string): Promise<void> {
    const read = CELL_SCHEMAS[cell].safeParse(text)
    if (!read.success) return this.live.flash(read.error.issues[0]?.message ?? '', 'error')
    if (read.data !== order[cell]) await this.#write(order, { [cell]: read.data })
  }

  async save(order: Order, text: Omit<OrderText, 'status'>): Promise<void> {
    await this.#write(order, text)
    this.live.run(close('#order'))
  }

  async remove({ id }: Order): Promise<void> {
    await this.#remove([id])
  }

  choose(ids: readonly number[]): void {
    this.ids = ids.map(String)
  }

  async setStatus(status: Status): Promise<void> {
    const before = await database.orders.setStatus(this.ids.map(Number), status)
    this.ids = []
    await this.#changed({ kind: 'edited', before, text: `${counted(before.length)} marked as ${status}.` })
    this.live.focus('#undo')
  }

  async removeChosen(): Promise<void> {
    await this.#remove(this.ids.map(Number))
    this.live.focus('#undo')
  }

  async undo(): Promise<void> {
    const change = this.changes.at(-1)
    if (!change) return this.live.flash('There is nothing to undo.')
    this.changes = this.changes.slice(0, -1)
    if (!(await undo(database.orders, change)))
      this.live.flash('There is nothing left to undo of that.', 'error')
    await this.#publish()
  }

  keep(): void {
    this.changes = []
  }

  // --- what becomes of it ---

  async #write(order: Order, text: Partial<OrderText>): Promise<void> {
    const before = await database.orders.edit(order.id, text)
    if (!before) return this.live.flash(`Order ${order.id} has been removed meanwhile.`, 'error')
    await this.#changed({ kind: 'edited', before: [before], text: `Order ${order.id} was changed.` })
  }

  async #remove(asked: readonly number[]): Promise<void> {
    const ids = await database.orders.setRemoved(asked, true)
    this.ids = this.ids.filter((id) => !asked.includes(Number(id)))
    await this.#changed({ kind: 'removed', ids, text: `${counted(ids.length)} removed.` })
  }

  async #changed(change: Change): Promise<void> {
    this.changes = [...this.changes, change].slice(-MOST_CHANGES)
    await this.#publish()
  }

  async #publish(): Promise<void> {
    await this.reload()
    await this.live.publish('orders', null)
  }

  async reload(): Promise<void> {
    await Promise.all([this.found.reload(), this.months.reload()])
  }

  /** The rows and what is said of them come together. */
  async find(): Promise<{ orders: Order[]; count: number; total: number }> {
    const query = this.live.search
    const [found, totals] = await Promise.all([
      database.orders.list(query, this.shown),
      database.orders.totals(query),
    ])
    return { orders: found, ...totals }
  }

  // --- what is shown ---

  render(): TemplateResult {
    this.live.head = { title: 'Orders', description: 'The orders of a shop for tea.' }
    const { orders = [], count = 0, total = 0 } = this.found.value ?? {}
    const query = this.live.search
    const months = this.months.value ?? []
    const last = this.changes.at(-1)
    return html`<div
      class="page"
      ${onWindow('keydown', focus('#search'), { keys: '/', prevent: true })}
      ${onWindow('keydown', open('#keys'), { keys: '?' })}
      ${onWindow('keydown', () => this.live.navigate(href(newOrder)), { keys: 'n' })}
      ${onWindow(
        'keydown',
        on(() => this.undo(), { optimistic: hide('#toast') }),
        { keys: 'z' },
      )}
    >
      <a class="skip" href="#main">To the orders</a>
      <header class="bar">
        <h1>Orders</h1>
        <button aria-haspopup="dialog" aria-keyshortcuts="?" @click=${open('#keys')}>Keys</button>
        <a class="button main" aria-keyshortcuts="N" href=${href(newOrder)}>
          New order <kbd aria-hidden="true">N</kbd>
        </a>
      </header>
      <main id="main" tabindex="-1">
        ${monthChart(months, (month) => this.show({ month }))}
        ${searchBar({ query, typed: this.typed, months, actions: this })}
        <p role="status" class="found quiet">${counted(count)}, ${euros(total)}</p>
        ${
          count === 0
            ? html`<p class="empty">Nothing was found.</p>`
            : orderTable({
                orders,
                hasMore: orders.length < count,
                isPending: this.found.pending,
                query,
                chosen: this,
                actions: this,
              })
        }
        <div class="below">${bulkBar(this.ids.length, this)} ${undoToast(last, this)}</div>
        <p role="status" class="unseen">${last?.text}</p>
      </main>
      ${portal(
        '#modals',
        orderDialog({
          order: orders.find(({ id }) => id === this.opened),
          actions: this,
          closed: () => (this.opened = null),
        }),
      )}
      ${shortcutsDialog}
    </div>`
  }
}

function counted(count: number): string {
  return `${number(count)} ${count === 1 ? 'order' : 'orders'}`
}
