import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createClient } from '@libsql/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './database.ts'

describe('seeding', () => {
  test('gives a dozen articles with ids from 1 in order, each complete', async () => {
    await using database = await openDatabase(await temporaryFile())
    const articles = await database.articles()

    expect(articles.map((article) => article.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    for (const article of articles) {
      expect(article.title).not.toBe('')
      expect(article.author).not.toBe('')
      expect(article.summary).not.toBe('')
      expect(article.date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(article.reactions).toBe(0)
    }
  })

  test('stores the text of an article as HTML', async () => {
    await using database = await openDatabase(await temporaryFile())
    const article = await database.article(2)

    expect(article?.html).toMatch(/^<p>/)
    expect(article?.html).toContain('<h2>')
  })

  test('doubles nothing when the file is opened again', async () => {
    const file = await temporaryFile()
    const before = await everything(file)
    const after = await everything(file)

    expect(after).toEqual(before)
    expect(before.comments.length).toBeGreaterThan(0)
  })

  test('doubles nothing when the file is opened several times at once', async () => {
    const file = await temporaryFile()
    const [first, ...others] = await Promise.all([everything(file), everything(file), everything(file)])

    for (const other of others) expect(other).toEqual(first)
    expect(first?.articles).toHaveLength(12)
  })

  test('doubles nothing when two processes start at once', async () => {
    const file = await temporaryFile()
    const counts = await Promise.all([countsOfProcess(file), countsOfProcess(file)])

    const { articles, comments } = await everything(file)
    const expected = { articles: articles.length, comments: comments.length }
    expect(counts).toEqual([expected, expected])
    expect(articles).toHaveLength(12)
  })

  test('takes the text of an edited file and keeps reactions and comments', async () => {
    const file = await temporaryFile()
    {
      await using database = await openDatabase(file)
      await database.react(2)
      await database.addComment({ articleId: 2, name: 'A reader', text: 'Still here' })
    }
    await editArticle(file, 2, 'A title of last week')

    await using database = await openDatabase(file)
    const article = await database.article(2)
    expect(article?.title).not.toBe('A title of last week')
    expect(article?.reactions).toBe(1)
    expect((await database.comments(2)).at(-1)?.text).toBe('Still here')
  })
})

describe('reactions', () => {
  test('are counted one by one', async () => {
    await using database = await openDatabase(await temporaryFile())

    expect(await database.react(2)).toBe(1)
    expect(await database.react(2)).toBe(2)
    expect(await database.reactions(2)).toBe(2)
    expect((await database.article(2))?.reactions).toBe(2)
    expect((await database.article(1))?.reactions).toBe(0)
  })

  test('at the same moment are all counted, each with a count of its own', async () => {
    const file = await temporaryFile()
    await using here = await openDatabase(file)
    await using there = await openDatabase(file)

    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? here : there).react(3)),
    )

    expect(counts.toSorted((first, second) => first - second)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
    expect((await there.article(3))?.reactions).toBe(50)
  })

  test('to an article that does not exist are refused', async () => {
    await using database = await openDatabase(await temporaryFile())

    await expect(database.react(99)).rejects.toThrow('There is no article 99 to react to.')
  })
})

describe('comments', () => {
  test('come back with their id and time, below their own article and oldest first', async () => {
    await using database = await openDatabase(await temporaryFile())
    const first = await database.addComment({ articleId: 5, name: 'A reader', text: 'First' })
    const second = await database.addComment({ articleId: 5, name: 'A reader', text: 'Second' })
    await database.addComment({ articleId: 6, name: 'A reader', text: 'Elsewhere' })

    expect(await database.comments(5)).toEqual([first, second])
    expect(second.id).toBeGreaterThan(first.id)
    expect(first.createdAt).toBeInstanceOf(Date)
  })

  test('are stored as they were written', async () => {
    await using database = await openDatabase(await temporaryFile())
    const text = `<b>"quoted"</b>'); drop table comments; --\n\tü 🚂`
    await database.addComment({ articleId: 5, name: "O'Reader", text })

    expect((await database.comments(5))[0]).toMatchObject({ name: "O'Reader", text })
  })

  test('on an article that does not exist are refused', async () => {
    await using database = await openDatabase(await temporaryFile())

    await expect(database.addComment({ articleId: 99, name: 'A reader', text: 'Hello' })).rejects.toThrow(
      'Failed query: insert into "comments"',
    )
  })
})

test('an article that does not exist is undefined', async () => {
  await using database = await openDatabase(await temporaryFile())
  expect(await database.article(99)).toBeUndefined()
  expect(await database.reactions(99)).toBeUndefined()
  expect(await database.comments(99)).toEqual([])
})

test('a database in memory starts afresh each time', async () => {
  await using first = await openDatabase(':memory:')
  await first.react(1)
  await using second = await openDatabase(':memory:')

  expect((await first.article(1))?.reactions).toBe(1)
  expect((await second.article(1))?.reactions).toBe(0)
})

test('a closed database answers no more', async () => {
  const database = await openDatabase(await temporaryFile())
  database.close()
  await expect(database.articles()).rejects.toThrow('Failed query')
})

// --- a database of its own for each test ---

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'articles-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // Signs that mean something in a URL, as the path of a checkout may have them.
  return join(folder, 'data #1 100%', 'articles.db')
}

async function everything(file: string): Promise<{ articles: unknown[]; comments: unknown[] }> {
  await using database = await openDatabase(file)
  const articles = await database.articles()
  const comments = await Promise.all(articles.map((article) => database.comments(article.id)))
  return { articles, comments: comments.flat() }
}

/** Opens the database in another process, which tells how much it found. */
async function countsOfProcess(file: string): Promise<unknown> {
  const module = new URL('./database.ts', import.meta.url).href
  const script = `
    const { openDatabase } = await import(${JSON.stringify(module)})
    const database = await openDatabase(${JSON.stringify(file)})
    const articles = await database.articles()
    const comments = await Promise.all(articles.map((article) => database.comments(article.id)))
    console.log(JSON.stringify({ articles: articles.length, comments: comments.flat().length }))`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)) },
  )
  return JSON.parse(stdout)
}

async function editArticle(file: string, id: number, title: string): Promise<void> {
  const client = createClient({ url: pathToFileURL(file).href })
  await client.execute({ sql: 'update articles set title = ? where id = ?', args: [title, id] })
  client.close()
}
