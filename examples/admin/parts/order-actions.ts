import type { Order, OrderQuery, OrderText } from '../database/orders.ts'
import type { Status } from '../database/schema.ts'
import type { Cell } from './order-schema.ts'

/** What users do with the orders: handlers of the page, for the events of its parts. What browsers say is checked. */
export interface OrderActions {
  /** Looks for something else, or sorts in another way. */
  show(change: Partial<OrderQuery>): void
  /** Shows more of what was found. */
  more(): Promise<void>
  /** Shows an order in the dialog. */
  open(order: Order): void
  /** Writes into a row. */
  edit(order: Order, cell: Cell, text: string): Promise<void>
  /** Saves the dialog. */
  save(order: Order, text: Omit<OrderText, 'status'>): Promise<void>
  remove(order: Order): Promise<void>
  /** Chooses these orders, and no others. */
  choose(ids: readonly number[]): void
  /** Gives those that are chosen a status. */
  setStatus(status: Status): Promise<void>
  removeChosen(): Promise<void>
  undo(): Promise<void>
  /** Says no more of what was done last. */
  keep(): void
}
