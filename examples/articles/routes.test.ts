import { visit } from 'overwire/testing'
import { expect, test, vi } from 'vitest'
import { app } from './routes.ts'

// Before anything is imported: a database that ends with these tests.
vi.hoisted(() => vi.stubEnv('ARTICLES_DATABASE', ':memory:'))

test('an article that is opened from the list is shown, marked and addressed', async () => {
  await using user = await visit(app, '/')

  await user.click(/life of a click/)

  expect(user.text('#article h1')).toBe('The life of a click')
  expect(user.text('[aria-current=page] .title')).toBe('The life of a click')
  expect(new URL(user.url).pathname).toBe('/articles/2')
  expect(user.errors).toEqual([])
})

test('an article that does not exist is told, and nothing changes', async () => {
  await using user = await visit(app, '/')
  // As a link may stand in a page that was opened before an article was taken away.
  user.document.querySelector('[data-id="2"]')?.setAttribute('data-id', '99')

  await user.click('[data-id="99"]')

  expect(user.text('[data-live-flash]')).toBe('This article does not exist.')
  expect(user.has('.welcome')).toBe(true)
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
