/** Questions to the table of orders. */
import { and, asc, count, desc, eq, inArray, like, or, sum, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { orders } from './schema.ts'
import type { Status } from './schema.ts'

export type Order = typeof orders.$inferSelect
export type NewOrder = Omit<typeof orders.$inferInsert, 'id' | 'removed'>

/** What can be changed of an order. */
export type OrderText = Pick<Order, 'customer' | 'email' | 'city' | 'note' | 'status'>

export const SORTS = ['id', 'customer', 'city', 'status', 'placed', 'total'] as const
export type Sort = (typeof SORTS)[number]

/** Which orders, and in which order: what the address of the page says. */
export interface OrderQuery {
  readonly q: string
  readonly status: Status | ''
  /** `2026-05`, or empty for all months. */
  readonly month: string
  readonly sort: Sort
  readonly direction: 'up' | 'down'
}

export interface Month {
  /** `2026-05`. */
  readonly month: string
  readonly count: number
  /** In cents. */
  readonly total: number
}

export class Orders {
  readonly #queries: LibSQLDatabase

  constructor(queries: LibSQLDatabase) {
    this.#queries = queries
  }

  /** The first of what was asked for, so many at most. */
  async list(query: OrderQuery, limit: number): Promise<Order[]> {
    const direction = query.direction === 'up' ? asc : desc
    return this.#queries
      .select()
      .from(orders)
      .where(matches(query))
      .orderBy(direction(orders[query.sort]), direction(orders.id))
      .limit(limit)
  }

  /** How many there are of what was asked for, and what they cost together. */
  async totals(query: OrderQuery): Promise<{ count: number; total: number }> {
    const found = await this.#queries
      .select({ count: count(), total: sum(orders.total) })
      .from(orders)
      .where(matches(query))
      .get()
    return { count: found?.count ?? 0, total: Number(found?.total ?? 0) }
  }

  /** The last twelve months in which something was ordered, the oldest first. */
  async months(): Promise<Month[]> {
    const month = sql<string>`substr(${orders.placed}, 1, 7)`
    const found = await this.#queries
      .select({ month, count: count(), total: sum(orders.total).mapWith(Number) })
      .from(orders)
      .where(eq(orders.removed, false))
      .groupBy(month)
      .orderBy(desc(month))
      .limit(12)
    return found.toReversed().map((each) => ({ ...each, total: each.total ?? 0 }))
  }

  async find(id: number): Promise<Order | undefined> {
    return this.#queries
      .select()
      .from(orders)
      .where(and(eq(orders.id, id), eq(orders.removed, false)))
      .get()
  }

  /** Writes a new order, and returns its number. */
  async add(order: NewOrder): Promise<number> {
    const { id } = await this.#queries.insert(orders).values(order).returning({ id: orders.id }).get()
    return id
  }

  /** Changes an order, and returns what it was: undefined when it is gone. */
  async edit(id: number, text: Partial<OrderText>): Promise<Order | undefined> {
    const before = await this.find(id)
    if (before) await this.#queries.update(orders).set(text).where(eq(orders.id, id))
    return before
  }

  /** Gives many orders a status, and returns what they were. */
  async setStatus(ids: readonly number[], status: Status): Promise<Order[]> {
    const before = await this.#those(ids)
    await this.#queries
      .update(orders)
      .set({ status })
      .where(inArray(orders.id, [...ids]))
    return before
  }

  /** Removes orders, or puts them back, and returns those that it was done to. */
  async setRemoved(ids: readonly number[], removed: boolean): Promise<number[]> {
    const changed = await this.#queries
      .update(orders)
      .set({ removed })
      .where(and(inArray(orders.id, [...ids]), eq(orders.removed, !removed)))
      .returning({ id: orders.id })
    return changed.map(({ id }) => id)
  }

  async #those(ids: readonly number[]): Promise<Order[]> {
    return this.#queries
      .select()
      .from(orders)
      .where(and(inArray(orders.id, [...ids]), eq(orders.removed, false)))
  }
}

function matches({ q, status, month }: OrderQuery): SQL | undefined {
  return and(
    eq(orders.removed, false),
    status === '' ? undefined : eq(orders.status, status),
    month === '' ? undefined : like(orders.placed, `${month}-%`),
    ...q.split(/\s+/).filter(Boolean).map(hasWord),
  )
}

function hasWord(word: string): SQL | undefined {
  const pattern = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`
  const inText = (column: SQL | (typeof orders)['city' | 'customer' | 'email' | 'note']): SQL =>
    sql`${column} like ${pattern} escape '\\'`
  return or(
    inText(orders.customer),
    inText(orders.email),
    inText(orders.city),
    inText(orders.note),
    eq(orders.id, Number(word.replace(/^#/, '')) || 0),
  )
}
