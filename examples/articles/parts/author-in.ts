import { z } from 'zod'
import type { Author } from '../database/authors.ts'
import { database } from '../database/store.ts'

const login = z.object({ name: z.string(), password: z.string() })

/** The author whose name and password a form holds, or undefined. */
export async function authorIn(form: FormData): Promise<Pick<Author, 'id' | 'name'> | undefined> {
  const { data } = login.safeParse(Object.fromEntries(form))
  return data && database.authors.withPassword(data.name, data.password)
}
