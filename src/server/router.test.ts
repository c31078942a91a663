import { describe, expect, test } from 'vitest'
import { Router } from './router.ts'

describe('routes', () => {
  const routes = new Router<string>()
  routes.add('/', 'home')
  routes.add('/articles/new', 'new')
  routes.add('/articles/:id', 'article')
  routes.add('/articles/:id/comments/:comment', 'comment')
  routes.add('/files/*', 'files')

  test.each([
    ['/', 'home', {}],
    ['/articles/2', 'article', { id: '2' }],
    ['/articles/2/', 'article', { id: '2' }],
    ['/articles/new', 'new', {}],
    ['/articles/2/comments/7', 'comment', { id: '2', comment: '7' }],
    ['/articles/caf%C3%A9%2F1', 'article', { id: 'café/1' }],
    ['/files/', 'files', { '*': '' }],
    ['/files/a/b%20c.txt', 'files', { '*': 'a/b c.txt' }],
  ])('%s leads to %s', (path, target, params) => {
    expect(routes.match(path)).toMatchObject({ target, params })
  })

  test.each(['/nothing', '/articles', '/articles//comments/7', '/articles/%E0%A4%A', '//'])(
    '%s leads nowhere',
    (path) => {
      expect(routes.match(path)).toBeNull()
    },
  )

  test.each([
    ['articles', 'does not start with a slash'],
    ['/articles/:', 'not followed by a name'],
    ['/:__proto__', 'not followed by a name'],
    ['/:id/:id', 'twice'],
    ['/*/more', 'not its last segment'],
  ])('refuse %s and say why', (pattern, reason) => {
    expect(() => new Router().add(pattern, null)).toThrow(reason)
  })

  test('may lead elsewhere for another method', () => {
    const methods = new Router<string>()
    methods.add('/orders/:id', 'page')
    methods.add('/orders/:order', 'created', 'POST')
    methods.add('/orders/*', 'removed', 'DELETE')
    expect(methods.match('/orders/2', 'POST')).toMatchObject({ target: 'created', params: { order: '2' } })
    expect(methods.match('/orders/2')?.target).toBe('page')
    expect(methods.match('/orders/2', 'PUT')).toBeNull()
    expect(methods.methodsAt('/orders/2')).toEqual(['GET', 'POST', 'DELETE'])
    expect(methods.methodsAt('/orders/2/items')).toEqual(['DELETE'])
    expect(methods.targetOf('/orders/:id')).toBe('page')
  })

  test('refuse a pattern that an earlier one hides', () => {
    expect(() => routes.add('/articles/:slug', 'other')).toThrow('"/articles/:id" fits the same paths')
  })
})
