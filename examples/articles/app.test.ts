import { visit } from 'overwire/testing'
import type { User } from 'overwire/testing'
import { describe, expect, test, vi } from 'vitest'
import { app } from './app.ts'

// Before anything is imported: a database that ends with these tests.
vi.hoisted(() => vi.stubEnv('ARTICLES_DATABASE', ':memory:'))

const pathOf = (user: User): string => new URL(user.url).pathname + new URL(user.url).search

async function logIn(user: User, password: string = 'overwire'): Promise<void> {
  await user.type('Name', 'Documentation', { replace: true })
  await user.type('Password', password, { replace: true })
  await user.press('Enter')
}

describe('reading', () => {
  test('a link leads to the next page in place, and the clock in the layout goes on', async () => {
    await using user = await visit(app, '/')
    await user.click('Start the clock')
    await user.until(() => user.text('[role=timer]') === '0:01')

    await user.click('Authors')
    await user.click('Engine room')
    await user.click(/life of a click/)

    expect([user.text('h1'), pathOf(user), user.title]).toEqual([
      'The life of a click',
      '/articles/2',
      'The life of a click · Overwire',
    ])
    expect(user.text('.shelf [aria-current=page] .title')).toBe('The life of a click')
    expect(user.text('[role=timer]')).not.toBe('0:00')
    expect(user.errors).toEqual([])
  })

  test('an article, an author and an address that are not there say so in the layout', async () => {
    for (const path of ['/articles/99', '/articles/two', '/authors/99', '/nowhere']) {
      await using user = await visit(app, path)
      expect([user.response.status, user.text('h1')], path).toEqual([404, 'There is no such page'])
      expect(user.has('[role=timer]')).toBe(true)
    }
  })

  test('a reaction shows in every open page', async () => {
    await using first = await visit(app, '/articles/2')
    await using second = await visit(app, '/articles/2')

    await first.click(/Helpful/)

    for (const user of [first, second]) {
      await user.until(() => user.text('.count') === '1')
      expect(user.errors).toEqual([])
    }
  })

  test('a comment that was sent in a tunnel appears once', async () => {
    await using user = await visit(app, '/articles/2')
    await user.type('Your name', 'Ada')
    await user.disconnect()
    await user.type('Your comment', 'Hello from the tunnel')
    await user.click('Send comment')
    expect(user.text('.comments')).not.toContain('Hello from the tunnel')

    await user.reconnect()

    await user.until(() => user.texts('.comment .text').at(-1) === 'Hello from the tunnel')
    expect(user.text('.comments').split('Hello from the tunnel')).toHaveLength(2)
  })
})

describe('searching', () => {
  test('what is typed is found and stands in the address, and Back shows what was found before', async () => {
    await using user = await visit(app, '/articles?page=2')
    expect([user.text('[role=status].quiet'), user.texts('.sheet .number')]).toEqual([
      '12 articles',
      ['6', '7', '8', '9', '10'],
    ])

    await user.type('Search the articles', 'row ids')
    await user.until(() => user.texts('.sheet .title').join() === 'Lists and row ids')
    await user.until(() => pathOf(user) === '/articles?q=row+ids')

    await user.click('Authors')
    await user.back()
    expect(user.value('Search the articles')).toBe('row ids')
    expect(user.texts('.sheet .title')).toEqual(['Lists and row ids'])
  })

  test('the next page of what was found is a link', async () => {
    await using user = await visit(app, '/articles?q=the')
    await user.click('More')
    await user.until(() => user.text('.pager span').startsWith('Page 2 of'))
    expect(pathOf(user)).toBe('/articles?q=the&page=2')
  })
})

describe('writing', () => {
  test('the desk asks who it is for, and its own author alone may change an article', async () => {
    await using user = await visit(app, '/desk/8')
    expect(pathOf(user)).toBe('/login?next=%2Fdesk%2F8')
    await logIn(user, 'wrong')
    await user.until(() => user.text('[role=alert]') !== '')
    await logIn(user)
    await user.until(() => user.text('h1') === 'Change an article')
    expect(pathOf(user)).toBe('/desk/8')

    await user.goto('/desk/1')
    expect([user.response.status, user.text('h1')]).toEqual([404, 'There is no such page'])
  })

  test('what is saved is shown to its readers at once', async () => {
    await using reader = await visit(app, '/articles/9')
    await using author = await visit(app, '/login?next=/desk/9')
    await logIn(author)
    await author.until(() => author.has('textarea'))

    await author.type('Text, in Markdown', 'A text with *stress*, long enough.', { replace: true })
    await author.until(() => author.text('.editor .prose em') === 'stress')
    expect(author.text('form .quiet')).toBe('Not saved yet.')
    await author.type('Title', 'x', { replace: true })
    await author.click('Save')
    await author.until(() => author.text('#title-error') !== '')
    await author.type('Title', 'Another title', { replace: true })
    await author.click('Save')

    await author.until(() => pathOf(author) === '/articles/9')
    for (const user of [author, reader]) await user.until(() => user.text('h1') === 'Another title')
    expect(author.text('[data-live-flash]')).toBe('Saved. Everybody who reads it sees it now.')
    expect(reader.texts('.prose em')).toEqual(['stress'])
  })

  test('a new article is written, and whoever logs out is at the first page', async () => {
    await using user = await visit(app, '/login?next=/desk/new')
    await logIn(user)
    await user.until(() => user.has('textarea'))
    await user.type('Title', 'Fresh from the press')
    await user.type('Summary', 'A summary of it, not too long.')
    await user.type('Text, in Markdown', 'Some words, and then some more.')
    await user.click('Save')
    await user.until(() => user.text('h1') === 'Fresh from the press')

    await user.click('Desk')
    expect(user.texts('.desk li > a:first-child')).toContain('Fresh from the press')
    await user.click('Log out')
    await user.until(() => pathOf(user) === '/')
    expect(user.texts('.pages a')).toContain('Log in')
  })
})

describe('settings', () => {
  test('another language is shown in place, and everything that is said is in it', async () => {
    await using user = await visit(app, '/settings')
    await user.select('Language', 'Deutsch')
    expect([user.text('h1'), user.document.documentElement.lang]).toEqual(['Einstellungen', 'de'])
    await user.click('Artikel')
    expect(user.text('[role=status].quiet')).toMatch(/^\d+ Artikel$/)
  })

  test('a look and a size of the text are classes of the document, in the next page too', async () => {
    await using user = await visit(app, '/settings')
    const classes = (): string => user.document.documentElement.className
    await user.check('Dark')
    await user.until(() => classes() === 'look-dark size-medium')
    await user.check('Large')
    await user.until(() => classes() === 'look-dark size-large')

    await user.click('Authors')
    expect(classes()).toBe('look-dark size-large')
    // The size comes when the page is live.
    await user.goto('/')
    expect(user.source).toContain('class="look-dark size-medium"')
  })
})
