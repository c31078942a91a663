import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nodeCipher } from '../adapters/node/cipher.ts'
import { defineSession } from '../view/session.ts'
import { webCipher, type CipherFactory } from './cipher.ts'
import type { Session } from './session.ts'
import { Sessions } from './sessions.ts'

const WEEK = 604_800_000
const NAMES = { id: 'i1', version: 'v1' }

const definition = defineSession({
  schema: z.object({
    user: z.object({ id: z.number(), name: z.string() }).optional(),
    theme: z.string().default('light'),
    seen: z.coerce.date().optional(),
  }),
  login: ({ user }) => user?.id,
})

const ada = { user: { id: 7, name: 'Ada' } }

describe.each([
  ['WebCrypto', webCipher],
  ['Node', nodeCipher],
])('a session sealed with %s', (_, factory) => {
  test('opens to what was set, and to who is logged in', async () => {
    const { sessions } = start({ factory })
    const set = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    const opened = await sessions.read(await cookieOf(sessions, set))
    expect(opened).toMatchObject({ data: { ...ada, theme: 'light' }, login: '7' })
    expect(opened.record).toEqual(set.record)
  })

  test('opens with a secret that was replaced, while that is still named', async () => {
    const before = start({ factory, secrets: ['old'] })
    const set = before.sessions.changed(before.sessions.empty, { set: ada, remove: [] }, NAMES)
    const cookie = await cookieOf(before.sessions, set)
    expect((await start({ factory, secrets: ['new', 'old'] }).sessions.read(cookie)).login).toBe('7')
    expect((await start({ factory, secrets: ['new'] }).sessions.read(cookie)).login).toBe('')
  })

  test('is that of nobody when any bit of it was changed', async () => {
    const { sessions } = start({ factory })
    const set = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    const { cookies, secure } = await cookieOf(sessions, set)
    const text = cookies['live_session'] ?? ''
    for (let at = 0; at < text.length - 1; at += 11) {
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
      const opened = await sessions.read({ cookies: { live_session: changed }, secure })
      expect(opened, `character ${at}`).toBe(sessions.empty)
    }
  })

  test.each(['', '*', 'nonsense', 'A'.repeat(5_000)])('is that of nobody for %s', async (text) => {
    const { sessions } = start({ factory })
    expect(await sessions.read({ cookies: { live_session: text }, secure: false })).toBe(sessions.empty)
  })
})

test('what was sealed for another purpose is no session', async () => {
  const sealed = await nodeCipher(['s'], 'session ticket').seal(new TextEncoder().encode('["i","v",0,{}]'))
  const text = Buffer.from(sealed).toString('base64url')
  const { sessions } = start({ factory: nodeCipher, secrets: ['s'] })
  expect(await sessions.read({ cookies: { live_session: text }, secure: false })).toBe(sessions.empty)
})

describe('a change', () => {
  test('keeps the other fields, and takes away what is undefined', () => {
    const { sessions } = start()
    const one = sessions.changed(sessions.empty, { set: { ...ada, theme: 'dark' }, remove: [] }, NAMES)
    const two = sessions.changed(one, { set: {}, remove: ['user'] }, { id: 'i2', version: 'v2' })
    expect(two.data).toEqual({ theme: 'dark' })
  })

  test('gives the session another id with another login, and keeps it otherwise', () => {
    const { sessions } = start()
    const login = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    const same = sessions.changed(login, { set: { theme: 'dark' }, remove: [] }, { id: 'i2', version: 'v2' })
    expect(same.record).toMatchObject({ id: 'i1', version: 'v2' })
    const other = { user: { id: 8, name: 'Bob' } }
    const changed = sessions.changed(same, { set: other, remove: [] }, { id: 'i3', version: 'v3' })
    expect(changed.record).toMatchObject({ id: 'i3', version: 'v3' })
  })

  test('is read as what JSON makes of it', async () => {
    const { sessions } = start()
    const seen = new Date(86_400_000)
    const set = sessions.changed(sessions.empty, { set: { seen }, remove: [] }, NAMES)
    expect(set.data).toEqual({ seen, theme: 'light' })
    expect((await sessions.read(await cookieOf(sessions, set))).data).toEqual(set.data)
  })

  test('that the schema does not take is refused', () => {
    const { sessions } = start()
    const wrong = { set: { user: { id: 'seven' } }, remove: [] }
    expect(() => sessions.changed(sessions.empty, wrong, NAMES)).toThrow(
      /it would not fit its schema: user\.id/,
    )
  })

  test('that no cookie can hold is refused, with the field that is too large', () => {
    const { sessions } = start()
    const large = { set: { ...ada, theme: 'x'.repeat(3_000) }, remove: [] }
    expect(() => sessions.changed(sessions.empty, large, NAMES)).toThrow(/The largest field is "theme"/)
  })

  test('of the largest size makes a cookie that browsers keep', async () => {
    const { sessions } = start()
    const sizes = Array.from({ length: 3_000 }, (_, size) => size)
    const fits = (size: number): boolean => {
      try {
        sessions.changed(sessions.empty, { set: { theme: 'é'.repeat(size) }, remove: [] }, NAMES)
        return true
      } catch {
        return false
      }
    }
    const most = sizes.findLast(fits) ?? 0
    const set = sessions.changed(sessions.empty, { set: { theme: 'é'.repeat(most) }, remove: [] }, NAMES)
    const [pair = ''] = (await sessions.header(set, true)).split(';', 1)
    expect(most).toBeGreaterThan(1_000)
    expect(pair.length).toBeLessThanOrEqual(4_000)
  })

  test('cannot be made to what is shown of it', () => {
    const { sessions } = start()
    const { data } = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    expect(() => Object.assign(Reflect.get(data, 'user') as object, { id: 1 })).toThrow(TypeError)
  })
})

describe('the cookie', () => {
  test('is for this site alone, and no script reads it', async () => {
    const { sessions } = start()
    const set = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    expect((await sessions.header(set, false)).replace(/=[\w-]+;/, '=…;')).toBe(
      'live_session=…; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800',
    )
    expect((await sessions.header(set, true)).replace(/=[\w-]+;/, '=…;')).toBe(
      '__Host-live_session=…; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=604800',
    )
  })

  test('of a session that was cleared is taken away', async () => {
    const { sessions } = start()
    expect(await sessions.header(sessions.changed(sessions.empty, null, NAMES), true)).toBe(
      '__Host-live_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0',
    )
  })

  test('over https is not read from what anybody on the line could have set', async () => {
    const { sessions } = start()
    const set = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    const { cookies } = await cookieOf(sessions, set)
    expect((await sessions.read({ cookies, secure: false })).login).toBe('7')
    expect((await sessions.read({ cookies, secure: true })).login).toBe('')
  })
})

describe('the age of a session', () => {
  test('ends it', async () => {
    const { sessions, clock } = start()
    const set = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    const cookie = await cookieOf(sessions, set)
    clock.now = WEEK
    expect((await sessions.read(cookie)).login).toBe('7')
    clock.now = WEEK + 1
    expect(await sessions.read(cookie)).toBe(sessions.empty)
  })

  test('begins again with a page that is loaded after a tenth of it', () => {
    const { sessions, clock } = start()
    const set = sessions.changed(sessions.empty, { set: ada, remove: [] }, NAMES)
    clock.now = WEEK / 10 - 1
    expect(sessions.renewed(set)).toBe(null)
    clock.now = WEEK / 10
    expect(sessions.renewed(set)?.record).toEqual({ ...set.record, sealed: WEEK / 10 })
    expect(sessions.renewed(sessions.empty)).toBe(null)
  })
})

test('a schema that does not take an empty session is refused when the application is made', () => {
  const login = (): undefined => undefined
  const needy = defineSession({ schema: z.object({ user: z.string() }), login })
  expect(() => start({ definition: needy })).toThrow(/it does not take an empty object \(user: /)
  const slow = defineSession({ schema: z.object({}).refine(async () => true), login })
  expect(() => start({ definition: slow })).toThrow(/it is asynchronous/)
  // Libraries have promises of their own, which are no instances of `Promise`.
  // oxlint-disable-next-line unicorn/no-thenable
  const validate = (): Promise<never> => ({ then() {} }) as unknown as Promise<never>
  const foreign = defineSession({ schema: { '~standard': { version: 1, vendor: 'test', validate } }, login })
  expect(() => start({ definition: foreign })).toThrow(/it is asynchronous/)
})

test('a session of another version of the schema is that of nobody', async () => {
  const before = start()
  const set = before.sessions.changed(before.sessions.empty, { set: ada, remove: [] }, NAMES)
  const schema = z.object({ user: z.string().optional() })
  const after = start({ definition: defineSession({ schema, login: ({ user }) => user }) })
  expect(await after.sessions.read(await cookieOf(before.sessions, set))).toBe(after.sessions.empty)
})

interface Options {
  readonly factory?: CipherFactory
  readonly secrets?: readonly string[]
  readonly definition?: ConstructorParameters<typeof Sessions>[0]['definition']
}

function start(options: Options = {}): { sessions: Sessions; clock: { now: number } } {
  const clock = { now: 0 }
  const { factory = nodeCipher, secrets = ['a secret'], definition: own = definition } = options
  const time = { now: () => clock.now, wall: () => clock.now, after: () => () => {} }
  const sessions = new Sessions({ definition: own, secrets, clock: time })
  if (factory !== webCipher) sessions.sealWith(factory)
  return { sessions, clock }
}

/** What a browser sends once it has this session. */
async function cookieOf(sessions: Sessions, session: Session) {
  const [pair = ''] = (await sessions.header(session, false)).split(';', 1)
  const [name = '', value = ''] = pair.split('=')
  return { cookies: { [name]: value }, secure: false }
}
