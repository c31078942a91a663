import { describe, expect, test } from 'vitest'
import { nodeCipher } from '../adapters/node/cipher.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { webCipher, type Cipher } from './cipher.ts'
import { PageTokens, type PageToken } from './page-token.ts'

const HOUR = 3_600_000
const page: Omit<PageToken, 'issued'> = {
  page: 'p1',
  kind: 'route',
  route: '/articles/:id',
  url: 'https://example.com/articles/2',
  base: '',
  digest: '0123456789abcdef',
  visitor: 'v1',
  login: 'session-7',
  status: 200,
}

describe.each([
  ['WebCrypto', webCipher],
  ['Node', nodeCipher],
])('a page token sealed with %s', (_, factory) => {
  const cipher = factory(['a secret of the application'])

  test('opens to what was sealed', async () => {
    const tokens = tokensOf(cipher, 1000)
    expect(await tokens.open(await tokens.seal(page))).toEqual({ ...page, issued: 1000 })
    const text = await tokens.seal({ ...page, digest: null, base: '/shop' })
    expect(await tokens.open(text)).toEqual({ ...page, digest: null, base: '/shop', issued: 1000 })
  })

  test('is another text each time', async () => {
    const tokens = tokensOf(cipher, 0)
    expect(await tokens.seal(page)).not.toBe(await tokens.seal(page))
  })

  test('is refused when any bit of it was changed', async () => {
    const tokens = tokensOf(cipher, 0)
    const bytes = fromBase64Url(await tokens.seal(page)) ?? new Uint8Array()
    for (let index = 0; index < bytes.length; index += 7) {
      const changed = Uint8Array.from(bytes, (byte, at) => (at === index ? byte ^ 1 : byte))
      expect(await tokens.open(toBase64Url(changed)), `byte ${index}`).toBe('token-invalid')
    }
  })

  test.each(['', 'nonsense', '*', 'AQ', 'A'.repeat(20_000), toBase64Url(new Uint8Array(40))])(
    'is not %s',
    async (text) => {
      expect(await tokensOf(cipher, 0).open(text)).toBe('token-invalid')
    },
  )

  test('is refused by an application with another secret', async () => {
    const token = await tokensOf(cipher, 0).seal(page)
    expect(await tokensOf(factory(['another secret']), 0).open(token)).toBe('token-invalid')
  })

  test('opens with a secret that was replaced, while that is still named', async () => {
    const token = await tokensOf(cipher, 0).seal(page)
    const tokens = tokensOf(factory(['a new secret', 'a secret of the application']), 0)
    expect(await tokens.open(token)).toMatchObject(page)
    expect(await tokensOf(cipher, 0).open(await tokens.seal(page))).toBe('token-invalid')
  })

  test('says whose page it was for, however old it is', async () => {
    const token = await tokensOf(cipher, 0).seal(page)
    expect(await tokensOf(cipher, 100 * HOUR).login(token)).toBe('session-7')
    expect(await tokensOf(cipher, 0).login('nonsense')).toBe(null)
  })

  test('is good for an hour', async () => {
    const token = await tokensOf(cipher, 0).seal(page)
    expect(await tokensOf(cipher, HOUR).open(token)).toMatchObject(page)
    expect(await tokensOf(cipher, HOUR + 1).open(token)).toBe('token-expired')
  })
})

test('tokens of both ciphers open with the other', async () => {
  const [web, node] = [webCipher(['one secret']), nodeCipher(['one secret'])]
  expect(await tokensOf(node, 0).open(await tokensOf(web, 0).seal(page))).toMatchObject(page)
  expect(await tokensOf(web, 0).open(await tokensOf(node, 0).seal(page))).toMatchObject(page)
})

function tokensOf(cipher: Cipher, now: number): PageTokens {
  return new PageTokens(cipher, { now: () => now, wall: () => now, after: () => () => {} }, HOUR)
}
