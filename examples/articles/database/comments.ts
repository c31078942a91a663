import { asc, eq } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { comments } from './schema.ts'

/** What a reader wrote below an article. */
export interface Comment {
  readonly id: number
  readonly articleId: number
  readonly name: string
  readonly text: string
  readonly createdAt: Date
}

export class Comments {
  readonly #queries: LibSQLDatabase

  constructor(queries: LibSQLDatabase) {
    this.#queries = queries
  }

  /** Those on an article, oldest first. */
  async on(articleId: number): Promise<Comment[]> {
    return this.#queries
      .select()
      .from(comments)
      .where(eq(comments.articleId, articleId))
      .orderBy(asc(comments.id))
  }

  /** Writes one and returns it with its id and time. Throws when there is no such article. */
  async add({ articleId, name, text }: Omit<Comment, 'id' | 'createdAt'>): Promise<Comment> {
    return this.#queries.insert(comments).values({ articleId, name, text }).returning().get()
  }
}
