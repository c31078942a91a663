import { afterAll, beforeAll, expect, it } from 'vitest'
import { CLOSE_CODES } from '../../../src/protocol/messages.ts'
import { LIMITS, openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const BUTTON = '<button live-click="add">add</button>'

async function status(fixture: Fixture, wanted: string): Promise<void> {
  await fixture.page.waitForSelector(`html[data-live-status=${wanted}]`)
}

it('repeats its join until it is answered, and counts its attempts', async () => {
  await using fixture = await testBrowser.open('', { join: false })
  const first = await fixture.heard()
  const join = { version: 1, token: 't', nonce: expect.any(String), attempt: 1 }
  expect(first).toEqual(['join', join])
  fixture.cut()
  // What it holds was checked just now.
  expect(await fixture.heard()).toEqual(['join', { ...(first[1] as object), attempt: 2 }])
})

it('is another document in a tab that was duplicated', async () => {
  await using fixture = await testBrowser.open('', { join: false, shared: false })
  const first = await fixture.heard()
  const other = await fixture.page.context().newPage()
  await other.goto(fixture.page.url())
  expect(await fixture.heard()).not.toEqual(first)
})

it('sends again what did not arrive, in order, and nothing else', async () => {
  await using fixture = await testBrowser.open(BUTTON)
  fixture.say(0, ['title', 'a'])
  await fixture.quiet()
  await fixture.page.click('button')
  await fixture.heard()
  fixture.cut()
  expect(await fixture.heard()).toEqual([
    'rejoin',
    { version: 1, circuit: 'c', secret: 's', received: 2, attempt: 2 },
  ])
  await fixture.page.click('button')
  await fixture.page.click('button')
  fixture.say('rejoined', { received: 1 })
  expect((await fixture.quiet()).length).toBe(2)
  await status(fixture, 'live')
  fixture.say(0, 1, 2, 3)
  await fixture.quiet()
  expect(await fixture.page.locator('[data-live-pending]').count()).toBe(0)
})

it('keeps what is done before the first join', async () => {
  await using fixture = await testBrowser.open(BUTTON, { join: false })
  await fixture.page.click('button')
  await fixture.join()
  expect((await fixture.heard()).slice(0, 3)).toEqual([0, 'click', 'add'])
})

it('asks for a new token when its circuit is over, and refuses what was meant for it', async () => {
  await using fixture = await testBrowser.open(
    `${BUTTON}<main data-live-root="0" data-live-key="view"><b>1</b></main>`,
    { join: false },
  )
  const [, { nonce }] = (await fixture.heard()) as [string, { nonce: string }]
  fixture.say('joined', {
    circuit: 'c',
    secret: 's',
    limits: LIMITS,
    templates: { 1: ['h', '<b _></b>', ['s']] },
    roots: [[0, 'shape', 1]],
  })
  await fixture.quiet()
  await fixture.page.click('button')
  await fixture.heard()
  fixture.cut()
  await fixture.heard()
  fixture.say('refused', 'circuit-ended')
  const [word, request] = (await fixture.heard()) as [string, { nonce: string }]
  expect([word, request]).toEqual([
    'join',
    { version: 1, token: 't1', nonce: expect.any(String), attempt: 3, hydrate: false, templates: ['h'] },
  ])
  expect(request.nonce).not.toBe(nonce)
  expect(await fixture.page.locator('[data-live-pending]').count()).toBe(0)
  fixture.say('joined', {
    circuit: 'd',
    secret: 's',
    limits: LIMITS,
    templates: { 1: 'h' },
    roots: [[0, 'values', [1, '2']]],
  })
  expect(await fixture.quiet()).toEqual([])
  expect(await fixture.page.innerText('main')).toBe('2')
})

it('names no more than the newest 128 templates when it joins again', async () => {
  await using fixture = await testBrowser.open('', { join: false })
  const count = Array.from({ length: 300 }, (_, index) => index + 1)
  const templates = Object.fromEntries(count.map((id) => [id, [`h${id}`, '<b></b>', []]]))
  await fixture.join([], templates)
  await fixture.quiet()
  fixture.cut()
  await fixture.heard()
  fixture.say('refused', 'circuit-ended')
  const [, request] = (await fixture.heard()) as [string, { templates: string[] }]
  expect([request.templates.length, request.templates.at(-1)]).toEqual([128, 'h300'])
})

it('asks for a new token when its own is refused, but not over and over, and never loads the page again', async () => {
  await using fixture = await testBrowser.open('', { join: false })
  await fixture.heard()
  fixture.say('refused', 'token-expired')
  expect(await fixture.heard()).toMatchObject(['join', { token: 't1' }])
  expect(fixture.requests).toEqual(['GET /'])
  fixture.say('refused', 'token-expired')
  await status(fixture, 'refused')
  expect(await fixture.page.getAttribute('html', 'data-live-code')).toBe('token-expired')
  expect(fixture.requests).toEqual(['GET /'])
})

it.each(['superseded', 'ended'] as const)('does not come back when it was %s', async (reason) => {
  await using fixture = await testBrowser.open(BUTTON)
  fixture.cut(CLOSE_CODES[reason])
  await status(fixture, 'ended')
  await fixture.page.click('button')
  expect(await fixture.page.locator('[data-live-pending]').count()).toBe(0)
})

it.each(['refused', 'tooFast', 'restarting'] as const)('comes back when it was %s', async (reason) => {
  await using fixture = await testBrowser.open('')
  fixture.cut(CLOSE_CODES[reason])
  expect((await fixture.heard())[0]).toBe('rejoin')
})

it('comes back at once when the network does', async () => {
  await using fixture = await testBrowser.open('', { shared: false })
  await fixture.page.clock.install()
  await fixture.page.context().setOffline(true)
  fixture.cut()
  await status(fixture, 'offline')
  await fixture.page.context().setOffline(false)
  expect((await fixture.heard())[0]).toBe('rejoin')
  fixture.say('rejoined', { received: 0 })
  await status(fixture, 'live')
})

it('answers when the server asks, asks a silent server itself, and gives it up when nothing comes', async () => {
  await using fixture = await testBrowser.open('', { shared: false })
  await fixture.quiet()
  await fixture.page.clock.install()
  fixture.say('beat')
  expect(await fixture.heard()).toEqual(['here'])
  fixture.mute()
  await fixture.page.clock.runFor(35_000)
  expect(await fixture.heard()).toEqual(['beat'])
  await fixture.page.clock.runFor(10_000)
  await status(fixture, 'live')
  await fixture.page.clock.runFor(1_000)
  await status(fixture, 'reconnecting')
  await fixture.page.clock.runFor(1_000)
  expect((await fixture.heard())[0]).toBe('rejoin')
})

it('acknowledges with the next event, at once when asked, and else after a while', async () => {
  await using fixture = await testBrowser.open(BUTTON, { shared: false })
  fixture.hearAcknowledgements()
  await status(fixture, 'live')
  await fixture.page.clock.install()
  fixture.say(0, ['title', 'a'], ['ack'])
  expect(await fixture.heard()).toEqual(['ack', 1])
  fixture.say(0, ['title', 'b'])
  await fixture.page.waitForFunction(() => document.title === 'b')
  await fixture.page.click('button')
  expect((await fixture.heard())[0]).toBe(2)
  fixture.say(0, ['title', 'c'])
  await fixture.page.waitForFunction(() => document.title === 'c')
  await fixture.page.clock.runFor(1_000)
  expect(await fixture.heard()).toEqual(['ack', 3])
})

it('leaves its circuit when the document goes', async () => {
  await using fixture = await testBrowser.open('')
  await status(fixture, 'live')
  await fixture.page.goto('about:blank')
  expect(await fixture.heard()).toEqual(['leave'])
})

it('the reason of a mismatch is cut, so that it fits into a message', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0">other</main>', { join: false })
  await fixture.join([[0, 'shape', 1]], { 1: ['h', `${'long '.repeat(20_000)}<b></b>`, []] })
  const [kind, , reason] = await fixture.heard()
  expect([kind, String(reason).length]).toEqual(['mismatch', 256])
})

it('what could not be done while there was no connection is reported when there is one again', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  const binding = { local: 1, run: [['focus', '#none-such']] }
  await fixture.join([[0, 'values', [7, binding]]], { 7: ['h', '<button _>x</button>', ['@click']] })
  const { page } = fixture
  await page.waitForSelector('html[data-live-status=live]')
  fixture.cut()
  expect((await fixture.heard())[0]).toBe('rejoin')
  for (let click = 0; click < 30; click++) await page.click('button')
  fixture.say('rejoined', { received: 0 })
  const heard = await fixture.quiet()
  expect(heard).toEqual(Array.from({ length: 20 }, () => ['problem', 'missing-target', '#none-such']))
})
