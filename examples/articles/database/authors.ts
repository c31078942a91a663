import { asc, count, eq } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { isPassword } from './passwords.ts'
import { articles, authors } from './schema.ts'

export interface Author {
  readonly id: number
  readonly name: string
  readonly about: string
  /** How many articles they have written. */
  readonly articles: number
}

export class Authors {
  readonly #queries: LibSQLDatabase

  constructor(queries: LibSQLDatabase) {
    this.#queries = queries
  }

  /** All of them by their names. */
  async all(): Promise<Author[]> {
    return this.#authors().orderBy(asc(authors.name))
  }

  /** One of them, or undefined when there is none with this id. */
  async find(id: number): Promise<Author | undefined> {
    return this.#authors().where(eq(authors.id, id)).get()
  }

  /** Who has this name and this password, or undefined. */
  async withPassword(name: string, password: string): Promise<Pick<Author, 'id' | 'name'> | undefined> {
    const row = await this.#queries.select().from(authors).where(eq(authors.name, name)).get()
    // Without such an author a password is checked as well, which takes its time: nobody learns which names there are.
    const isRight = await isPassword(password, row?.password ?? NO_PASSWORD)
    return row && isRight ? { id: row.id, name: row.name } : undefined
  }

  #authors() {
    return this.#queries
      .select({ id: authors.id, name: authors.name, about: authors.about, articles: count(articles.id) })
      .from(authors)
      .leftJoin(articles, eq(articles.authorId, authors.id))
      .groupBy(authors.id)
      .$dynamic()
  }
}

/** As long as one, and of no password that is known. */
const NO_PASSWORD = `nobody:${'A'.repeat(43)}`
