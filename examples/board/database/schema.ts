/** The tables, twice: for Drizzle, which types the queries, and as SQL, which makes them at the first start. */
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const columns = sqliteTable('columns', {
  id: integer('id').primaryKey(),
  title: text('title').notNull(),
  /** How many cards it may hold. */
  most: integer('most').notNull(),
})

/** The colours of labels; the first is none. */
export const LABELS = ['', 'red', 'amber', 'green', 'blue', 'violet'] as const
export type Label = (typeof LABELS)[number]

export const cards = sqliteTable('cards', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  columnId: integer('column_id')
    .notNull()
    .references(() => columns.id),
  title: text('title').notNull(),
  text: text('text').notNull(),
  /** The colour of its label, if it has one. */
  label: text('label', { enum: LABELS }).notNull().default(''),
  /** Where it stands among the cards of its column. A card between two others is given what is halfway between theirs. */
  position: real('position').notNull(),
})

/** Makes the tables that are not there yet. */
export const createTables: readonly string[] = [
  `create table if not exists columns (
    id integer primary key,
    title text not null,
    most integer not null
  )`,
  `create table if not exists cards (
    id integer primary key autoincrement,
    column_id integer not null references columns (id),
    title text not null,
    text text not null,
    label text not null default '',
    position real not null
  )`,
  'create index if not exists cards_by_column on cards (column_id, position)',
]
