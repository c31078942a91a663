import { expect, test } from 'vitest'
import { leadsTo } from './leads-to.ts'

test.each<[href: string, page: string, leads: boolean]>([
  ['/articles', '/articles', true],
  ['/articles/', '/articles', true],
  ['/articles#comments', '/articles?page=2', true],
  ['?page=2', '/articles?sort=new&page=2', true],
  ['/articles?page=3', '/articles?page=2', false],
  ['http://localhost/articles', '/articles', true],
  ['/', '/', true],
  ['/', '/articles', false],
  ['/articles', '/articles/2', false],
  ['https://example.com/articles', '/articles', false],
  ['https://[', '/articles', false],
  ['javascript:alert(1)', '/', false],
])('a link %s at %s: %s', (href, page, leads) => {
  expect(leadsTo(href, new URL(page, 'http://localhost'))).toBe(leads)
})
