import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createClient } from '@libsql/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './database.ts'
import { hashPassword, isPassword } from './passwords.ts'

describe('seeding', () => {
  test('gives a dozen articles with ids from 1 in order, each complete', async () => {
    await using database = await openDatabase(await temporaryFile())
    const articles = await database.articles.all()

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
    const article = await database.articles.find(2)

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

  test('keeps what an author has changed on the site, whatever its file says', async () => {
    const file = await temporaryFile()
    {
      await using database = await openDatabase(file)
      const author = (await database.articles.find(2))?.authorId ?? 0
      await database.articles.change(2, author, { title: 'Mine', summary: 'Short', markdown: '*New*' })
      await database.articles.change(3, author + 1_000, { title: 'Not mine', summary: '', markdown: '' })
    }
    await using database = await openDatabase(file)
    expect(await database.articles.find(2)).toMatchObject({ title: 'Mine', html: '<p><em>New</em></p>\n' })
    expect((await database.articles.find(3))?.title).not.toBe('Not mine')
  })

  test('takes the text of an edited file and keeps reactions and comments', async () => {
    const file = await temporaryFile()
    {
      await using database = await openDatabase(file)
      await database.reactions.add(2)
      await database.comments.add({ articleId: 2, name: 'A reader', text: 'Still here' })
    }
    await editArticle(file, 2, 'A title of last week')

    await using database = await openDatabase(file)
    const article = await database.articles.find(2)
    expect(article?.title).not.toBe('A title of last week')
    expect(article?.reactions).toBe(1)
    expect((await database.comments.on(2)).at(-1)?.text).toBe('Still here')
  })
})

describe('reactions', () => {
  test('are counted one by one', async () => {
    await using database = await openDatabase(await temporaryFile())

    expect(await database.reactions.add(2)).toBe(1)
    expect(await database.reactions.add(2)).toBe(2)
    expect(await database.reactions.count(2)).toBe(2)
    expect((await database.articles.find(2))?.reactions).toBe(2)
    expect((await database.articles.find(1))?.reactions).toBe(0)
  })

  test('at the same moment are all counted, each with a count of its own', async () => {
    const file = await temporaryFile()
    await using here = await openDatabase(file)
    await using there = await openDatabase(file)

    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? here : there).reactions.add(3)),
    )

    expect(counts.toSorted((first, second) => first - second)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
    expect((await there.articles.find(3))?.reactions).toBe(50)
  })

  test('to an article that does not exist are refused', async () => {
    await using database = await openDatabase(await temporaryFile())

    await expect(database.reactions.add(99)).rejects.toThrow('There is no article 99 to react to.')
  })
})

describe('comments', () => {
  test('come back with their id and time, below their own article and oldest first', async () => {
    await using database = await openDatabase(await temporaryFile())
    const first = await database.comments.add({ articleId: 5, name: 'A reader', text: 'First' })
    const second = await database.comments.add({ articleId: 5, name: 'A reader', text: 'Second' })
    await database.comments.add({ articleId: 6, name: 'A reader', text: 'Elsewhere' })

    expect(await database.comments.on(5)).toEqual([first, second])
    expect(second.id).toBeGreaterThan(first.id)
    expect(first.createdAt).toBeInstanceOf(Date)
  })

  test('are stored as they were written', async () => {
    await using database = await openDatabase(await temporaryFile())
    const text = `<b>"quoted"</b>'); drop table comments; --\n\tü 🚂`
    await database.comments.add({ articleId: 5, name: "O'Reader", text })

    expect((await database.comments.on(5))[0]).toMatchObject({ name: "O'Reader", text })
  })

  test('on an article that does not exist are refused', async () => {
    await using database = await openDatabase(await temporaryFile())

    await expect(database.comments.add({ articleId: 99, name: 'A reader', text: 'Hello' })).rejects.toThrow(
      'Failed query: insert into "comments"',
    )
  })
})

describe('searching', () => {
  test('finds what titles, summaries, texts and names of authors hold, page by page', async () => {
    await using database = await openDatabase(await temporaryFile())
    const everything = await database.articles.search({ q: '', page: 1 })
    const second = await database.articles.search({ q: ' ', page: 2 })
    const beyond = await database.articles.search({ q: '', page: 99 })

    expect([everything.total, everything.pages, everything.articles.map(({ id }) => id)]).toEqual([
      12,
      3,
      [1, 2, 3, 4, 5],
    ])
    expect(second.articles.map(({ id }) => id)).toEqual([6, 7, 8, 9, 10])
    expect([beyond.page, beyond.articles.map(({ id }) => id)]).toEqual([3, [11, 12]])
    const titles = async (q: string): Promise<string[]> =>
      (await database.articles.search({ q, page: 1 })).articles.map(({ title }) => title)
    expect(await titles('ROW IDS')).toEqual(['Lists and row ids'])
    expect(await titles('documentation')).toContain('Testing without a browser')
    expect(await titles('100% no_such')).toEqual([])
    expect(await titles("'); drop table articles; --")).toEqual([])
  })

  test('knows the neighbours of an article', async () => {
    await using database = await openDatabase(await temporaryFile())
    const [first, middle, last] = await Promise.all([1, 2, 12].map((id) => database.articles.around(id)))
    expect([first?.previous?.id, first?.next?.id]).toEqual([undefined, 2])
    expect([middle?.previous?.id, middle?.next?.id]).toEqual([1, 3])
    expect([last?.previous?.id, last?.next?.id]).toEqual([11, undefined])
  })
})

describe('authors', () => {
  test('have articles, and log in with their password alone', async () => {
    await using database = await openDatabase(await temporaryFile())
    const [documentation] = await database.authors.all()
    expect(documentation).toMatchObject({ name: 'Documentation', articles: 3 })
    const { id = 0, name = '' } = documentation ?? {}
    expect(await database.articles.of(id)).toHaveLength(3)
    expect(await database.authors.withPassword(name, 'overwire')).toEqual({ id, name })
    expect(await database.authors.withPassword(name, 'other')).toBeUndefined()
    expect(await database.authors.withPassword('Nobody', 'overwire')).toBeUndefined()
    expect(await isPassword('mine', await hashPassword('mine'))).toBe(true)
  })
})

test('an article that does not exist is undefined', async () => {
  await using database = await openDatabase(await temporaryFile())
  expect(await database.articles.find(99)).toBeUndefined()
  expect(await database.reactions.count(99)).toBeUndefined()
  expect(await database.comments.on(99)).toEqual([])
})

test('a database in memory starts afresh each time', async () => {
  await using first = await openDatabase(':memory:')
  await first.reactions.add(1)
  await using second = await openDatabase(':memory:')

  expect((await first.articles.find(1))?.reactions).toBe(1)
  expect((await second.articles.find(1))?.reactions).toBe(0)
})

test('a closed database answers no more', async () => {
  const database = await openDatabase(await temporaryFile())
  database.close()
  await expect(database.articles.all()).rejects.toThrow('Failed query')
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
  const articles = await database.articles.all()
  const comments = await Promise.all(articles.map((article) => database.comments.on(article.id)))
  return { articles, comments: comments.flat() }
}

/** Opens the database in another process, which tells how much it found. */
async function countsOfProcess(file: string): Promise<unknown> {
  const module = new URL('./database.ts', import.meta.url).href
  const script = `
    const { openDatabase } = await import(${JSON.stringify(module)})
    const database = await openDatabase(${JSON.stringify(file)})
    const articles = await database.articles.all()
    const comments = await Promise.all(articles.map((article) => database.comments.on(article.id)))
    console.log(JSON.stringify({ articles: articles.length, comments: comments.flat().length }))`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: fileURLToPath(new URL('../../..', import.meta.url)) },
  )
  return JSON.parse(stdout)
}

async function editArticle(file: string, id: number, title: string): Promise<void> {
  const client = createClient({ url: pathToFileURL(file).href })
  await client.execute({ sql: 'update articles set title = ? where id = ?', args: [title, id] })
  client.close()
}
