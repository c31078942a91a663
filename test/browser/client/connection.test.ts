import { afterAll, beforeAll, expect, it } from 'vitest'
import { CLOSE_CODES } from '../../../src/protocol/messages.ts'
import { LIMITS, openTheatre, type Stage, type Theatre } from './stage.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre[Symbol.asyncDispose]())

const BUTTON = '<button live-click="add">add</button>'

async function status(stage: Stage, wanted: string): Promise<void> {
  await stage.page.waitForSelector(`html[data-live-status=${wanted}]`)
}

it('repeats its join until it is answered, and counts its attempts', async () => {
  await using stage = await theatre.open('', { join: false })
  const first = await stage.heard()
  const join = { version: 1, token: 't', nonce: expect.any(String), attempt: 1 }
  expect(first).toEqual(['join', join])
  stage.cut()
  // What it holds was checked just now.
  expect(await stage.heard()).toEqual(['join', { ...(first[1] as object), attempt: 2 }])
})

it('is another document in a tab that was duplicated', async () => {
  await using stage = await theatre.open('', { join: false })
  const first = await stage.heard()
  const other = await stage.page.context().newPage()
  await other.goto(stage.page.url())
  expect(await stage.heard()).not.toEqual(first)
})

it('sends again what did not arrive, in order, and nothing else', async () => {
  await using stage = await theatre.open(BUTTON)
  stage.say(0, ['title', 'a'])
  await stage.quiet()
  await stage.page.click('button')
  await stage.heard()
  stage.cut()
  expect(await stage.heard()).toEqual([
    'rejoin',
    { version: 1, circuit: 'c', secret: 's', received: 2, attempt: 2 },
  ])
  await stage.page.click('button')
  await stage.page.click('button')
  stage.say('rejoined', { received: 1 })
  expect((await stage.quiet()).length).toBe(2)
  await status(stage, 'live')
  stage.say(0, 1, 2, 3)
  await stage.quiet()
  expect(await stage.page.locator('[data-live-pending]').count()).toBe(0)
})

it('keeps what is done before the first join', async () => {
  await using stage = await theatre.open(BUTTON, { join: false })
  await stage.page.click('button')
  await stage.join()
  expect((await stage.heard()).slice(0, 3)).toEqual([0, 'click', 'add'])
})

it('joins afresh when its circuit is over, and refuses what was meant for it', async () => {
  await using stage = await theatre.open(`${BUTTON}<main data-live-root="0"><b>1</b></main>`, { join: false })
  const [, { nonce }] = (await stage.heard()) as [string, { nonce: string }]
  stage.say('joined', {
    circuit: 'c',
    secret: 's',
    limits: LIMITS,
    templates: { 1: ['h', '<b _></b>', ['s']] },
    roots: [[0, 'shape', 1]],
  })
  await stage.quiet()
  await stage.page.click('button')
  await stage.heard()
  stage.cut()
  await stage.heard()
  stage.say('refused', 'circuit-ended')
  const [word, request] = (await stage.heard()) as [string, { nonce: string }]
  expect([word, request]).toEqual([
    'join',
    { version: 1, token: 't', nonce: expect.any(String), attempt: 3, hydrate: false, templates: ['h'] },
  ])
  expect(request.nonce).not.toBe(nonce)
  expect(await stage.page.locator('[data-live-pending]').count()).toBe(0)
  stage.say('joined', {
    circuit: 'd',
    secret: 's',
    limits: LIMITS,
    templates: { 1: 'h' },
    roots: [[0, 'values', [1, '2']]],
  })
  expect(await stage.quiet()).toEqual([])
  expect(await stage.page.innerText('main')).toBe('2')
})

it('loads the page again when its token is refused, but not over and over', async () => {
  await using stage = await theatre.open('', { join: false })
  await stage.heard()
  stage.say('refused', 'token-expired')
  expect((await stage.heard())[0]).toBe('join')
  expect(stage.requests).toEqual(['GET /', 'GET /client.js'])
  stage.say('refused', 'token-expired')
  await status(stage, 'refused')
  expect(await stage.page.getAttribute('html', 'data-live-code')).toBe('token-expired')
  expect(stage.requests).toEqual(['GET /', 'GET /client.js'])
})

it.each(['superseded', 'ended'] as const)('does not come back when it was %s', async (reason) => {
  await using stage = await theatre.open(BUTTON)
  stage.cut(CLOSE_CODES[reason])
  await status(stage, 'ended')
  await stage.page.click('button')
  expect(await stage.page.locator('[data-live-pending]').count()).toBe(0)
})

it.each(['refused', 'tooFast', 'restarting'] as const)('comes back when it was %s', async (reason) => {
  await using stage = await theatre.open('')
  stage.cut(CLOSE_CODES[reason])
  expect((await stage.heard())[0]).toBe('rejoin')
})

it('comes back at once when the network does', async () => {
  await using stage = await theatre.open('')
  await stage.page.clock.install()
  await stage.page.context().setOffline(true)
  stage.cut()
  await status(stage, 'offline')
  await stage.page.context().setOffline(false)
  expect((await stage.heard())[0]).toBe('rejoin')
  stage.say('rejoined', { received: 0 })
  await status(stage, 'live')
})

it('answers when the server asks, asks a silent server itself, and gives it up when nothing comes', async () => {
  await using stage = await theatre.open('')
  await stage.quiet()
  await stage.page.clock.install()
  stage.say('beat')
  expect(await stage.heard()).toEqual(['here'])
  stage.mute()
  await stage.page.clock.runFor(35_000)
  expect(await stage.heard()).toEqual(['beat'])
  await stage.page.clock.runFor(10_000)
  await status(stage, 'live')
  await stage.page.clock.runFor(1_000)
  await status(stage, 'reconnecting')
  await stage.page.clock.runFor(1_000)
  expect((await stage.heard())[0]).toBe('rejoin')
})

it('acknowledges with the next event, at once when asked, and else after a while', async () => {
  await using stage = await theatre.open(BUTTON)
  stage.hearAcknowledgements()
  await status(stage, 'live')
  await stage.page.clock.install()
  stage.say(0, ['title', 'a'], ['ack'])
  expect(await stage.heard()).toEqual(['ack', 1])
  stage.say(0, ['title', 'b'])
  await stage.page.waitForFunction(() => document.title === 'b')
  await stage.page.click('button')
  expect((await stage.heard())[0]).toBe(2)
  stage.say(0, ['title', 'c'])
  await stage.page.waitForFunction(() => document.title === 'c')
  await stage.page.clock.runFor(1_000)
  expect(await stage.heard()).toEqual(['ack', 3])
})

it('leaves its circuit when the document goes', async () => {
  await using stage = await theatre.open('')
  await status(stage, 'live')
  await stage.page.goto('about:blank')
  expect(await stage.heard()).toEqual(['leave'])
})

it('the reason of a mismatch is cut, so that it fits into a message', async () => {
  await using stage = await theatre.open('<main data-live-root="0">other</main>', { join: false })
  await stage.join([[0, 'shape', 1]], { 1: ['h', `${'long '.repeat(20_000)}<b></b>`, []] })
  const [kind, , reason] = await stage.heard()
  expect([kind, String(reason).length]).toEqual(['mismatch', 256])
})
