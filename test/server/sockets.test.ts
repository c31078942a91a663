import { createApp } from 'overwire'
import type { AppOptions } from 'overwire'
import { serve } from 'overwire/node'
import type { Served } from 'overwire/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createApp as createAppWithRim } from '../../src/server/app.ts'
import { platform, type Platform } from '../../src/server/platform.ts'
import { CLOSE_CODES } from '../../src/protocol/messages.ts'
import { Browser, type Line } from './browser.ts'
import { createLog, type Log } from './log.ts'
import { Counter, Fragile } from './views.ts'

const ADD = [0, 1]

describe('a page that joins', () => {
  test('is adopted as it was rendered, and its events change it', async () => {
    await using site = await start()
    const browser = new Browser()
    const page = await browser.load(site.url)
    await using line = await browser.connect(site.url)
    line.join(page.token)
    const joined = await line.next('joined')
    expect(joined.roots).toEqual([[0, 'shape', 1]])
    line.event(ADD)
    const frame = await line.next('frame')
    expect([frame.difference, frame.effects]).toEqual([[0, [0, 0, 1]], [1]])
  })

  test('has a circuit of its own in a duplicated tab, and none once a circuit of its token has ended', async () => {
    await using site = await start()
    const browser = new Browser()
    const { token } = await browser.load(site.url)
    await using tab = await browser.connect(site.url)
    tab.join(token)
    const first = await tab.next('joined')
    await using duplicate = await browser.connect(site.url)
    duplicate.join(token, { nonce: 'n2', hydrate: false })
    const second = await duplicate.next('joined')
    expect(second.circuit).not.toBe(first.circuit)
    tab.event(ADD)
    expect((await tab.next('frame')).difference).toEqual([0, [0, 0, 1]])
    duplicate.event(ADD)
    expect((await duplicate.next('frame')).difference).toEqual([0, [0, 0, 1]])
    tab.send({ kind: 'leave' })
    await tab.closed
    expect(await refusalOf(site, browser, token, 'n3')).toBe('token-used')
  })

  test('may send on before it is answered', async () => {
    await using site = await start({ context: async () => ({}) })
    const browser = new Browser()
    const page = await browser.load(site.url)
    await using line = await browser.connect(site.url)
    line.join(page.token)
    line.event(ADD)
    expect((await line.next('frame')).effects).toEqual([1])
  })

  test('takes its circuit up again after its line was lost', async () => {
    await using site = await start()
    const browser = new Browser()
    const page = await browser.load(site.url)
    const first = await browser.connect(site.url)
    first.join(page.token)
    const { circuit, secret } = await first.next('joined')
    first.event(ADD)
    await first.next('frame')
    await first[Symbol.asyncDispose]()
    await using second = await browser.connect(site.url)
    second.send({ kind: 'rejoin', version: 1, circuit, secret, received: 1, attempt: 2 })
    expect(await second.next('rejoined')).toMatchObject({ received: 1 })
    second.event(ADD, {}, 'click', 1)
    expect((await second.next('frame')).difference).toEqual([0, [0, 0, 2]])
  })

  test('loses none of a full outbox when its browser comes back', async () => {
    await using site = await start()
    const browser = new Browser()
    const page = await browser.load(site.url)
    const first = await browser.connect(site.url)
    first.join(page.token)
    const { circuit, secret } = await first.next('joined')
    await first[Symbol.asyncDispose]()
    await using second = await browser.connect(site.url)
    second.send({ kind: 'rejoin', version: 1, circuit, secret, received: 0, attempt: 2 })
    second.send({ kind: 'beat' })
    await second.next('rejoined')
    for (let count = 0; count < 100; count++) second.event(ADD)
    expect((await outcomes(second, 100)).filter((each) => typeof each === 'object')).toEqual([])
  })

  test('is answered when it asks whether the line works, even before it joined', async () => {
    await using site = await start()
    await using line = await new Browser().connect(site.url)
    line.send({ kind: 'beat' })
    expect(await line.next('here')).toEqual({ kind: 'here' })
  })
})

describe('a socket is refused', () => {
  test.each([
    ['of a foreign origin', 'https://evil.example'],
    ['without an origin', null],
    ['of a sandboxed page', 'null'],
  ])('%s', async (_, origin) => {
    await using site = await start({ development: false })
    await expect(new Browser().connect(site.url, { origin })).rejects.toThrow('403')
    expect(site.log.lines.at(-1)).toMatch(/asked localhost:\d+ for a socket and was refused/)
  })

  test('of a host that is not listed', async () => {
    await using site = await start({ hosts: ['example.com'], development: false })
    await expect(new Browser().connect(site.url)).rejects.toThrow('403')
    const line = await new Browser().connect(site.url, { origin: 'https://example.com' })
    await line[Symbol.asyncDispose]()
  })

  test('of a foreign origin with a reason that its script can read, in development', async () => {
    await using site = await start()
    await using line = await new Browser().connect(site.url, { origin: 'https://evil.example' })
    expect(await line.next('refused')).toEqual({ kind: 'refused', code: 'origin' })
    await new Browser().connect(site.url, { origin: 'https://evil.example' })
    expect(site.log.lines.filter((each) => each.includes('https://evil.example'))).toHaveLength(1)
  })

  test('at another path', async () => {
    await using site = await start()
    const socket = new WebSocket(`${site.url.replace('http', 'ws')}/other`, { origin: site.url })
    await expect(new Promise((_, failed) => socket.once('error', failed))).rejects.toThrow('404')
  })
})

describe('a join is refused', () => {
  test('with a token that was changed or never made', async () => {
    await using site = await start()
    const browser = new Browser()
    const { token } = await browser.load(site.url)
    const changed = token.slice(0, 40) + (token[40] === 'A' ? 'B' : 'A') + token.slice(41)
    for (const each of [changed, 'nonsense', '']) {
      expect(await refusalOf(site, browser, each)).toBe('token-invalid')
    }
  })

  test('with the token of another visitor', async () => {
    await using site = await start()
    const { token } = await new Browser().load(site.url)
    const thief = new Browser()
    await thief.load(site.url)
    expect(await refusalOf(site, thief, token)).toBe('token-invalid')
    expect(await refusalOf(site, new Browser(), token)).toBe('token-invalid')
  })

  test('with the token of another login', async () => {
    await using site = await start({ context: ({ cookies }) => ({ login: cookies['session'] ?? '' }) })
    const browser = new Browser()
    const { token } = await browser.load(site.url)
    const visitor = browser.cookie
    browser.cookie = `${visitor}; session=s2`
    expect(await refusalOf(site, browser, token)).toBe('token-invalid')
  })

  test('with a token that is too old', async () => {
    let late = 0
    const rim: Platform = { ...platform, clock: { ...platform.clock, wall: () => Date.now() + late } }
    await using site = await start({}, rim)
    const browser = new Browser()
    const { token } = await browser.load(site.url)
    late = 3_600_001
    expect(await refusalOf(site, browser, token)).toBe('token-expired')
  })

  test('by an older version of the protocol', async () => {
    await using site = await start()
    const browser = new Browser()
    const { token } = await browser.load(site.url)
    await using line = await browser.connect(site.url)
    line.join(token, { version: 0 })
    expect((await line.next('refused')).code).toBe('version')
    expect(await line.closed).toBe(CLOSE_CODES.refused)
  })

  test('with a circuit of somebody else', async () => {
    await using site = await start()
    const browser = new Browser()
    const page = await browser.load(site.url)
    await using line = await browser.connect(site.url)
    line.join(page.token)
    const { circuit, secret } = await line.next('joined')
    const thief = new Browser()
    await thief.load(site.url)
    for (const [who, proof] of [
      [thief, secret],
      [browser, 'guessed'],
    ] as const) {
      await using other = await who.connect(site.url)
      other.send({ kind: 'rejoin', version: 1, circuit, secret: proof, received: 0, attempt: 2 })
      expect((await other.next('refused')).code).toBe('circuit-ended')
    }
    line.event(ADD)
    expect((await line.next('frame')).effects).toEqual([1])
  })
})

describe('what is wrong with one socket ends that socket', () => {
  let site: Site
  let browser: Browser
  beforeEach(async () => {
    site = await start()
    browser = new Browser()
  })
  afterEach(() => site.close())

  test.each([
    ['that is not JSON', '{', CLOSE_CODES.malformed],
    ['that is no message', '["nonsense"]', CLOSE_CODES.malformed],
    ['with a forged path', '[0,"click",[0,-1]]', CLOSE_CODES.malformed],
    ['with a forged acknowledgement', '["ack",7]', CLOSE_CODES.malformed],
    ['that is too large', `[0,"click",[0,1],{"value":"${'x'.repeat(524_288)}"}]`, 1009],
  ])('a frame %s', async (_, frame, code) => {
    await using line = await browser.visit(site.url)
    await using neighbour = await browser.visit(site.url)
    line.socket.send(frame)
    expect(await line.closed).toBe(code)
    neighbour.event(ADD)
    expect((await neighbour.next('frame')).effects).toEqual([1])
  })

  test('a binary frame', async () => {
    await using line = await browser.visit(site.url)
    line.socket.send(Buffer.from('[0,"click",[0,1]]'))
    expect(await line.closed).toBe(1003)
  })

  test('an event before a join', async () => {
    await using line = await browser.connect(site.url)
    line.event(ADD)
    expect(await line.closed).toBe(CLOSE_CODES.malformed)
  })

  test.each([
    ['a path of 100 steps', JSON.stringify([0, 'click', Array(100).fill(0)])],
    [
      'a detail that nests without end',
      `[0,"click",[0,1],{"detail":${'['.repeat(9_000)}${']'.repeat(9_000)}}]`,
    ],
    ['a data attribute with a long name', `[0,"click",[0,1],{"data":{"${'x'.repeat(300)}":""}}]`],
  ])('%s is refused and ends the event alone, as honest pages may send it', async (_, frame) => {
    await using line = await browser.visit(site.url)
    line.socket.send(frame)
    expect(await line.effects()).toEqual([['refused', 1, 'invalid']])
    expect(site.log.lines.join()).toContain('An event of a browser was refused (invalid)')
    line.event(ADD)
    expect(await line.effects()).toContain(2)
  })

  test('a path to what is not there ends the event alone', async () => {
    await using line = await browser.visit(site.url)
    line.event([0, 7])
    expect(await line.effects()).toEqual([['refused', 1, 'gone']])
    line.event(ADD)
    expect(await line.effects()).toContain(2)
  })

  test('a flood', async () => {
    await using line = await browser.visit(site.url)
    await using neighbour = await browser.visit(site.url)
    for (let count = 0; count < 1000; count++) line.event(ADD)
    expect(await line.closed).toBe(CLOSE_CODES.tooFast)
    neighbour.event(ADD)
    expect((await neighbour.next('frame')).effects).toEqual([1])
  })

  test('a burst beyond the limit is refused event by event', async () => {
    await using line = await browser.visit(site.url)
    for (let count = 0; count < 180; count++) line.event(ADD)
    const effects = await outcomes(line, 180)
    expect(effects.filter((each) => typeof each === 'number').length).toBeGreaterThanOrEqual(99)
    expect(effects).toContainEqual(['refused', 180, 'limited'])
  })
})

describe('a page survives', () => {
  test('a handler that throws and a render that throws, and tells nothing of them', async () => {
    await using site = await start({ development: false, secret: 'x'.repeat(32) })
    await using line = await new Browser().visit(`${site.url}/fragile`)
    line.event([0, 1])
    expect(await line.effects()).toEqual([['failed', 1]])
    line.event([0, 2])
    expect(await line.effects()).toEqual([['failed', 2]])
    line.event([0, 3])
    expect(await line.effects()).toEqual([3])
    const errors = site.log.lines.filter((each) => each.startsWith('error'))
    expect(errors).toEqual([
      expect.stringContaining('secret of the handler'),
      expect.stringContaining('secret of render'),
    ])
  })
})

describe('a socket that is silent', () => {
  test('is closed when it does not join, and later when it does not answer', async () => {
    const time = createTime()
    await using site = await start({}, time.rim)
    const browser = new Browser()
    await using idle = await browser.connect(site.url)
    await using joined = await browser.visit(site.url)
    time.pass(15_000)
    expect(await idle.closed).toBe(CLOSE_CODES.refused)
    time.pass(5_000)
    await joined.next('beat')
    time.pass(45_000)
    expect(joined.socket.readyState).toBe(WebSocket.OPEN)
    time.pass(5_000)
    expect(await joined.closed).toBe(CLOSE_CODES.restarting)
  })

  test('is asked again after each silence, and stays when it answers', async () => {
    const time = createTime()
    await using site = await start({}, time.rim)
    await using joined = await new Browser().visit(site.url)
    for (let round = 0; round < 5; round++) {
      time.pass(20_000)
      await joined.next('beat')
      joined.send({ kind: 'here' })
      joined.send({ kind: 'beat' })
      await joined.next('here')
    }
    expect(joined.socket.readyState).toBe(WebSocket.OPEN)
  })
})

/** How so many events ended, acknowledging frames as the server asks for it. */
async function outcomes(line: Line, count: number): Promise<unknown[]> {
  const ended: unknown[] = []
  for (let seen = 1; ended.length < count; seen++) {
    const { effects } = await line.next('frame')
    ended.push(...effects.filter((each) => typeof each === 'number' || each[0] === 'refused'))
    if (effects.some((each) => typeof each === 'object' && each[0] === 'ack'))
      line.send({ kind: 'ack', seen })
  }
  return ended
}

async function refusalOf(site: Site, browser: Browser, token: string, nonce = 'n1'): Promise<string> {
  await using line = await browser.connect(site.url)
  line.join(token, { nonce })
  const { code } = await line.next('refused')
  expect(await line.closed).toBe(CLOSE_CODES.refused)
  return code
}

/** A clock that stands still until it is told to go on. */
function createTime(): { readonly rim: Platform; pass(milliseconds: number): void } {
  let now = 1_000_000
  let timers: { at: number; run: () => void }[] = []
  const after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { at: now + milliseconds, run }
    timers.push(timer)
    return () => void (timers = timers.filter((each) => each !== timer))
  }
  return {
    rim: { ...platform, clock: { now: () => now, wall: () => now, after } },
    pass(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        timers = timers.filter((each) => each !== next)
        now = next.at
        next.run()
      }
      now = end
    },
  }
}

interface Site extends Served {
  readonly log: Log
}

async function start(options: AppOptions = {}, rim?: Platform): Promise<Site> {
  const log = createLog()
  const all = { logger: log, development: true, ...options }
  const app = rim === undefined ? createApp(all) : createAppWithRim(all, rim)
  app.live('/', Counter)
  app.live('/fragile', Fragile)
  return { ...(await serve(app, { port: 0, signals: false })), log }
}
