/** The articles, their authors and comments, in a SQLite database that lives inside this process. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import type { Client } from '@libsql/client'
import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { articles, authors, comments, createTables } from './schema.ts'
import { seed } from './seed.ts'

/** What a list of articles shows of one. */
export interface ArticleSummary {
  readonly id: number
  readonly title: string
  readonly author: string
  /** The day of publication, as `2026-11-22`. */
  readonly date: string
  readonly summary: string
  readonly reactions: number
}

/** An article with its text, which is HTML made from the Markdown of the repository. */
export interface Article extends ArticleSummary {
  readonly html: string
}

/** What a reader wrote below an article. */
export interface Comment {
  readonly id: number
  readonly articleId: number
  readonly name: string
  readonly text: string
  readonly createdAt: Date
}

/** A comment that is to be written. */
export interface NewComment {
  readonly articleId: number
  readonly name: string
  readonly text: string
}

/** The file that is used when no other is named. Git ignores its folder. */
export const DEFAULT_FILE: string = fileURLToPath(new URL('./data/articles.db', import.meta.url))

/** How long a process waits for the file while another writes, in milliseconds. Without it, it would fail at once. */
const BUSY_TIMEOUT = 5_000

/**
 * Opens the database, makes its tables and fills them from `content/` when that has not been done.
 * Any number of processes may open the same file. `:memory:` is a database of its own that ends with it.
 */
export async function openDatabase(file: string = DEFAULT_FILE): Promise<ArticleDatabase> {
  const client = createClient({ url: file === ':memory:' ? file : urlOf(file), timeout: BUSY_TIMEOUT })
  await client.batch([...createTables], 'write')
  const queries = drizzle(client)
  await seed(queries)
  return new ArticleDatabase(client, queries)
}

function urlOf(file: string): string {
  mkdirSync(dirname(file), { recursive: true })
  return pathToFileURL(file).href
}

/** The questions that the application asks. */
export class ArticleDatabase implements AsyncDisposable {
  readonly #client: Client
  readonly #queries: LibSQLDatabase

  constructor(client: Client, queries: LibSQLDatabase) {
    this.#client = client
    this.#queries = queries
  }

  /** All articles in their order, without their texts. */
  async articles(): Promise<ArticleSummary[]> {
    return this.#queries
      .select(summaryColumns)
      .from(articles)
      .innerJoin(authors, eq(authors.id, articles.authorId))
      .orderBy(asc(articles.id))
  }

  /** One article, or undefined when there is none with this id. */
  async article(id: number): Promise<Article | undefined> {
    return this.#queries
      .select({ ...summaryColumns, html: articles.html })
      .from(articles)
      .innerJoin(authors, eq(authors.id, articles.authorId))
      .where(eq(articles.id, id))
      .get()
  }

  /** How many reactions an article has, or undefined when there is none with this id. */
  async reactions(id: number): Promise<number | undefined> {
    const row = await this.#queries.select({ reactions }).from(articles).where(eq(articles.id, id)).get()
    return row?.reactions
  }

  /** The comments on an article, oldest first. */
  async comments(articleId: number): Promise<Comment[]> {
    return this.#queries
      .select()
      .from(comments)
      .where(eq(comments.articleId, articleId))
      .orderBy(asc(comments.id))
  }

  /** Writes a comment and returns it with its id and time. Throws when there is no such article. */
  async addComment({ articleId, name, text }: NewComment): Promise<Comment> {
    return this.#queries.insert(comments).values({ articleId, name, text }).returning().get()
  }

  /** Counts one more reaction to an article and returns how many there are now. */
  async react(articleId: number): Promise<number> {
    // The database adds, not this code: two readers at once are two reactions.
    const row = await this.#queries
      .update(articles)
      .set({ reactions: sql`${articles.reactions} + 1` })
      .where(eq(articles.id, articleId))
      .returning({ reactions: articles.reactions })
      .get()
    if (row === undefined) throw new Error(`There is no article ${articleId} to react to.`)
    return row.reactions
  }

  close(): void {
    this.#client.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }
}

const { id, title, date, summary, reactions } = getTableColumns(articles)
const summaryColumns = { id, title, author: authors.name, date, summary, reactions }
