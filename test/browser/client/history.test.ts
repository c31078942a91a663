import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTheatre, type Stage, type Theatre } from './stage.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre[Symbol.asyncDispose]())

const LINKS =
  '<a href="/a" live-click="show" data-id="a">a</a> <a href="/b" live-click="show" data-id="b">b</a>'
const BODY = `${LINKS}<div id="t"><input id="kept"></div><p style="height:3000px">tall</p><i>end</i>`

/** Clicks a link and answers it. The number of the event counts on. */
async function show(stage: Stage, name: string, event: number): Promise<void> {
  await stage.page.click(`[data-id=${name}]`)
  await stage.heard()
  answer(stage, name, event)
  await stage.quiet()
}

function answer(stage: Stage, name: string, event: number): void {
  stage.say(0, ['replace', '#t', `<h1>${name}</h1>`], ['title', name], ['url', `/${name}`, 'push'], event)
}

const path = (stage: Stage): Promise<string> => stage.page.evaluate(() => location.pathname)
const goBack = (stage: Stage): Promise<void> => stage.page.evaluate(() => history.back())
const goForward = (stage: Stage): Promise<void> => stage.page.evaluate(() => history.forward())

it('sends the action of an entry again on Back, and pushes nothing', async () => {
  await using stage = await theatre.open(BODY)
  await show(stage, 'a', 1)
  await show(stage, 'b', 2)
  await goBack(stage)
  expect(await stage.heard()).toEqual([expect.any(Number), 'popstate', 'show', { data: { id: 'a' } }])
  answer(stage, 'a', 3)
  await stage.quiet()
  expect(await path(stage)).toBe('/a')
  expect(await stage.page.innerText('h1')).toBe('a')
  await goForward(stage)
  expect((await stage.heard())[3]).toEqual({ data: { id: 'b' } })
  answer(stage, 'b', 4)
  await stage.quiet()
  expect(await stage.page.evaluate(() => history.length)).toBe(4)
  expect(stage.requests).toEqual([])
})

it('gives the opening entry the very nodes that it had', async () => {
  await using stage = await theatre.open(BODY)
  await stage.page.fill('#kept', 'typed')
  await show(stage, 'a', 1)
  await goBack(stage)
  await stage.page.waitForSelector('#kept')
  expect(await stage.page.inputValue('#kept')).toBe('typed')
  expect([await stage.page.title(), await path(stage)]).toEqual(['Start', '/'])
  expect(await stage.quiet()).toEqual([])
  await show(stage, 'b', 2)
  await goBack(stage)
  await stage.page.waitForSelector('#kept')
  expect(stage.requests).toEqual([])
})

it('pushes no entry for the address that is shown', async () => {
  await using stage = await theatre.open(BODY)
  await show(stage, 'a', 1)
  await show(stage, 'a', 2)
  expect(await stage.page.evaluate(() => history.length)).toBe(3)
})

it('shows the opening entry when the user goes there faster than the server answers', async () => {
  await using stage = await theatre.open(BODY)
  await show(stage, 'a', 1)
  await show(stage, 'b', 2)
  await goBack(stage)
  await stage.heard()
  await goBack(stage)
  await stage.page.waitForSelector('#kept')
  answer(stage, 'a', 3)
  await stage.quiet()
  expect(await stage.page.locator('#kept').count()).toBe(1)
  expect([await stage.page.title(), await path(stage)]).toEqual(['Start', '/'])
})

it('loads the page when the action of an entry cannot be done again', async () => {
  await using stage = await theatre.open(BODY)
  await show(stage, 'a', 1)
  await show(stage, 'b', 2)
  await goBack(stage)
  await stage.heard()
  stage.say(0, ['refused', 3, 'invalid'])
  expect(await stage.heard()).toEqual(['leave'])
  expect((await stage.heard())[0]).toBe('join')
  expect(stage.requests).toContain('GET /a')
})

it('leaves clicks on anchors to the browser', async () => {
  await using stage = await theatre.open(`${BODY}<a href="#kept">anchor</a>`)
  await stage.page.click('text=anchor')
  await goBack(stage)
  await stage.page.waitForURL(/\/$/)
  expect(await stage.quiet()).toEqual([])
  expect(stage.requests).toEqual([])
})

it('starts another page at its top, with the focus in it when it was lost', async () => {
  await using stage = await theatre.open(
    `${BODY}<div id="u"><a href="/c" live-click="show" id="c">c</a></div>`,
  )
  await stage.page.click('#c')
  await stage.heard()
  expect(await stage.page.evaluate(() => scrollY)).toBeGreaterThan(0)
  stage.say(0, ['replace', '#u', '<h2>c</h2>'], ['url', '/c', 'push'], 1)
  await stage.quiet()
  expect(await stage.page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([0, 'u'])
})
