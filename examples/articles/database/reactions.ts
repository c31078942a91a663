import { eq, sql } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { articles } from './schema.ts'

export class Reactions {
  readonly #queries: LibSQLDatabase

  constructor(queries: LibSQLDatabase) {
    this.#queries = queries
  }

  /** How many an article has, or undefined when there is none with this id. */
  async count(articleId: number): Promise<number | undefined> {
    const { reactions } = articles
    const row = await this.#queries
      .select({ reactions })
      .from(articles)
      .where(eq(articles.id, articleId))
      .get()
    return row?.reactions
  }

  /** Counts one more and returns how many there are now. */
  async add(articleId: number): Promise<number> {
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
}
