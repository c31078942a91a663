import { expect, test } from 'vitest'
import { pathWithin } from './static-files.ts'

test.each([
  ['/style.css', '/srv/public/style.css'],
  ['/a/b.css?v=1', '/srv/public/a/b.css'],
  ['/a%20b.css', '/srv/public/a b.css'],
  ['/', '/srv/public'],
  ['/.well-known/security.txt', '/srv/public/.well-known/security.txt'],
])('%s is %s', (url, path) => {
  expect(pathWithin('/srv/public', url)).toBe(path)
})

test.each([
  '/../secret',
  '/a/../../secret',
  '/%2e%2e/secret',
  '/%2e%2e%2fsecret',
  '/..%5csecret',
  '/a\\..\\secret',
  '/.env',
  '/a/.git/config',
  '/a%00.css',
  '/%E0%A4%A',
  'http://example.com/style.css',
  '*',
])('%s is nothing that is served', (url) => {
  expect(pathWithin('/srv/public', url)).toBeNull()
})
