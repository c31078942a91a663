/** What a user has changed, as what is needed to undo it. */
import type { Order, Orders, OrderText } from './database/orders.ts'

export type Change =
  | { readonly kind: 'edited'; readonly before: readonly Order[]; readonly text: string }
  | { readonly kind: 'removed'; readonly ids: readonly number[]; readonly text: string }

/** Makes a change undone: false when it was undone already, or nothing of it is there any more. */
export async function undo(orders: Orders, change: Change): Promise<boolean> {
  if (change.kind === 'removed') return (await orders.setRemoved(change.ids, false)).length > 0
  const undone = await Promise.all(change.before.map((order) => orders.edit(order.id, textOf(order))))
  return undone.some((order) => order !== undefined)
}

function textOf({ customer, email, city, note, status }: Order): OrderText {
  return { customer, email, city, note, status }
}
