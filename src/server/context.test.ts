import { expect, test } from 'vitest'
import { addFound, createContext, forgetNavigation, loginOf } from './context.ts'
import { packHeaders } from './packed-headers.ts'
import { Locales } from './locale.ts'

const languages = new Locales(null)

const headers = packHeaders([
  ['host', 'example.com'],
  ['cookie', 'session=s1; theme=dark'],
  ['accept-language', 'de;q=0.8, pt-BR, en;q=0.5'],
  ['x-time', '12:30:00'],
  ['sec-websocket-key', 'not of interest'],
])
const peer = { url: 'https://example.com/articles/2?tab=all', params: { id: '2' }, headers, ip: '127.0.0.1' }

test('a context reads the request', async () => {
  const context = await createContext(peer, undefined, languages)
  expect(context.url.searchParams.get('tab')).toBe('all')
  expect(context.params).toEqual({ id: '2' })
  expect({ ...context.cookies }).toEqual({ session: 's1', theme: 'dark' })
  expect(context.headers.get('x-time')).toBe('12:30:00')
  expect(context.headers.has('sec-websocket-key')).toBe(false)
  expect([context.ip, context.locale, context.nonce]).toEqual(['127.0.0.1', 'pt-BR', ''])
  expect(loginOf(context)).toBe('')
})

test('a context has only such headers after its response as its socket will have', async () => {
  const navigation = packHeaders([
    ['accept', 'text/html'],
    ['accept-language', 'fr'],
    ['cookie', 'session=s1'],
    ['sec-fetch-mode', 'navigate'],
    ['user-agent', 'Firefox'],
  ])
  const context = await createContext({ ...peer, headers: navigation }, () => ({ nonce: 'n1' }), languages)
  expect(context.headers.get('accept')).toBe('text/html')
  forgetNavigation(context)
  expect([...context.headers.keys()]).toEqual(['accept-language', 'cookie', 'user-agent'])
  expect([context.url.pathname, context.locale, context.nonce]).toEqual(['/articles/2', 'fr', 'n1'])
  expect({ ...context.cookies }).toEqual({ session: 's1' })
})

test('a context of a request that says nothing has defaults', async () => {
  const context = await createContext({ ...peer, headers: '' }, undefined, languages)
  expect([context.locale, { ...context.cookies }, [...context.headers]]).toEqual(['en', {}, []])
})

test('an application adds what it knows, and what it knows better', async () => {
  const context = await createContext(
    peer,
    async ({ cookies }) => {
      const user = { name: cookies['session'] }
      return { user, login: 'l1', nonce: 'n1', locale: 'fr' }
    },
    languages,
  )
  expect(context).toMatchObject({ user: { name: 's1' }, nonce: 'n1', locale: 'fr' })
  expect(loginOf(context)).toBe('l1')
})

test('a context is there at once unless the application takes its time', () => {
  expect(createContext(peer, () => ({}), languages)).not.toBeInstanceOf(Promise)
  expect(createContext(peer, async () => ({}), languages)).toBeInstanceOf(Promise)
})

test('an application may return what has a then, as queries of databases do', async () => {
  // What is to be tested.
  // oxlint-disable-next-line unicorn/no-thenable
  const query = { then: (done: (row: object) => unknown) => done({ user: 'Ada', login: 'l1' }) }
  const context = await createContext(peer, () => query, languages)
  expect(context).toMatchObject({ user: 'Ada' })
  expect(loginOf(context)).toBe('l1')
})

test.each(['base', 'flash', 'params', 'ip', 'url', 'session', 'setSession', 'timeZone', 'toString'])(
  'an application is told that the name %s of what it adds is taken',
  async (name) => {
    const added = (): object => createContext(peer, () => ({ [name]: 'mine' }), languages)
    expect(added).toThrow(`What createApp({ context }) returned has a field "${name}"`)
    const context = await createContext(peer, undefined, languages)
    expect(() => addFound(context, { [name]: 'mine' })).toThrow(`What a gate returned has a field "${name}"`)
  },
)

test('an application may add what the framework has no name for, and a gate may find what that has added', async () => {
  const context = await createContext(peer, () => ({ request: 1, held: 2, known: 3, user: null }), languages)
  addFound(context, { user: 'Ada', until: null })
  expect(context).toMatchObject({ request: 1, held: 2, known: 3, user: 'Ada', until: null })
  expect(context.locale).toBe('pt-BR')
})
