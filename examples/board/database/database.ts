/** The board, in a SQLite database that lives inside this process. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { Cards } from './cards.ts'
import { createTables } from './schema.ts'
import { seed } from './seed.ts'

/** The file that is used when no other is named. Git ignores its folder. */
const DEFAULT_FILE: string = fileURLToPath(new URL('../data/board.db', import.meta.url))

/** How long a process waits for the file while another writes, in milliseconds. Without it, it would fail at once. */
const BUSY_TIMEOUT = 5_000

/** Opens the database and makes its tables. The first cards are written when it is new: what users remove stays removed. */
export async function openDatabase(file: string = DEFAULT_FILE): Promise<Database> {
  const client = createClient({ url: file === ':memory:' ? file : urlOf(file), timeout: BUSY_TIMEOUT })
  await client.batch([...createTables], 'write')
  await seed(drizzle(client))
  return new Database(client)
}

function urlOf(file: string): string {
  mkdirSync(dirname(file), { recursive: true })
  return pathToFileURL(file).href
}

export class Database implements AsyncDisposable {
  readonly cards: Cards
  readonly #client: Client

  constructor(client: Client) {
    this.cards = new Cards(drizzle(client))
    this.#client = client
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close()
  }
}
