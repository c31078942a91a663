import { html, LiveView, onWindow } from 'overwire'
import type { TemplateResult } from 'overwire'
import { focus } from 'overwire/commands'
import type { Order, OrderQuery } from '../database/orders.ts'
import { database } from '../database/store.ts'
import { euros, number } from '../parts/format.ts'
import type { OrderActions } from '../parts/order-actions.ts'
import { customerSchema, noteSchema, statusSchema } from '../parts/order-schema.ts'
import { orderTable } from '../parts/order-table.ts'
import { searchBar } from '../parts/search-bar.ts'
import type { orders } from '../routes.ts'

/** How many orders are shown at first, and how many more whenever the end of the table comes near. */
const AT_ONCE = 50

const SCHEMAS = { customer: customerSchema, note: noteSchema, status: statusSchema }

/** The table of all orders. What it shows is in its address; what others change is shown at once. */
export class OrdersPage extends LiveView<typeof orders> implements OrderActions {
  typed = this.live.search.q
  shown = AT_ONCE
  found = this.live.load(() => this.find())
  months = this.live.load(() => database.orders.months())

  override mount(): void {
    this.live.subscribe('orders', () => this.reload())
  }

  override navigated(): void {
    this.typed = this.live.search.q
    this.shown = AT_ONCE
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

  async edit(order: Order, field: 'customer' | 'note' | 'status', text: string): Promise<void> {
    const read = SCHEMAS[field].safeParse(text)
    if (!read.success) return this.live.flash(read.error.issues[0]?.message ?? '', 'error')
    if (read.data === order[field]) return
    const before = await database.orders.edit(order.id, { [field]: read.data })
    if (!before) return this.live.flash(`Order ${order.id} has been removed meanwhile.`, 'error')
    await this.changed()
  }

  // --- what becomes of it ---

  async changed(): Promise<void> {
    await this.reload()
    await this.live.publish('orders', null)
  }

  /** The rows and what is said of them come together. */
  async find(): Promise<{ orders: Order[]; count: number; total: number }> {
    const query = this.live.search
    const [orders, totals] = await Promise.all([
      database.orders.list(query, this.shown),
      database.orders.totals(query),
    ])
    return { orders, ...totals }
  }

  async reload(): Promise<void> {
    await Promise.all([this.found.reload(), this.months.reload()])
  }

  // --- what is shown ---

  render(): TemplateResult {
    this.live.head = { title: 'Orders', description: 'The orders of a shop for tea.' }
    const { orders = [], count = 0, total = 0 } = this.found.value ?? {}
    const query = this.live.search
    return html`<div class="page" ${onWindow('keydown', focus('#search'), { keys: '/', prevent: true })}>
      <a class="skip" href="#main">To the orders</a>
      <header class="bar">
        <h1>Orders</h1>
      </header>
      <main id="main" tabindex="-1">
        ${searchBar({ query, typed: this.typed, months: this.months.value ?? [], actions: this })}
        <p role="status" class="found quiet">${number(count)} ${count === 1 ? 'order' : 'orders'}, ${euros(total)}</p>
        ${
          count === 0
            ? html`<p class="empty">Nothing was found.</p>`
            : orderTable({
                orders,
                hasMore: orders.length < count,
                isPending: this.found.pending,
                query,
                actions: this,
              })
        }
      </main>
    </div>`
  }
}
