import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTheatre, type Stage, type Theatre } from './stage.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre[Symbol.asyncDispose]())

/** Long enough for what would be loaded or performed at once. */
const A_WHILE = 200

async function joined(stage: Stage): Promise<void> {
  await stage.page.waitForSelector('html[data-live-status=live]')
}

it('effects of a missing module and those behind it wait in order, and no difference does', async () => {
  await using stage = await theatre.open(`<main data-live-root="0"><b>1</b></main><p></p>`, {
    join: false,
    modules: 'held',
  })
  await stage.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
  stage.say(0, ['replace', 'p', 'new'], ['title', 'replaced'])
  stage.say([0, [0, 0, '2']], ['title', 'changed'])
  await stage.page.waitForFunction(() => document.querySelector('b')?.textContent === '2')
  await stage.page.waitForTimeout(A_WHILE)
  expect([await stage.page.innerText('p'), await stage.page.title()]).toEqual(['', 'Start'])
  stage.release()
  await stage.page.waitForFunction(() => document.title === 'changed')
  expect(await stage.page.innerText('p')).toBe('new')
})

it('an effect whose module does not come fails visibly, and what is behind it is performed', async () => {
  await using stage = await theatre.open('<p>old</p>', { modules: 'missing' })
  await joined(stage)
  stage.say(0, ['replace', 'p', 'new'], ['title', 'next'])
  expect(await stage.heard()).toEqual(['problem', 'command-failed', expect.stringContaining('"replace"')])
  await stage.page.waitForFunction(() => document.title === 'next')
  expect(await stage.page.innerText('p')).toBe('old')
})

it('a module that is not there in time is waited for five seconds', async () => {
  await using stage = await theatre.open('<p>old</p>', { modules: 'held' })
  await joined(stage)
  await stage.page.clock.install()
  stage.say(0, ['replace', 'p', 'new'], ['title', 'next'])
  await stage.page.clock.runFor(4_900)
  expect(await stage.page.title()).toBe('Start')
  await stage.page.clock.runFor(200)
  await stage.page.waitForFunction(() => document.title === 'next')
  expect(await stage.page.innerText('p')).toBe('old')
})

it('a module that throws at its start is reported, and no effect waits for ever', async () => {
  await using stage = await theatre.open('<p>old</p>')
  await joined(stage)
  const contentType = 'text/javascript'
  const body = 'export function start() { throw new Error("broken") }'
  await stage.page.route('**/morph.js*', (route) => route.fulfill({ contentType, body }))
  stage.say(0, ['morph', 'p', 'new'])
  expect(await stage.heard()).toEqual(['problem', 'command-failed', 'Error: broken'])
  stage.say(0, ['title', 'next'])
  await stage.page.waitForFunction(() => document.title === 'next')
  expect(await stage.page.innerText('p')).toBe('new')
})

it('a module that hangs holds the page up once, not with each frame', async () => {
  await using stage = await theatre.open('<p>old</p>', { modules: 'held' })
  await joined(stage)
  await stage.page.clock.install()
  stage.say(0, ['replace', 'p', 'new'], ['title', 'next'])
  await stage.page.clock.runFor(5_100)
  await stage.page.waitForFunction(() => document.title === 'next')
  stage.say(0, ['replace', 'p', 'new'], ['title', 'later'])
  await stage.page.waitForFunction(() => document.title === 'later')
})

it('an acknowledgement that the server asks for does not wait for a module', async () => {
  await using stage = await theatre.open('<p>old</p>', { modules: 'held' })
  await joined(stage)
  await stage.page.clock.install()
  stage.hearAcknowledgements()
  stage.say(0, ['replace', 'p', 'new'], ['ack'])
  expect(await stage.heard()).toEqual(['ack', 1])
})

it('a morph without its module replaces', async () => {
  await using stage = await theatre.open('<p>old</p>')
  await joined(stage)
  await stage.page.route('**/morph.js*', (route) => route.abort())
  stage.say(0, ['morph', 'p', 'new'], ['title', 'next'])
  await stage.page.waitForFunction(() => document.title === 'next')
  expect(await stage.page.innerText('p')).toBe('new')
})

it('a module that could not be loaded is tried again when it is needed again', async () => {
  await using stage = await theatre.open('<p>old</p>')
  await joined(stage)
  let isDown = true
  await stage.page.route('**/morph.js*', (route) => (isDown ? route.abort() : route.continue()))
  stage.say(0, ['morph', 'p', 'one'], ['title', 'replaced'])
  await stage.page.waitForFunction(() => document.title === 'replaced')
  isDown = false
  stage.requests.length = 0
  stage.say(0, ['morph', 'p', 'two'], ['title', 'morphed'])
  await stage.page.waitForFunction(() => document.title === 'morphed')
  expect(await stage.page.innerText('p')).toBe('two')
  expect(stage.requests).toEqual(['GET /morph.js'])
})

it('rows of a stream that come before its module are kept in order, and hold nothing up', async () => {
  await using stage = await theatre.open('<main data-live-root="0"><b>1</b><ul><li>a</li></ul></main>', {
    join: false,
    modules: 'held',
  })
  const templates = { 1: ['h', '<b _></b><ul _></ul>', ['s', 's']], 2: ['i', '<li _></li>', ['s']] }
  await stage.join([[0, 'shape', [1, 1, { k: ['a'], r: [1, 2] }]]], templates)
  stage.say(0, ['stream', [0, 1], 'append', ['b', 2, 'b'], ['c', 2, 'c']], 1)
  stage.say([0, [0, 0, '2']], ['stream', [0, 1], 'remove', 'a'], ['stream', [0, 1], 'prepend', ['d', 2, 'd']])
  await stage.page.waitForFunction(() => document.querySelector('b')?.textContent === '2')
  expect(await stage.page.locator('li').allInnerTexts()).toEqual(['a'])
  stage.release()
  await stage.page.waitForFunction(() => document.querySelectorAll('li').length === 3)
  expect(await stage.page.locator('li').allInnerTexts()).toEqual(['d', 'b', 'c'])
})

it('a stream that goes before its module is there takes its rows along', async () => {
  await using stage = await theatre.open('<main data-live-root="0"><ul></ul></main>', {
    join: false,
    modules: 'held',
  })
  const templates = { 1: ['h', '<ul _></ul>', ['s']], 2: ['i', '<li _></li>', ['s']] }
  await stage.join([[0, 'shape', [1, 0, { k: [], r: [] }]]], templates)
  stage.say(0, ['stream', [0, 0], 'append', ['a', 2, 'a']])
  stage.say([0, [0, 0, 'none']])
  await stage.page.waitForFunction(() => document.querySelector('ul')?.textContent === 'none')
  stage.release()
  await stage.page.waitForTimeout(A_WHILE)
  expect(await stage.page.innerText('ul')).toBe('none')
  expect(await stage.quiet()).toEqual([])
})

it('what comes for a root whose mount waits is kept for it', async () => {
  await using stage = await theatre.open('<p></p>', { modules: 'held' })
  await joined(stage)
  stage.say({ 1: ['h', '<b _></b>', ['s']] }, 0, ['replace', 'p', '<i></i>'], ['mount', 'i', 5, [1, 'one']])
  stage.say([5, [0, 0, 'two']], ['title', 'next'])
  await stage.page.waitForTimeout(A_WHILE)
  stage.release()
  await stage.page.waitForFunction(() => document.title === 'next')
  expect(await stage.page.innerHTML('p')).toContain('<b>two</b>')
})

it.each([
  ['scripts of its own origin only', "script-src 'self'", ''],
  ['a nonce', "script-src 'nonce-abc'", ' nonce="abc"'],
  ['trusted types', "script-src 'self'; require-trusted-types-for 'script'; trusted-types overwire", ''],
])('modules run under a policy of %s', async (_, policy, nonce) => {
  await using stage = await theatre.open('<p>old</p><div>old</div>', {
    headers: { 'content-security-policy': policy },
    nonce,
  })
  await joined(stage)
  stage.say(
    0,
    ['replace', 'p', 'new'],
    ['morph', 'div', '<b>new</b>'],
    ['flash', 'hi', 'info'],
    ['title', 'next'],
  )
  await stage.page.waitForFunction(() => document.title === 'next')
  expect(await stage.page.innerText('p')).toBe('new')
  expect(await stage.page.innerHTML('div')).toBe('<b>new</b>')
  expect(await stage.quiet()).toEqual([])
})

it('modules are loaded in idle time, so that they are there without a network', async () => {
  await using stage = await theatre.open('<p>old</p>', { join: false })
  const loaded = stage.page.waitForResponse('**/actions.js')
  await stage.join()
  expect((await loaded).status()).toBe(200)
})
