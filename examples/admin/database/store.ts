/** The one database of this application. `ADMIN_DATABASE` names another file, or `:memory:` for tests. */
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'

export const database: Database = await openDatabase(process.env['ADMIN_DATABASE'])
