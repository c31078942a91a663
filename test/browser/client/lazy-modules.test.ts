import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { innerTexts } from '../inner-texts.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** Long enough for what would be loaded or performed at once. */
const A_WHILE = 200

async function joined(fixture: Fixture): Promise<void> {
  await fixture.page.waitForSelector('html[data-live-status=live]')
}

it('modules are there when the network is lost, though the browser was never idle', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', {
    prepare: (page) =>
      page.addInitScript(() => {
        // A browser that is always busy calls back when the time that it is given is over.
        globalThis.requestIdleCallback = (run, { timeout = 0 } = {}) =>
          timeout > 0 ? window.setTimeout(run, timeout, { didTimeout: true, timeRemaining: () => 0 }) : 0
      }),
  })
  await joined(fixture)
  const loads = fixture.page.waitForResponse('**/actions.js')
  expect((await loads).status()).toBe(200)
})

it('effects of a missing module and those behind it wait in order, and no difference does', async () => {
  await using fixture = await testBrowser.open(`<main data-live-root="0"><b>1</b></main><p></p>`, {
    join: false,
    modules: 'held',
  })
  await fixture.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
  fixture.say(0, ['replace', 'p', 'new'], ['title', 'replaced'])
  fixture.say([0, [0, 0, '2']], ['title', 'changed'])
  await fixture.page.waitForFunction(() => document.querySelector('b')?.textContent === '2')
  await fixture.page.waitForTimeout(A_WHILE)
  expect([await fixture.page.innerText('p'), await fixture.page.title()]).toEqual(['', 'Start'])
  fixture.release()
  await fixture.page.waitForFunction(() => document.title === 'changed')
  expect(await fixture.page.innerText('p')).toBe('new')
})

it('an effect whose module does not come fails visibly, and what is behind it is performed', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { modules: 'missing' })
  await joined(fixture)
  fixture.say(0, ['replace', 'p', 'new'], ['title', 'next'])
  expect(await fixture.heard()).toEqual(['problem', 'command-failed', expect.stringContaining('"replace"')])
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerText('p')).toBe('old')
})

it('a module that is not there in time is waited for five seconds', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { modules: 'held', shared: false })
  await joined(fixture)
  await fixture.page.clock.install()
  fixture.say(0, ['replace', 'p', 'new'], ['title', 'next'])
  await fixture.page.clock.runFor(4_900)
  expect(await fixture.page.title()).toBe('Start')
  await fixture.page.clock.runFor(200)
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerText('p')).toBe('old')
})

it('a module that throws at its start is reported, and no effect waits for ever', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { shared: false })
  await joined(fixture)
  const contentType = 'text/javascript'
  const body = 'export function start() { throw new Error("broken") }'
  await fixture.page.route('**/morph.js*', (route) => route.fulfill({ contentType, body }))
  fixture.say(0, ['morph', 'p', 'new'])
  expect(await fixture.heard()).toEqual(['problem', 'command-failed', 'Error: broken'])
  fixture.say(0, ['title', 'next'])
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerText('p')).toBe('new')
})

it('a module that hangs holds the page up once, not with each frame', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { modules: 'held', shared: false })
  await joined(fixture)
  await fixture.page.clock.install()
  fixture.say(0, ['replace', 'p', 'new'], ['title', 'next'])
  await fixture.page.clock.runFor(5_100)
  await fixture.page.waitForFunction(() => document.title === 'next')
  fixture.say(0, ['replace', 'p', 'new'], ['title', 'later'])
  await fixture.page.waitForFunction(() => document.title === 'later')
  expect(await fixture.page.title()).toBe('later')
})

it('an acknowledgement that the server asks for does not wait for a module', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { modules: 'held', shared: false })
  await joined(fixture)
  await fixture.page.clock.install()
  fixture.hearAcknowledgements()
  fixture.say(0, ['replace', 'p', 'new'], ['ack'])
  expect(await fixture.heard()).toEqual(['ack', 1])
})

it('a morph without its module replaces', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { shared: false })
  await joined(fixture)
  await fixture.page.route('**/morph.js*', (route) => route.abort())
  fixture.say(0, ['morph', 'p', 'new'], ['title', 'next'])
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerText('p')).toBe('new')
})

it('a module that could not be loaded is tried again when it is needed again', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { shared: false })
  await joined(fixture)
  let isDown = true
  await fixture.page.route('**/morph.js*', (route) => (isDown ? route.abort() : route.continue()))
  fixture.say(0, ['morph', 'p', 'one'], ['title', 'replaced'])
  await fixture.page.waitForFunction(() => document.title === 'replaced')
  isDown = false
  fixture.requests.length = 0
  fixture.say(0, ['morph', 'p', 'two'], ['title', 'morphed'])
  await fixture.page.waitForFunction(() => document.title === 'morphed')
  expect(await fixture.page.innerText('p')).toBe('two')
  expect(fixture.requests).toEqual(['GET /morph.js'])
})

const ROWS = { 1: ['h', '<b _></b><ul _></ul>', ['s', 's']], 2: ['i', '<li _></li>', ['s']] }

it('rows that come before their module are kept in order, and hold no difference up', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"><b>1</b><ul></ul></main>', {
    join: false,
    modules: 'held',
  })
  await fixture.join([[0, 'shape', 1]], ROWS)
  await joined(fixture)
  fixture.say(
    [0, [0, 1, { k: [['a', 2, 'a']] }]],
    ['stream', [0, 1], 'append', ['b', 2, 'b']],
    ['title', 'rows'],
  )
  fixture.say(
    [0, [0, 0, '2']],
    ['stream', [0, 1], 'remove', 'a'],
    ['stream', [0, 1], 'prepend', ['d', 2, 'd']],
  )
  await fixture.page.waitForFunction(() => document.querySelector('b')?.textContent === '2')
  expect([await fixture.page.locator('li').count(), await fixture.page.title()]).toEqual([0, 'Start'])
  fixture.release()
  await fixture.page.waitForFunction(() => document.title === 'rows')
  expect(await innerTexts(fixture.page, 'li')).toEqual(['d', 'b'])
})

it('a list that comes before its module takes the changes that come behind it', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"><b>1</b><ul></ul></main>', {
    join: false,
    modules: 'held',
  })
  await fixture.join([[0, 'shape', 1]], ROWS)
  await joined(fixture)
  fixture.say([0, [0, 1, { i: [[2, ['a'], ['b']]] }]])
  fixture.say([0, [0, 1, { u: [1, [0, 'B']], x: [0], o: [[-1, [2, [2, ['c']]]]] }]])
  fixture.say([0, [0, 0, '2']])
  await fixture.page.waitForFunction(() => document.querySelector('b')?.textContent === '2')
  fixture.release()
  await fixture.page.waitForFunction(() => document.querySelectorAll('li').length === 2)
  expect(await innerTexts(fixture.page, 'li')).toEqual(['B', 'c'])
  expect(await fixture.quiet()).toEqual([])
})

it('rows that go before their module is there are not shown', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"><b>1</b><ul></ul></main>', {
    join: false,
    modules: 'held',
  })
  await fixture.join([[0, 'shape', 1]], ROWS)
  await joined(fixture)
  fixture.say([0, [0, 1, { k: [] }]], ['stream', [0, 1], 'append', ['a', 2, 'a']])
  fixture.say([0, [0, 1, { i: [[2, ['b']]] }]])
  fixture.say([0, [0, 1, 'none']])
  await fixture.page.waitForFunction(() => document.querySelector('ul')?.textContent === 'none')
  fixture.release()
  await fixture.page.waitForTimeout(A_WHILE)
  expect(await fixture.page.innerText('ul')).toBe('none')
  expect(await fixture.quiet()).toEqual([])
})

/** A page whose HTML has rows, with a handler at the element around them. */
function openWithRows(): Promise<Fixture> {
  const rows = '<li><button>x</button></li>'.repeat(2)
  return testBrowser.open(`<main data-live-root="0"><ul>${rows}</ul><b>1</b></main>`, {
    join: false,
    modules: 'held',
    which: /rows/,
  })
}
const WITH_ROWS = {
  7: ['h7', '<ul _=2></ul><b _></b>', ['@click', 's', 's']],
  8: ['h8', '<li><button>x</button></li>', []],
}
const shapeOf = (rows: object): unknown[] => [[0, 'shape', [7, 1, rows]]]

it.each([
  ['a list', { r: [2, 8] }, undefined],
  ['a stream', { k: ['a', 'b'], r: [2, 8] }, 'b'],
])(
  'a page with %s becomes live when the module of rows is there, with what was done until then',
  async (_, rows, row) => {
    await using fixture = await openWithRows()
    await fixture.join(shapeOf(rows), WITH_ROWS)
    fixture.say([0, [0, 2, '2']], ['title', 'next'])
    fixture.say('beat')
    expect(await fixture.heard()).toEqual(['here'])
    await fixture.page.click('li:nth-child(2) button')
    await fixture.page.waitForTimeout(A_WHILE)
    expect(await fixture.page.getAttribute('html', 'data-live-status')).toBe('connecting')
    expect([await fixture.page.innerText('b'), await fixture.page.title()]).toEqual(['1', 'Start'])
    fixture.release()
    const [seen, type, target, payload] = await fixture.heard()
    // It happened before the frame came, and is sent before that is taken.
    expect([seen, type, target]).toEqual([0, 'click', [0, 0]])
    expect(payload).toEqual(row ? expect.objectContaining({ row }) : expect.not.objectContaining({ row }))
    await fixture.page.waitForFunction(() => document.title === 'next')
    expect(await fixture.page.innerText('b')).toBe('2')
  },
)

it('a circuit that waits for the module of rows is joined again when its socket closes', async () => {
  await using fixture = await openWithRows()
  await fixture.join(shapeOf({ r: [2, 8] }), WITH_ROWS)
  fixture.say([0, [0, 2, 'lost']])
  await fixture.page.waitForTimeout(A_WHILE)
  fixture.cut()
  await fixture.join(shapeOf({ r: [2, 8] }), WITH_ROWS)
  fixture.say([0, [0, 2, '2']], ['title', 'next'])
  fixture.release()
  await joined(fixture)
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerText('b')).toBe('2')
  expect(await fixture.quiet()).toEqual([])
})

it('what comes for a root whose mount waits is kept for it', async () => {
  await using fixture = await testBrowser.open('<p></p>', { modules: 'held' })
  await joined(fixture)
  fixture.say({ 1: ['h', '<b _></b>', ['s']] }, 0, ['replace', 'p', '<i></i>'], ['mount', 'i', 5, [1, 'one']])
  fixture.say([5, [0, 0, 'two']], ['title', 'next'])
  await fixture.page.waitForTimeout(A_WHILE)
  fixture.release()
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerHTML('p')).toContain('<b>two</b>')
})

it.each([
  ['scripts of its own origin only', "script-src 'self'", ''],
  ['a nonce', "script-src 'nonce-abc'", ' nonce="abc"'],
  ['trusted types', "script-src 'self'; require-trusted-types-for 'script'; trusted-types overwire", ''],
])('modules run under a policy of %s', async (_, policy, nonce) => {
  await using fixture = await testBrowser.open('<p>old</p><div>old</div>', {
    headers: { 'content-security-policy': policy },
    nonce,
  })
  await joined(fixture)
  fixture.say(
    0,
    ['replace', 'p', 'new'],
    ['morph', 'div', '<b>new</b>'],
    ['flash', 'hi', 'info'],
    ['title', 'next'],
  )
  await fixture.page.waitForFunction(() => document.title === 'next')
  expect(await fixture.page.innerText('p')).toBe('new')
  expect(await fixture.page.innerHTML('div')).toBe('<b>new</b>')
  expect(await fixture.quiet()).toEqual([])
})

it('modules are loaded in idle time, so that they are there without a network', async () => {
  await using fixture = await testBrowser.open('<p>old</p>', { join: false })
  await fixture.join()
  // They may have come before the join.
  const isLoaded = `performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/actions.js'))`
  await expect.poll(() => fixture.page.evaluate(isLoaded), { timeout: 20_000 }).toBe(true)
})

it('a root whose mounting waits for a module is there with the content of an epoch that came meanwhile', async () => {
  await using fixture = await testBrowser.open('<div id="place"></div>', { modules: 'held' })
  fixture.say({ 7: ['h7', '<p _></p>', ['s']] }, 0, ['flash', 'a', ''], ['mount', '#place', 5, [7, 'old']])
  fixture.say(0, ['epoch', [5, [7, 'new']]])
  fixture.release()
  await expect.poll(() => fixture.page.innerText('#place')).toBe('new')
  expect(await fixture.quiet()).toEqual([])
})

it('a socket that closes before the module of recovery is there is replaced when it is', async () => {
  await using fixture = await testBrowser.open('<button live-click="add">add</button>', {
    modules: 'missing',
  })
  await joined(fixture)
  fixture.cut()
  await fixture.page.waitForSelector('html[data-live-status=reconnecting]')
  await fixture.page.click('button')
  fixture.release()
  expect((await fixture.heard())[0]).toBe('rejoin')
  fixture.say('rejoined', { received: 0 })
  await joined(fixture)
  expect((await fixture.heard()).slice(0, 3)).toEqual([0, 'click', 'add'])
})

it('a module that something waits for is tried again at once when the network comes back', async () => {
  await using fixture = await testBrowser.open('', { modules: 'missing', shared: false })
  await joined(fixture)
  await fixture.page.waitForTimeout(A_WHILE)
  await fixture.page.clock.install()
  await fixture.page.context().setOffline(true)
  fixture.cut()
  await fixture.page.waitForSelector('html[data-live-status=offline]')
  fixture.release()
  await fixture.page.context().setOffline(false)
  await fixture.page.clock.runFor(1_000)
  expect((await fixture.heard())[0]).toBe('rejoin')
})

it('a module whose response was cut in its headers, which looks like an empty script, is asked for once more', async () => {
  await using fixture = await testBrowser.open('', { modules: 'missing', shared: false })
  await joined(fixture)
  let isCut = true
  await fixture.page.route(/recovery\.js/, async (route) => {
    if (!isCut) return route.fallback()
    isCut = false
    return route.fulfill({ contentType: 'text/javascript', body: '' })
  })
  fixture.release()
  fixture.cut()
  expect((await fixture.heard())[0]).toBe('rejoin')
  expect(isCut).toBe(false)
})

it('a circuit that is refused before the module of recovery is there is asked for again when it is', async () => {
  await using fixture = await testBrowser.open('', { join: false, modules: 'held' })
  await fixture.heard()
  fixture.say('refused', 'token-expired')
  await fixture.page.waitForTimeout(A_WHILE)
  expect(await fixture.page.getAttribute('html', 'data-live-status')).toBe('connecting')
  fixture.release()
  expect(await fixture.heard()).toMatchObject(['join', { token: 't1', attempt: 2 }])
})

test.each([
  ['trees do not fit', [0, [99, 'x']]],
  ['what else waits for it does not fit', [0, [0, 1, { u: [99, [0, 'none such']] }]]],
])('a click that waits for a module that comes while %s is sent', async (_, misfit) => {
  await using fixture = await testBrowser.open(
    '<main data-live-root="0"><b>1</b><ul></ul></main><button live-click="add" live-stop>add</button>',
    { join: false, modules: 'held', which: /rows|options/ },
  )
  await fixture.join([[0, 'shape', 1]], ROWS)
  await joined(fixture)
  await fixture.page.click('button')
  fixture.say([0, [0, 1, { i: [[2, ['a']]] }]])
  fixture.say(misfit)
  await fixture.page.waitForTimeout(A_WHILE)
  fixture.release()
  const heard = [await fixture.heard(), await fixture.heard()].toSorted(([word]) =>
    word === 'mismatch' ? -1 : 1,
  )
  expect(heard).toEqual([
    ['mismatch', expect.any(Number), expect.any(String)],
    [expect.any(Number), 'click', 'add', expect.anything()],
  ])
  fixture.say(0, ['epoch', [0, [1, 'whole', { i: [[2, ['b']]] }]]], ['title', 'whole'])
  await fixture.page.waitForFunction(() => document.title === 'whole')
  expect(await fixture.page.innerText('main')).toBe('whole\nb')
})
