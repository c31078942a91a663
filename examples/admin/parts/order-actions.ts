import type { Order, OrderQuery } from '../database/orders.ts'

/** What users do with the table: handlers of the page, for the events of its parts. What browsers say is checked. */
export interface OrderActions {
  /** Looks for something else, or sorts in another way. */
  show(change: Partial<OrderQuery>): void
  /** Writes into an order. */
  edit(order: Order, field: 'customer' | 'note' | 'status', text: string): Promise<void>
  /** Shows more of what was found. */
  more(): Promise<void>
}
