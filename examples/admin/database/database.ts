/** The orders, in a SQLite database that lives inside this process. */
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { openClient } from '../../shared/open-client.ts'
import { Orders } from './orders.ts'
import { createTables } from './schema.ts'
import { seed } from './seed.ts'

/** The file that is used when no other is named. Git ignores its folder. */
const DEFAULT_FILE: string = fileURLToPath(new URL('../data/admin.db', import.meta.url))

/** Opens the database and makes its table. The first orders are written when it is new. */
export async function openDatabase(file: string = DEFAULT_FILE): Promise<Database> {
  const client = await openClient(file, createTables)
  await seed(drizzle(client))
  return new Database(client)
}

export class Database implements AsyncDisposable {
  readonly orders: Orders
  readonly #client: Client

  constructor(client: Client) {
    this.orders = new Orders(drizzle(client))
    this.#client = client
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close()
  }
}
