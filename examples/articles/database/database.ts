/** The articles, their authors and what readers make of them, in a SQLite database that lives inside this process. */
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { openClient } from '../../shared/open-client.ts'
import { Articles } from './articles.ts'
import { Authors } from './authors.ts'
import { Comments } from './comments.ts'
import { Reactions } from './reactions.ts'
import { createTables } from './schema.ts'
import { seed } from './seed.ts'

/** The file that is used when no other is named. Git ignores its folder. */
export const DEFAULT_FILE: string = fileURLToPath(new URL('../data/site.db', import.meta.url))

/**
 * Opens the database, makes its tables and fills them from `content/` when that has not been done.
 * Any number of processes may open the same file. `:memory:` is a database of its own that ends with it.
 */
export async function openDatabase(file: string = DEFAULT_FILE): Promise<Database> {
  const client = await openClient(file, createTables)
  await seed(drizzle(client))
  return new Database(client)
}

/** The questions that the application asks, by what they are about. */
export class Database implements AsyncDisposable {
  readonly articles: Articles
  readonly authors: Authors
  readonly comments: Comments
  readonly reactions: Reactions
  readonly #client: Client

  constructor(client: Client) {
    const queries = drizzle(client)
    this.articles = new Articles(queries)
    this.authors = new Authors(queries)
    this.comments = new Comments(queries)
    this.reactions = new Reactions(queries)
    this.#client = client
  }

  close(): void {
    this.#client.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }
}
