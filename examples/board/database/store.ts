/** The one database of this application. `BOARD_DATABASE` names another file, or `:memory:` for tests. */
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'

export const database: Database = await openDatabase(process.env['BOARD_DATABASE'])
