import { describe, expect, it } from 'vitest'
import { isSafeUrl, isSchemeClear, urlUse } from './urls.ts'

describe('addresses', () => {
  it.each([
    ['javascript:alert(1)', false],
    ['JAVASCRIPT:alert(1)', false],
    [' \u0001javascript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    ['vbscript:a', false],
    ['data:text/html,a', false],
    ['https://example.org', true],
    ['mailto:a@example.org', true],
    ['/a', true],
    ['#a', true],
    ['?a=javascript:', true],
    ['a/b:c', true],
    ['', true],
    ['javascript', true],
  ])('%j is safe: %s', (address, safe) => {
    expect(isSafeUrl(address, 'address')).toBe(safe)
  })

  it('may be images where images are shown', () => {
    expect(isSafeUrl('data:image/png;base64,AA==', 'image')).toBe(true)
    expect(isSafeUrl('data:text/html,a', 'image')).toBe(false)
    expect(isSafeUrl('data:image/svg+xml,a', 'address')).toBe(false)
  })

  it('may be empty data where images are shown, as in an icon that keeps browsers from asking for one', () => {
    expect(isSafeUrl('data:,', 'image')).toBe(true)
    expect(isSafeUrl('data:,a', 'image')).toBe(false)
    expect(isSafeUrl('data:,', 'address')).toBe(false)
  })

  it('are known by element and attribute', () => {
    expect(urlUse('a', 'href')).toBe('address')
    expect(urlUse('use', 'href')).toBe('address')
    expect(urlUse('button', 'formAction')).toBe('address')
    expect(urlUse('img', 'src')).toBe('image')
    expect(urlUse('iframe', 'src')).toBe('address')
    expect(urlUse('object', 'data')).toBe('address')
    expect(urlUse('p', 'data')).toBeNull()
    expect(urlUse('animate', 'to')).toBe('address')
    expect(urlUse('a', 'title')).toBeNull()
  })

  it('are checked one by one where there are several', () => {
    expect(isSafeUrl('/a.png 1x, javascript:alert(1) 2x', 'images')).toBe(false)
    expect(isSafeUrl('/a.png 1x, data:image/png;base64,AA== 2x', 'images')).toBe(true)
    expect(isSafeUrl('/a javascript:alert(1)', 'addresses')).toBe(false)
    expect(isSafeUrl('#a; javascript:alert(1)', 'keyframes')).toBe(false)
    expect(isSafeUrl('0;100;20', 'keyframes')).toBe(true)
  })

  it('leave no doubt about their scheme when text around holes ends it', () => {
    expect(isSchemeClear(['/a/', ''], 'address')).toBe(true)
    expect(isSchemeClear([' ', ''], 'address')).toBe(true)
    expect(isSchemeClear(['', '/b'], 'address')).toBe(true)
    expect(isSchemeClear(['', '', ''], 'address')).toBe(false)
    expect(isSchemeClear(['java', ':x'], 'address')).toBe(false)
    expect(isSchemeClear(['', ' 1x, ', ' 2x'], 'images')).toBe(true)
    expect(isSchemeClear(['', ' 1x, java', ''], 'images')).toBe(false)
    expect(isSchemeClear(['/a;', ';/b'], 'keyframes')).toBe(true)
  })
})
