import { afterAll, beforeAll, expect, it } from 'vitest'
import { innerTexts } from '../inner-texts.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const open = (body: string): Promise<Fixture> => testBrowser.open(body)

const LINKS =
  '<a href="/a" live-click="show" data-id="a">a</a> <a href="/b" live-click="show" data-id="b">b</a>'
const BODY = `${LINKS}<div id="t"><input id="kept"></div><p style="height:3000px">tall</p><i>end</i>`

/** Clicks a link and answers it. The number of the event counts on. */
async function show(fixture: Fixture, name: string, event: number): Promise<void> {
  await fixture.page.click(`[data-id=${name}]`)
  await fixture.heard()
  answer(fixture, name, event)
  await fixture.quiet()
}

function answer(fixture: Fixture, name: string, event: number): void {
  fixture.say(0, ...shows(name, event), event)
}

/** What the action of a link does. */
function shows(name: string, event: number): unknown[] {
  return [
    ['event', event],
    ['replace', '#t', `<h1>${name}</h1>`],
    ['title', name],
    ['url', `/${name}`, 'push'],
  ]
}

const path = (fixture: Fixture): Promise<string> => fixture.page.evaluate(() => location.pathname)
const goBack = (fixture: Fixture): Promise<void> => fixture.page.evaluate(() => history.back())
const goForward = (fixture: Fixture): Promise<void> => fixture.page.evaluate(() => history.forward())

it('sends the action of an entry again on Back, and pushes nothing', async () => {
  await using fixture = await open(BODY)
  await show(fixture, 'a', 1)
  await show(fixture, 'b', 2)
  await goBack(fixture)
  expect(await fixture.heard()).toEqual([expect.any(Number), 'popstate', 'show', { data: { id: 'a' } }])
  answer(fixture, 'a', 3)
  await fixture.quiet()
  expect(await path(fixture)).toBe('/a')
  expect(await fixture.page.innerText('h1')).toBe('a')
  await goForward(fixture)
  expect((await fixture.heard())[3]).toEqual({ data: { id: 'b' } })
  answer(fixture, 'b', 4)
  await fixture.quiet()
  expect(await fixture.page.evaluate(() => history.length)).toBe(4)
  expect(fixture.requests).toEqual([])
})

it('gives the opening entry the very nodes that it had', async () => {
  await using fixture = await open(BODY)
  await fixture.page.fill('#kept', 'typed')
  await show(fixture, 'a', 1)
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  expect(await fixture.page.inputValue('#kept')).toBe('typed')
  expect([await fixture.page.title(), await path(fixture)]).toEqual(['Start', '/'])
  expect(await fixture.quiet()).toEqual([])
  await show(fixture, 'b', 2)
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  expect(fixture.requests).toEqual([])
})

it('pushes no entry for the address that is shown', async () => {
  await using fixture = await open(BODY)
  await show(fixture, 'a', 1)
  await show(fixture, 'a', 2)
  expect(await fixture.page.evaluate(() => history.length)).toBe(3)
})

it('shows the opening entry when the user goes there faster than the server answers', async () => {
  await using fixture = await open(BODY)
  await show(fixture, 'a', 1)
  await show(fixture, 'b', 2)
  await goBack(fixture)
  await fixture.heard()
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  answer(fixture, 'a', 3)
  await fixture.quiet()
  expect(await fixture.page.locator('#kept').count()).toBe(1)
  expect([await fixture.page.title(), await path(fixture)]).toEqual(['Start', '/'])
})

it('loads the page when the action of an entry cannot be done again', async () => {
  await using fixture = await open(BODY)
  await show(fixture, 'a', 1)
  await show(fixture, 'b', 2)
  await goBack(fixture)
  await fixture.heard()
  fixture.say(0, ['refused', 3, 'invalid'])
  expect(await fixture.heard()).toEqual(['leave'])
  expect((await fixture.heard())[0]).toBe('join')
  expect(fixture.requests).toContain('GET /a')
})

it('leaves clicks on anchors to the browser', async () => {
  await using fixture = await open(`${BODY}<a href="#kept">anchor</a>`)
  await fixture.page.click('text=anchor')
  await goBack(fixture)
  await fixture.page.waitForURL(/\/$/)
  expect(await fixture.quiet()).toEqual([])
  expect(fixture.requests).toEqual([])
})

it('starts another page at its top, with the focus in it when it was lost', async () => {
  await using fixture = await open(`${BODY}<div id="u"><a href="/c" live-click="show" id="c">c</a></div>`)
  await fixture.page.click('#c')
  await fixture.heard()
  expect(await fixture.page.evaluate(() => scrollY)).toBeGreaterThan(0)
  fixture.say(0, ['event', 1], ['replace', '#u', '<h2>c</h2>'], ['url', '/c', 'push'], 1)
  await fixture.quiet()
  expect(await fixture.page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([0, 'u'])
})

it('repeats on Back the action that told the address, and none that ended in the same frame', async () => {
  await using fixture = await open(`${BODY}<button live-click="like">Like</button>`)
  await fixture.page.click('text=Like')
  await fixture.page.click('[data-id=a]')
  await fixture.heard()
  await fixture.heard()
  fixture.say(0, ['event', 2], ...shows('a', 2), 1, 2)
  await fixture.quiet()
  await show(fixture, 'b', 3)
  await goBack(fixture)
  expect((await fixture.heard()).slice(1)).toEqual(['popstate', 'show', { data: { id: 'a' } }])
})

it('keeps what stood there before an action that shows something first and tells its address later', async () => {
  await using fixture = await open(BODY)
  await fixture.page.waitForFunction(() => document.readyState === 'complete')
  await fixture.quiet()
  await fixture.page.click('[data-id=a]')
  await fixture.heard()
  fixture.say(0, ['event', 1], ['replace', '#t', 'loading'])
  fixture.say(0, ...shows('a', 1), 1)
  await fixture.quiet()
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  expect([await path(fixture), fixture.requests]).toEqual(['/', []])
})

it('leaves alone the entries that another script has made', async () => {
  await using fixture = await open(BODY)
  await fixture.page.evaluate(() => history.pushState({ tab: 1 }, '', '/?tab=1'))
  await show(fixture, 'a', 1)
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  await goBack(fixture)
  await fixture.page.waitForURL(/\/$/)
  expect([await fixture.quiet(), fixture.requests]).toEqual([[], []])
  await goForward(fixture)
  await fixture.page.waitForURL(/tab=1/)
  expect(await fixture.page.evaluate(() => history.state as unknown)).toEqual({ tab: 1 })
  expect([await fixture.quiet(), fixture.requests]).toEqual([[], []])
})

it('knows what an entry with a hash belongs to, and one whose state was wiped', async () => {
  await using fixture = await open(`${BODY}<a href="#kept">anchor</a>`)
  await show(fixture, 'a', 1)
  await fixture.page.click('text=anchor')
  await fixture.page.evaluate(() => history.replaceState(null, ''))
  await goBack(fixture)
  await fixture.page.waitForURL(/\/a$/)
  expect(await fixture.quiet()).toEqual([])
  await goForward(fixture)
  await show(fixture, 'b', 2)
  await goBack(fixture)
  expect((await fixture.heard()).slice(1)).toEqual(['popstate', 'show', { data: { id: 'a' } }])
  answer(fixture, 'a', 3)
  await fixture.quiet()
  expect(await fixture.page.evaluate(() => location.pathname + location.hash)).toBe('/a#kept')
  expect(fixture.requests).toEqual([])
})

it('goes two steps back and two forward', async () => {
  await using fixture = await open(BODY)
  await show(fixture, 'a', 1)
  await show(fixture, 'b', 2)
  await fixture.page.evaluate(() => history.go(-2))
  await fixture.page.waitForSelector('#kept')
  await fixture.page.evaluate(() => history.go(2))
  expect((await fixture.heard()).slice(1)).toEqual(['popstate', 'show', { data: { id: 'b' } }])
  answer(fixture, 'b', 3)
  await fixture.quiet()
  expect([await path(fixture), await fixture.page.innerText('h1')]).toEqual(['/b', 'b'])
  await fixture.page.evaluate(() => history.go(-2))
  await fixture.page.waitForSelector('#kept')
  expect([await fixture.page.title(), fixture.requests]).toEqual(['Start', []])
})

it('shows on Back what a group was told while the user was elsewhere', async () => {
  const list = '<ul id="list"><li>first</li></ul>'
  await using fixture = await open(`${LINKS}<div id="t"><input id="kept">${list}</div>`)
  await fixture.page.fill('#kept', 'typed')
  await show(fixture, 'a', 1)
  fixture.say(0, ['append', '#list', '<li>second</li>'])
  fixture.say(0, ['title', 'New'])
  expect(await fixture.heard()).toEqual(['problem', 'missing-target', '#list'])
  await fixture.quiet()
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  expect(await innerTexts(fixture.page, '#list li')).toEqual(['first', 'second'])
  expect([await fixture.page.inputValue('#kept'), await fixture.page.title()]).toEqual(['typed', 'New'])
})

it('does not bring back what a group has replaced meanwhile', async () => {
  await using fixture = await open(`${BODY}<p id="all">0</p>`)
  await show(fixture, 'a', 1)
  fixture.say(0, ['replace', '#all', '1'])
  await fixture.quiet()
  await fixture.page.click('[data-id=b]')
  await fixture.heard()
  fixture.say(0, ...shows('b', 2), ['replace', '#all', 'b'], 2)
  await fixture.quiet()
  await fixture.page.evaluate(() => history.go(-2))
  await fixture.page.waitForSelector('#kept')
  expect(await fixture.page.innerText('#all')).toBe('1')
})

it('writes no address of a click that is answered after the user went back', async () => {
  await using fixture = await open(BODY)
  await show(fixture, 'a', 1)
  await fixture.page.click('[data-id=b]')
  await fixture.heard()
  await goBack(fixture)
  await fixture.page.waitForSelector('#kept')
  answer(fixture, 'b', 2)
  await fixture.quiet()
  expect([await path(fixture), await fixture.page.locator('#kept').count()]).toEqual(['/', 1])
  expect(await fixture.page.title()).toBe('Start')
})
