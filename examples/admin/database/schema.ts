/** The table, twice: for Drizzle, which types the queries, and as SQL, which makes it at the first start. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What becomes of an order, from its beginning on. */
export const STATUSES = ['new', 'paid', 'sent', 'returned'] as const
export type Status = (typeof STATUSES)[number]

export const orders = sqliteTable(
  'orders',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    customer: text('customer').notNull(),
    email: text('email').notNull(),
    city: text('city').notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    /** What was ordered, one article a line. */
    articles: text('articles').notNull(),
    /** In cents. */
    total: integer('total').notNull(),
    /** The day, as `2026-05-01`. */
    placed: text('placed').notNull(),
    note: text('note').notNull(),
    /** Removed orders are kept, so that a removal can be undone. */
    removed: integer('removed', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('orders_by_day').on(table.placed)],
)

/** Makes the table if it is not there yet. */
export const createTables: readonly string[] = [
  `create table if not exists orders (
    id integer primary key autoincrement,
    customer text not null,
    email text not null,
    city text not null,
    status text not null,
    articles text not null,
    total integer not null,
    placed text not null,
    note text not null,
    removed integer not null default 0
  )`,
  'create index if not exists orders_by_day on orders (placed)',
]
