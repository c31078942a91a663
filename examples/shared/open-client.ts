/** The SQLite database of an example, which lives inside its process. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import type { Client } from '@libsql/client'

/** How long a process waits for the file while another writes, in milliseconds. Without it, it would fail at once. */
const BUSY_TIMEOUT = 5_000

/** Opens a file, or `:memory:`, and runs these statements in it. Any number of processes may open the same file. */
export async function openClient(file: string, statements: readonly string[]): Promise<Client> {
  const client = createClient({ url: file === ':memory:' ? file : urlOf(file), timeout: BUSY_TIMEOUT })
  await client.batch([...statements], 'write')
  return client
}

function urlOf(file: string): string {
  mkdirSync(dirname(file), { recursive: true })
  return pathToFileURL(file).href
}
