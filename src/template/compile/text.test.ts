import { describe, expect, it } from 'vitest'
import { escapeAttribute, escapeText, wellFormed } from './escape.ts'
import { Hasher } from './hash.ts'
import { longestIncreasing } from '../output/longest-increasing.ts'
import { isSafeUrl, urlUse } from './urls.ts'

describe('escaping', () => {
  it('leaves text alone that needs none', () => {
    const text = 'plain text, ünïcödé and 😀'
    expect(escapeText(text)).toBe(text)
    expect(escapeAttribute(text)).toBe(text)
    expect(wellFormed(text)).toBe(text)
  })

  it('writes what would be markup as entities', () => {
    expect(escapeText('<&>"\'')).toBe('&lt;&amp;&gt;"\'')
    expect(escapeAttribute('<&>"\'')).toBe("&lt;&amp;&gt;&quot;'")
  })

  it('keeps line ends from being normalised', () => {
    expect(escapeText('a\r\nb')).toBe('a&#13;\nb')
  })
})

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
})

describe('a hash', () => {
  it('differs for nearly equal texts and for texts that are split elsewhere', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `row ${index}`)
    expect(new Set(texts.map((text) => new Hasher().add(text).text())).size).toBe(texts.length)
    expect(new Set(texts.map((text) => new Hasher().add(text).number())).size).toBe(texts.length)
    expect(new Hasher().add('ab').add('c').text()).not.toBe(new Hasher().add('a').add('bc').text())
    expect(new Hasher().add('').text()).not.toBe(new Hasher().add('\0').text())
  })

  it('fits into a double', () => {
    for (let index = 0; index < 1000; index++) {
      expect(Number.isSafeInteger(new Hasher().add(String(index)).number())).toBe(true)
    }
  })

  it('spreads over all its bits', () => {
    const seen = new Set<string>()
    for (let index = 0; index < 2000; index++) {
      for (const [place, character] of [...new Hasher().add(String(index)).text()].entries())
        seen.add(`${place}${character}`)
    }
    // Ten characters of 64 kinds; the last holds four bits.
    expect(seen.size).toBe(10 * 64 + 16)
  })
})

describe('a longest increasing subsequence', () => {
  it('leaves out what is not part of it', () => {
    expect([...longestIncreasing([3, 0, 1, 2, 4])]).toEqual([0, 1, 1, 1, 1])
    expect([...longestIncreasing([-1, 2, -1, 1, 3])].filter((mark) => mark === 1)).toHaveLength(2)
    expect([...longestIncreasing([])]).toEqual([])
    expect([...longestIncreasing([-1])]).toEqual([0])
  })
})
