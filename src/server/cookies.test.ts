import { describe, expect, test } from 'vitest'
import { parseCookies } from './cookies.ts'
import { knownVisitor, visitorOf } from './visitor.ts'

describe('cookies', () => {
  test('are read by name, decoded and without their quotes', () => {
    const cookies = parseCookies('a=1; b=two%20words;c="quoted"; bad=%E0%A4%A; d=x=y; none')
    expect({ ...cookies }).toEqual({ a: '1', b: 'two words', c: 'quoted', bad: '%E0%A4%A', d: 'x=y' })
  })

  test('that come twice count once, the first', () => {
    expect(parseCookies('a=1; a=2')['a']).toBe('1')
  })

  test('have no names of their own', () => {
    const cookies = parseCookies('__proto__=x')
    expect(cookies['constructor']).toBeUndefined()
    expect(cookies['__proto__']).toBe('x')
  })
})

describe('a visitor', () => {
  const random = (): string => 'abcdefghijklmnopqrstuv'

  test('is known by the cookie', () => {
    const headers = 'cookie:a=b; live_visitor=0123456789012345678901'
    const visitor = visitorOf({ headers, secure: true }, random)
    expect(visitor).toEqual({ id: '0123456789012345678901', setCookie: null })
  })

  test('is given a cookie that scripts cannot read and other sites cannot send along', () => {
    expect(visitorOf({ headers: '', secure: true }, random)).toEqual({
      id: 'abcdefghijklmnopqrstuv',
      setCookie: 'live_visitor=abcdefghijklmnopqrstuv; Path=/; HttpOnly; SameSite=Lax; Secure',
    })
    expect(visitorOf({ headers: '', secure: false }, random).setCookie).not.toContain('Secure')
  })

  test('is a new one when the cookie is not of our making', () => {
    expect(knownVisitor('cookie:live_visitor=short')).toBeNull()
    const headers = 'cookie:live_visitor="; Path=/evil"'
    expect(visitorOf({ headers, secure: false }, random).id).toBe('abcdefghijklmnopqrstuv')
  })
})
