import { describe, expect, it } from 'vitest'
import { Hasher } from './hash.ts'

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
