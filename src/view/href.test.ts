import { describe, expect, test } from 'vitest'
import { href } from './href.ts'
import { capture, readPattern, segmentsOf } from './pattern.ts'
import { route } from './route.ts'

const article = route('/articles/:id')
const files = route('/files/*')

describe('an address', () => {
  test.each([
    [href(route('/')), '/'],
    [href(route('/a/b/')), '/a/b'],
    [href(article, { id: 2 }), '/articles/2'],
    [href(route('/@me/größe/a b%41')), '/@me/gr%C3%B6%C3%9Fe/a%20b%2541'],
    [href(article, { id: 'café/1 ?#&' }), '/articles/caf%C3%A9%2F1%20%3F%23%26'],
    [href(article, { id: '%2e%2e' }), '/articles/%252e%252e'],
    [href(article, { id: '\\evil' }), '/articles/%5Cevil'],
    [href(files, { '*': 'a/b c.txt' }), '/files/a/b%20c.txt'],
    [href(files, { '*': '' }), '/files/'],
    [href(route('/*'), { '*': '' }), '/'],
    [
      href(article, { id: 2 }, { page: '3', tag: ['a b', 'c&d'], off: undefined, none: [] }),
      '/articles/2?page=3&tag=a+b&tag=c%26d',
    ],
  ])('is written as %s', (given, expected) => {
    expect(given).toBe(expected)
  })

  test.each(['2', 'a/b', '..a', 'a b+c', '%', '💥', '"<>', ':id', '*'])(
    'with %j in it leads back to its route with that value',
    (id) => {
      const { pathname } = new URL(href(article, { id }), 'https://example.com')
      expect(capture(readPattern(article.pattern), segmentsOf(pathname))).toEqual({ id })
    },
  )

  test.each(['', '.', '..', '\ud800', 'a\udfff'])('cannot have %j for a part of its path', (id) => {
    expect(() => href(article, { id })).toThrow('in the place of "id" in "/articles/:id"')
  })

  test.each(['/evil.example', '//evil.example', 'a//b', '../secret', 'a/./b', '\ud800'])(
    'cannot have %j for the rest of its path',
    (rest) => {
      expect(() => href(route('/*'), { '*': rest })).toThrow('in the place of "*"')
    },
  )

  test('of values that are missing at runtime is refused, and not made of the word "undefined"', () => {
    // Code without types may do so.
    expect(() => href(article, {} as { id: string })).toThrow('cannot put "" in the place of "id"')
  })
})

test('a route with a pattern that cannot be used is refused where it is made', () => {
  expect(() => route('articles')).toThrow('does not start with a slash')
})
