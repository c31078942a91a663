/** Fills the database from the files of the repository, at every start and from any number of processes. */
import { eq, sql } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { readArticleFiles } from './article-file.ts'
import { articles, authors, comments } from './schema.ts'

/**
 * Writes the articles of `content/`, their authors and the first comments. Articles that are there already take the text
 * of their files, so an edited file shows after a restart, and keep their reactions and comments. What an author has changed
 * on the site stays.
 */
export async function seed(database: LibSQLDatabase): Promise<void> {
  const files = await readArticleFiles(new URL('../content/', import.meta.url))

  // One batch is one transaction that begins with a write, so processes that start together take turns.
  await database.batch([
    database.insert(authors).values(firstAuthors).onConflictDoNothing(),
    ...files.map(({ author, ...article }) => {
      const row = { ...article, authorId: sql<number>`(select id from authors where name = ${author})` }
      return database
        .insert(articles)
        .values(row)
        .onConflictDoUpdate({ target: articles.id, set: row, setWhere: eq(articles.edited, false) })
    }),
    database.insert(comments).values(firstComments).onConflictDoNothing(),
  ])
}

/** The name and the password that the site tells everybody: an example that can be looked at from the inside. */
export const GUEST = { name: 'Engine room', password: 'overwire' } as const

// What `hashPassword` has made of it.
const password = 'overwire-example:ikX7bHLp_jBDTweFAM3eO8-spk_11KinMW2Hz1PcBLo'

const firstAuthors: (typeof authors.$inferInsert)[] = [
  {
    name: 'The Overwire team',
    about: 'Writes about why things are as they are, and what they are for.',
    password,
  },
  {
    name: 'Engine room',
    about: 'Writes about what happens between the button and the database, and back.',
    password,
  },
  {
    name: 'Documentation',
    about: 'Writes about what you do with all of it on a working day.',
    password,
  },
]

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
