/**
 * The tables, twice: for Drizzle, which types the queries, and as SQL, which makes them at the first start.
 * An application that changes its tables over time would let drizzle-kit write migrations instead.
 */
import { sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const authors = sqliteTable('authors', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull().unique(),
  about: text('about').notNull(),
  /** As `passwords.ts` keeps it. */
  password: text('password').notNull(),
})

export const articles = sqliteTable('articles', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id')
    .notNull()
    .references(() => authors.id),
  title: text('title').notNull(),
  /** The day of publication, as `2026-11-22`. */
  date: text('date').notNull(),
  summary: text('summary').notNull(),
  markdown: text('markdown').notNull(),
  html: text('html').notNull(),
  reactions: integer('reactions').notNull().default(0),
  /** Whether an author has changed it here: then its file does not count any more. */
  edited: integer('edited', { mode: 'boolean' }).notNull().default(false),
})

export const comments = sqliteTable('comments', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  articleId: integer('article_id')
    .notNull()
    .references(() => articles.id),
  name: text('name').notNull(),
  text: text('text').notNull(),
  createdAt: integer('created_at', { mode: 'timestamp' })
    .notNull()
    .default(sql`(unixepoch())`),
})

/** Makes the tables that are not there yet. */
export const createTables: readonly string[] = [
  `create table if not exists authors (
    id integer primary key autoincrement,
    name text not null unique,
    about text not null,
    password text not null
  )`,
  `create table if not exists articles (
    id integer primary key,
    author_id integer not null references authors (id),
    title text not null,
    date text not null,
    summary text not null,
    markdown text not null,
    html text not null,
    reactions integer not null default 0,
    edited integer not null default 0
  )`,
  `create table if not exists comments (
    id integer primary key autoincrement,
    article_id integer not null references articles (id),
    name text not null,
    text text not null,
    created_at integer not null default (unixepoch())
  )`,
  'create index if not exists comments_by_article on comments (article_id, id)',
]
