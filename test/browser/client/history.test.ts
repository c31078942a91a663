import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

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
  fixture.say(0, ['replace', '#t', `<h1>${name}</h1>`], ['title', name], ['url', `/${name}`, 'push'], event)
}

const path = (fixture: Fixture): Promise<string> => fixture.page.evaluate(() => location.pathname)
const goBack = (fixture: Fixture): Promise<void> => fixture.page.evaluate(() => history.back())
const goForward = (fixture: Fixture): Promise<void> => fixture.page.evaluate(() => history.forward())

it('sends the action of an entry again on Back, and pushes nothing', async () => {
  await using fixture = await testBrowser.open(BODY)
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
  await using fixture = await testBrowser.open(BODY)
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
  await using fixture = await testBrowser.open(BODY)
  await show(fixture, 'a', 1)
  await show(fixture, 'a', 2)
  expect(await fixture.page.evaluate(() => history.length)).toBe(3)
})

it('shows the opening entry when the user goes there faster than the server answers', async () => {
  await using fixture = await testBrowser.open(BODY)
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
  await using fixture = await testBrowser.open(BODY)
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
  await using fixture = await testBrowser.open(`${BODY}<a href="#kept">anchor</a>`)
  await fixture.page.click('text=anchor')
  await goBack(fixture)
  await fixture.page.waitForURL(/\/$/)
  expect(await fixture.quiet()).toEqual([])
  expect(fixture.requests).toEqual([])
})

it('starts another page at its top, with the focus in it when it was lost', async () => {
  await using fixture = await testBrowser.open(
    `${BODY}<div id="u"><a href="/c" live-click="show" id="c">c</a></div>`,
  )
  await fixture.page.click('#c')
  await fixture.heard()
  expect(await fixture.page.evaluate(() => scrollY)).toBeGreaterThan(0)
  fixture.say(0, ['replace', '#u', '<h2>c</h2>'], ['url', '/c', 'push'], 1)
  await fixture.quiet()
  expect(await fixture.page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([0, 'u'])
})
