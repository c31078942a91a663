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

  test('keep blank characters of their names that are no spaces: no other host sets a name with a prefix', () => {
    expect(parseCookies('\xa0__Host-a=other; __Host-a=own')['__Host-a']).toBe('own')
    expect(parseCookies('\xa0__Host-a=other')['__Host-a']).toBeUndefined()
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
    const visitor = visitorOf({ headers, secure: false }, random)
    expect(visitor).toEqual({ id: '0123456789012345678901', setCookie: null })
  })

  test('is given a cookie that scripts cannot read and other sites cannot send along', () => {
    expect(visitorOf({ headers: '', secure: true }, random)).toEqual({
      id: 'abcdefghijklmnopqrstuv',
      setCookie: '__Host-live_visitor=abcdefghijklmnopqrstuv; Path=/; HttpOnly; SameSite=Lax; Secure',
    })
    expect(visitorOf({ headers: '', secure: false }, random).setCookie).toBe(
      'live_visitor=abcdefghijklmnopqrstuv; Path=/; HttpOnly; SameSite=Lax',
    )
  })

  test('is known over https by a cookie alone that no other host can have set', () => {
    const [own, foreign] = ['0123456789012345678901', '9876543210987654321098']
    const headers = `cookie:live_visitor=${foreign}; __Host-live_visitor=${own}`
    expect(knownVisitor({ headers, secure: true })).toBe(own)
    expect(knownVisitor({ headers: `cookie:live_visitor=${foreign}`, secure: true })).toBeNull()
  })

  test('is a new one when the cookie is not of our making', () => {
    expect(knownVisitor({ headers: 'cookie:live_visitor=short', secure: false })).toBeNull()
    const headers = 'cookie:live_visitor="; Path=/evil"'
    expect(visitorOf({ headers, secure: false }, random).id).toBe('abcdefghijklmnopqrstuv')
  })
})
