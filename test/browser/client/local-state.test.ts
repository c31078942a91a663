/** Values that are computed from local state: in pages that are kept or behind one, and under what commands say. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const TAB = { '=': ['get', 'desk', 'tab'] }
const CHANGE = { local: 1, set: [['desk', 'tab', 'set', 'two']] }

const TEMPLATES = {
  1: [
    'a',
    '<nav data-live-prefetch="off" _><a href="/b">b</a><button _>Tab</button><main _></main></nav>',
    ['#Local', '@click', 's'],
  ],
  2: ['b', '<h1>A</h1><p _>one</p>', ['=title']],
  3: ['c', '<h1>B</h1><p _></p>', ['s']],
  4: ['d', '<ol _></ol>', ['s']],
  5: ['e', '<li _></li>', ['s']],
}

/** A page in a layout that carries the state. */
async function open(): Promise<Fixture> {
  const fixture = await testBrowser.open(
    '<div data-live-root="0"><nav data-live-prefetch="off"><a href="/b">b</a><button>Tab</button><main><h1>A</h1><p title="one">one</p></main></nav></div>',
    { routes: true, join: false },
  )
  const layout = [1, 0, { v: [['desk', { tab: 'one' }]] }, 1, { v: CHANGE }, 2, [2, 0, { v: TAB }]]
  await fixture.join([[0, 'shape', layout]], TEMPLATES)
  await modulesStart(fixture.page, ['actions', 'edits', 'kept', 'recovery', 'rows', 'local'])
  return fixture
}

async function show(fixture: Fixture, content: unknown): Promise<void> {
  await fixture.page.click('text="b"')
  await fixture.heard()
  fixture.say([0, [0, 2, content]], ['page', 1, '/b', 'push', 1, 'key'], 1)
  await fixture.quiet()
}

async function goTo(fixture: Fixture, by: number): Promise<void> {
  await fixture.page.evaluate((steps) => history.go(steps), by)
  expect((await fixture.heard())[1]).toBe('navigate')
}

it('values that come for a page behind a kept one are there when it is seen', async () => {
  await using fixture = await open()
  const { page } = fixture
  await show(fixture, [3, TAB])
  expect(await page.innerText('p')).toBe('one')
  await goTo(fixture, -1)
  expect(await page.innerText('h1')).toBe('A')
  fixture.say([0, [0, 2, [0, 0, { '=': ['words', ['get', 'desk', 'tab'], 'again'] }]]])
  await fixture.quiet()
  await goTo(fixture, 1)
  expect([await page.innerText('h1'), await page.innerText('p')]).toEqual(['B', 'one again'])
  await page.click('button')
  expect(await page.innerText('p')).toBe('two again')
})

it('values of a page that was kept follow the state around it when it is back, however many there were meanwhile', async () => {
  await using fixture = await open()
  const { page } = fixture
  const rows = Array.from({ length: 200 }, () => [TAB])
  await show(fixture, [4, { i: [[5, ...rows]] }])
  expect(await page.locator('li').count()).toBe(200)
  await goTo(fixture, -1)
  await page.click('button')
  expect([await page.innerText('h1'), await page.getAttribute('p', 'title')]).toEqual(['A', 'two'])
})

it('what commands say of an attribute ends where the value that is computed comes to be another one', async () => {
  await using fixture = await open()
  const { page } = fixture
  fixture.say(0, ['run', ['setAttribute', 'p', 'title', 'two']])
  await page.waitForSelector('p[title=two]')
  await page.click('button')
  fixture.say(0, ['run', ['restore', 'p'], ['addClass', 'p', 'restored']])
  await page.waitForSelector('.restored')
  expect(await page.getAttribute('p', 'title')).toBe('two')
})

it('what an element watches for tells its handler what the same event has made of local state', async () => {
  await using fixture = await testBrowser.open('<div data-live-root="0"><p></p></div>', { join: false })
  const handler = { set: [['desk', 'tab', 'set', 'two']], send: ['desk'] }
  const shape = [1, 0, { v: [['desk', { tab: 'one' }]] }, 1, { v: [['window', 'keydown'], handler] }]
  await fixture.join([[0, 'shape', shape]], { 1: ['w', '<p _=2></p>', ['#Local', '#Observers']] })
  await modulesStart(fixture.page, ['edits', 'local', 'observers'])
  await fixture.page.keyboard.press('a')
  const told = { key: 'a', code: 'KeyA', local: { desk: { tab: 'two' } } }
  expect(await fixture.heard()).toEqual([0, 'keydown', [0, 1], told])
})
