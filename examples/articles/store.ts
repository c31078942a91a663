/** The one database of this application. `ARTICLES_DATABASE` names another file, or `:memory:` for tests. */
import { openDatabase } from './database.ts'
import type { ArticleDatabase } from './database.ts'

export const database: ArticleDatabase = await openDatabase(process.env['ARTICLES_DATABASE'])
