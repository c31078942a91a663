/** Fills the database from the files of the repository, at every start and from any number of processes. */
import { sql } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { readArticleFiles } from './article-file.ts'
import { articles, authors, comments } from './schema.ts'

/**
 * Writes the articles of `content/` and the first comments. Articles that are there already take the text of
 * their files and keep their reactions and comments, so an edited file shows after a restart.
 */
export async function seed(database: LibSQLDatabase): Promise<void> {
  const files = await readArticleFiles(new URL('./content/', import.meta.url))
  const names = [...new Set(files.map((file) => file.author))]

  // One batch is one transaction that begins with a write, so processes that start together take turns.
  await database.batch([
    database
      .insert(authors)
      .values(names.map((name) => ({ name })))
      .onConflictDoNothing(),
    ...files.map(({ author, ...article }) => {
      const row = { ...article, authorId: sql<number>`(select id from authors where name = ${author})` }
      return database.insert(articles).values(row).onConflictDoUpdate({ target: articles.id, set: row })
    }),
    database.insert(comments).values(firstComments).onConflictDoNothing(),
  ])
}

// The ids make a second seeding find them.
const firstComments: (typeof comments.$inferInsert)[] = [
  {
    id: 1,
    articleId: 1,
    name: 'A reader',
    text: 'The little counter is what made me try it. Where does the count live if I open two tabs?',
  },
  {
    id: 2,
    articleId: 1,
    name: 'Documentation',
    text: 'In each tab: a tab has a view of its own. What tabs share belongs in the database and in a topic, as the reactions on this page show.',
  },
  {
    id: 3,
    articleId: 2,
    name: 'A reader',
    text: 'I kept the network panel open while I read this. One text frame up, one down, and no request. It really is that short.',
  },
  {
    id: 4,
    articleId: 2,
    name: 'Engine room',
    text: 'Now open the same article in a second window and write a comment there. It appears here by the same road, only that nobody clicked in this window.',
  },
  {
    id: 5,
    articleId: 7,
    name: 'On a train',
    text: 'Wrote this in a tunnel. It arrived once.',
  },
]
