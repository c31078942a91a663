/** Pages that were left and are kept for Back and Forward: shown at once, and made those of the server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const LAYOUT = (content: string): string =>
  `<nav data-live-prefetch="off"><a href="/b">b</a></nav><main>${content}</main>`
const TALL =
  '<div data-live-keep-scroll="list" style="height:50px;overflow:auto"><p style="height:900px">tall</p></div>'
const FIRST = `<h1>A</h1><button>Do</button><input id="bound"><input id="free"><details><summary>More</summary>more</details>${TALL}`

const TEMPLATES = {
  1: ['layout', '<nav data-live-prefetch="off"><a href="/b">b</a></nav><main _></main>', ['s']],
  2: [
    'first',
    `<h1 _></h1><button _>Do</button><input id="bound" _="2"><input id="free"><details><summary>More</summary>more</details>${TALL}`,
    ['s', '@click', '.value', '@input'],
  ],
  3: ['second', '<h1 _></h1>', ['s']],
}

/** A page in a layout, with all modules there. */
async function open(prepare?: (page: Page) => Promise<unknown>): Promise<Fixture> {
  const fixture = await testBrowser.open(`<div data-live-root="0">${LAYOUT(FIRST)}</div>`, {
    routes: true,
    join: false,
    ...(prepare && { prepare }),
  })
  await fixture.join([[0, 'shape', [1, 0, 2]]], TEMPLATES)
  const { page } = fixture
  await modulesStart(page, ['actions', 'edits', 'kept', 'recovery', 'rows'])
  await page.evaluate(`window.outcomes = []
    document.addEventListener('live:outcome', ({ detail }) => window.outcomes.push([detail.outcome, detail.code]))`)
  return fixture
}

/** Another page takes the place of the one that is shown, asked for by this event. */
async function show(
  fixture: Fixture,
  content: unknown,
  ...[event, href, how]: readonly [event: number, href: string, how: string]
): Promise<void> {
  fixture.say([0, [0, 0, content]], ['page', event, href, how, 1, 'key'], event)
  await fixture.quiet()
}

async function goTo(fixture: Fixture, by: number): Promise<void> {
  await fixture.page.evaluate((steps) => history.go(steps), by)
  expect((await fixture.heard())[1]).toBe('navigate')
}

const heading = (fixture: Fixture): Promise<string> => fixture.page.innerText('h1')
const isStale = (fixture: Fixture): Promise<boolean> =>
  fixture.page.evaluate(() => document.querySelector('main')?.hasAttribute('data-live-stale') ?? false)

it('is shown at once on Back, stale until the page of the server is there, and keeps what the user does meanwhile', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.fill('#free', 'typed')
  await page.evaluate(() => {
    document.querySelector('details')?.setAttribute('open', '')
    document.querySelector('[data-live-keep-scroll]')?.scrollTo(0, 300)
    for (const each of document.querySelectorAll('nav, main, main *')) each.setAttribute('data-was', '')
  })
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  expect(await heading(fixture)).toBe('B')

  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['A', true])
  // What comes is for the page that was left.
  fixture.say([0, [0, 0, [0, 0, 'B changed']]])
  expect(await fixture.quiet()).toEqual([])
  expect([await heading(fixture), await page.inputValue('#free')]).toEqual(['A', 'typed'])
  await page.click('button')
  await page.fill('#bound', 'meanwhile')
  expect(await fixture.quiet()).toEqual([])

  fixture.say([0, [0, 0, [2, 'A again', 0, '', 0]]], ['page', 2, '/', 'replace', 1], 2)
  expect([await fixture.heard(), await fixture.heard()]).toMatchObject([
    [expect.any(Number), 'click', [0, 0, 1], expect.anything()],
    [expect.any(Number), 'input', [0, 0, 3], { value: 'meanwhile' }],
  ])
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['A again', false])
  expect(
    await page.evaluate(() => [
      [...document.querySelectorAll('input')].map(({ value }) => value),
      document.querySelector('details')?.open,
      document.querySelector('[data-live-keep-scroll]')?.scrollTop,
      document.querySelectorAll('main *:not([data-was])').length,
    ]),
  ).toEqual([['meanwhile', 'typed'], true, 300, 0])

  // The page that was left meanwhile is kept as it was made since.
  await goTo(fixture, 1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B changed', true])
})

it('gives way to the page of another address, and refuses what was done on it', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.fill('#free', 'for the first page')
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await goTo(fixture, -1)
  await page.click('button')
  await page.fill('#bound', 'meanwhile')
  await show(fixture, [2, 'Another', 0, '', 0], 2, '/other', 'replace')
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['Another', false])
  // Fields of another page may have the same names.
  expect([await page.inputValue('#bound'), await page.inputValue('#free')]).toEqual(['', ''])
  expect(await page.evaluate('window.outcomes')).toEqual([
    ['refused', 'expired'],
    ['refused', 'expired'],
  ])
})

it('is not shown to another user', async () => {
  await using fixture = await open()
  await fixture.page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  fixture.say(0, ['session', 'other-token', 0])
  await fixture.quiet()
  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B', false])
})

it('is not shown after a logout that leads to another page, and nothing of it is stored', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.fill('#free', 'private text')
  fixture.say(0, ['session', 't', 0])
  await fixture.quiet()
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B', false])
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('private text')
})

it('sends what is clicked behind any number of keystrokes', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await goTo(fixture, -1)
  await page.fill('#bound', 'typed')
  await page.evaluate(() => {
    for (let keys = 0; keys < 100; keys++)
      document.querySelector('#bound')?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await page.click('button')
  fixture.say([0, [0, 0, [2, 'A again', 0, '', 0]]], ['page', 2, '/', 'replace', 1, 'key'], 2)
  expect([await fixture.heard(), await fixture.heard()]).toMatchObject([
    [expect.any(Number), 'input', [0, 0, 3], { value: 'typed' }],
    [expect.any(Number), 'click', [0, 0, 1], expect.anything()],
  ])
})

it('has what was put into its fields and its open sections when it is made again, in other nodes', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.fill('#free', 'typed')
  await page.fill('#bound', 'rendered')
  await fixture.heard()
  await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''))
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 2, '/b', 'push')
  // The layout is another one from now on.
  fixture.say([0, [1, [3, 'B']]])
  await goTo(fixture, -1)
  expect(await isStale(fixture)).toBe(false)
  await show(fixture, [2, 'A again', 0, '', 0], 3, '/', 'replace')
  expect(
    await page.evaluate(() => [
      [...document.querySelectorAll('input')].map(({ value }) => value),
      document.querySelector('details')?.open,
    ]),
  ).toEqual([['', 'typed'], true])
})

it('is not shown with a style sheet that the document did not have with it', async () => {
  await using fixture = await open((page) =>
    page.route('**/b.css', (route) => route.fulfill({ contentType: 'text/css', body: 'h1{color:red}' })),
  )
  const { page } = fixture
  await page.click('text="b"')
  await fixture.heard()
  const link = '<link rel="stylesheet" href="/b.css" data-live-tag="stylesheet /b.css">'
  fixture.say([0, [0, 0, [3, 'B']]], ['page', 1, '/b', 'push', 1, 'key'], ['head', [], link], 1)
  await expect.poll(() => heading(fixture)).toBe('B')
  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B', false])
})

it('is kept where the tab holds what no build of the client has written', async () => {
  await using fixture = await open((page) =>
    page.addInitScript(() => {
      sessionStorage.setItem('live:visits', '{"a":1}')
      sessionStorage.setItem('live:fields', '[["a",[1]],["b",2],3]')
    }),
  )
  await fixture.page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['A', true])
})

it('is not shown without the classes that the document had with it', async () => {
  await using fixture = await open()
  const { page } = fixture
  const wears = async (body: string): Promise<void> => {
    fixture.say(0, ['head', [], '', { body }])
    await expect.poll(() => page.evaluate(() => document.body.className)).toBe(body)
  }
  await wears('wide')
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['A', true])
  await goTo(fixture, 1)
  await wears('narrow')
  await goTo(fixture, -1)
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B', false])
})

it('is the same nodes after Back and Forward within one round trip', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await page.evaluate(() => document.querySelector('h1')?.setAttribute('data-was', ''))
  await goTo(fixture, -1)
  await goTo(fixture, 1)
  // The page of the first step is in transit.
  await show(fixture, [2, 'A again', 0, '', 0], 2, '/', 'replace')
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B', true])
  await show(fixture, [3, 'B again'], 3, '/b', 'replace')
  expect([await heading(fixture), await isStale(fixture)]).toEqual(['B again', false])
  expect(await page.evaluate(() => document.querySelector('h1')?.hasAttribute('data-was'))).toBe(true)
  expect(await page.title()).toBe('Start')
})

it('is left alone by effects, which are for the page behind it', async () => {
  await using fixture = await open()
  const { page } = fixture
  fixture.say(0, ['title', 'Title of A'])
  await fixture.quiet()
  await page.fill('#free', 'typed')
  await page.evaluate(() => {
    document.querySelector('#free')?.addEventListener('ping', () => (document.title = 'pinged'))
    document.querySelector('nav')?.addEventListener('ping', () => document.querySelector('nav')?.append('!'))
  })
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [2, 'B', 0, '', 0], 1, '/b', 'push')
  await page.fill('#free', 'in B')
  await goTo(fixture, -1)
  await page.focus('#free')
  fixture.say(
    0,
    ['title', 'Title of B'],
    ['head', [], '', { body: 'wide' }],
    ['focus', '#bound'],
    ['dispatch', 'main > #free, nav', 'ping'],
    ['reset', 2, 'main #free'],
  )
  expect(await fixture.quiet()).toEqual([])
  expect(
    await page.evaluate(() => [
      document.title,
      document.body.className,
      document.activeElement?.id,
      document.querySelector<HTMLInputElement>('#free')?.value,
      document.querySelector('nav')?.textContent,
    ]),
  ).toEqual(['Title of A', '', 'free', 'typed', 'b!'])
  // What views render is theirs, also behind.
  fixture.say(0, ['append', 'main details', 'more'])
  expect(await fixture.heard()).toEqual(['problem', 'owned-by-view', 'main details'])
  await goTo(fixture, 1)
  expect(
    await page.evaluate(() => [
      document.title,
      document.body.className,
      document.querySelector<HTMLInputElement>('#free')?.value,
    ]),
  ).toEqual(['Title of B', 'wide', ''])
})

it('shows the messages that the page behind it has shown', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.click('text="b"')
  await fixture.heard()
  await show(fixture, [3, 'B'], 1, '/b', 'push')
  await page.evaluate(() =>
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p data-live-flash></p>'),
  )
  fixture.say(0, ['flash', 'Saved', 'info'])
  await fixture.quiet()
  await goTo(fixture, -1)
  expect(await page.innerText('[data-live-flash]')).toBe('Saved')
})
