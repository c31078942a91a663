import { describe, expect, test } from 'vitest'
import { isAllowedOrigin } from './origin.ts'

describe('without a list of hosts', () => {
  test.each([
    ['https://example.com', 'example.com', true],
    ['https://example.com', 'example.com:443', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['https://EXAMPLE.com', 'example.com', true],
    ['http://localhost:3000', 'localhost:3001', false],
    ['https://evil.com', 'example.com', false],
    ['https://example.com.evil.com', 'example.com', false],
    ['null', 'example.com', false],
    [null, 'example.com', false],
    ['https://example.com', null, false],
    ['file://example.com', 'example.com', false],
    ['https://', 'example.com', false],
  ])('a page of %s that asks %s: %s', (origin, host, allowed) => {
    expect(isAllowedOrigin(origin, host, undefined)).toBe(allowed)
  })
})

describe('with a list of hosts', () => {
  const hosts = ['example.com', '*.example.org', 'https://app.example.net', 'localhost:3000']

  test.each([
    ['https://example.com', true],
    ['http://example.com', true],
    ['https://www.example.com', false],
    ['https://a.example.org', true],
    ['https://a.b.example.org', true],
    ['https://example.org', false],
    ['https://evilexample.org', false],
    ['https://app.example.net', true],
    ['http://app.example.net', false],
    ['http://localhost:3000', true],
    ['http://localhost', false],
    ['https://evil.com', false],
  ])('a page of %s: %s', (origin, allowed) => {
    expect(isAllowedOrigin(origin, 'evil.com', hosts)).toBe(allowed)
  })
})
