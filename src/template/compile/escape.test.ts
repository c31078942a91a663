import { describe, expect, it } from 'vitest'
import { escapeAttribute, escapeText, wellFormed } from './escape.ts'

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
