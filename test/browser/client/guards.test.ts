/** Questions before a page is left: who is asked, when, and where the user stands meanwhile. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type StageOptions, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const LINKS =
  '<nav data-live-prefetch="off"><a href="/a">a</a> <a href="/b">b</a> <a href="/a?page=2">more</a></nav>'
const GUARDED = `${LINKS}<p data-live-before-leave="Sure?">text</p>`

/** A page whose questions are put by a script, which keeps them open. */
async function open(body: string = GUARDED, options: StageOptions = {}): Promise<Fixture> {
  const fixture = await testBrowser.open(body, { routes: true, ...options })
  await fixture.page.waitForFunction(() => history.scrollRestoration === 'manual')
  await fixture.page.evaluate(`
    window.questions = []
    addEventListener('live:before-leave', (event) => {
      event.preventDefault()
      questions.push(event.detail)
    })`)
  return fixture
}

/** Two more entries, the page of the last of them being shown. */
async function visitTwo(fixture: Fixture): Promise<void> {
  fixture.say(0, ['page', 0, '/a', 'push', 1])
  fixture.say(0, ['page', 0, '/b', 'push', 1])
  await fixture.quiet()
}

const questions = (fixture: Fixture): Promise<unknown> => fixture.page.evaluate('questions.length')
const isAsked = async (fixture: Fixture, count: number): Promise<void> => {
  await expect.poll(() => questions(fixture)).toBe(count)
}
const answer = (fixture: Fixture, isYes: boolean): Promise<unknown> =>
  fixture.page.evaluate(`questions.at(-1).answer(${isYes})`)
const go = (fixture: Fixture, by: number): Promise<void> =>
  fixture.page.evaluate((steps) => history.go(steps), by)
const at = (fixture: Fixture): Promise<unknown> =>
  fixture.page.evaluate('[location.pathname + location.search, navigation.currentEntry.index]')
const heard = async (fixture: Fixture): Promise<unknown[]> => (await fixture.heard()).slice(1)

it('asks with the dialog of the browser', async () => {
  await using fixture = await testBrowser.open(GUARDED, { routes: true })
  await fixture.page.waitForFunction(() => history.scrollRestoration === 'manual')
  const texts: string[] = []
  fixture.page.once('dialog', (dialog) => {
    texts.push(dialog.message())
    void dialog.dismiss()
  })
  await fixture.page.click('text="a"')
  expect(await fixture.quiet()).toEqual([])
  fixture.page.once('dialog', (dialog) => void dialog.accept())
  await fixture.page.click('text="a"')
  expect(await heard(fixture)).toEqual(['navigate', '/a', { data: { how: 'push' } }])
  expect(texts).toEqual(['Sure?'])
})

it('follows a link when its user has accepted, and asks no second time until a page comes', async () => {
  await using fixture = await open()
  await fixture.page.click('text="a"')
  await isAsked(fixture, 1)
  expect(await fixture.quiet()).toEqual([])
  await answer(fixture, true)
  expect((await heard(fixture))[1]).toBe('/a')
  await fixture.page.click('text="b"')
  expect((await heard(fixture))[1]).toBe('/b')
  fixture.say(0, ['page', 2, '/b', 'push', 1], 2)
  await fixture.quiet()
  await fixture.page.click('text="a"')
  await isAsked(fixture, 2)
})

it('does not ask for another search of the page, nor for what the server decides', async () => {
  await using fixture = await open()
  await visitTwo(fixture)
  fixture.say(0, ['page', 0, '/a', 'push', 1])
  await fixture.quiet()
  await fixture.page.click('text="more"')
  expect((await heard(fixture))[1]).toBe('/a?page=2')
  expect(await questions(fixture)).toBe(0)
})

it.each([
  ['Back', 2, -1, '/a'],
  ['two steps back', 2, -2, '/'],
  ['Forward', 0, 1, '/a'],
  ['two steps forward', 0, 2, '/b'],
])('is where it was after %s that was refused', async (_, index, by, target) => {
  await using fixture = await open(LINKS)
  await visitTwo(fixture)
  if (index === 0) {
    await go(fixture, -2)
    await heard(fixture)
    fixture.say(0, ['page', 1, '/', 'replace', 1], 1)
    await fixture.quiet()
  }
  const before = await at(fixture)
  await fixture.page.evaluate(() => document.body.setAttribute('data-live-before-leave', 'Sure?'))
  await go(fixture, by)
  await isAsked(fixture, 1)
  expect(await at(fixture)).toEqual(before)
  await answer(fixture, false)
  expect(await fixture.quiet()).toEqual([])
  expect(await at(fixture)).toEqual(before)
  await go(fixture, by)
  await isAsked(fixture, 2)
  await answer(fixture, true)
  expect(await heard(fixture)).toEqual(['navigate', target, { data: { how: 'traverse' } }])
  expect(await at(fixture)).toEqual([target, index + by])
})

it('asks once about two steps, and goes where the last one led', async () => {
  await using fixture = await open()
  await visitTwo(fixture)
  await go(fixture, -1)
  await isAsked(fixture, 1)
  await go(fixture, -2)
  await expect.poll(() => at(fixture)).toEqual(['/b', 2])
  await answer(fixture, true)
  expect((await heard(fixture))[1]).toBe('/')
  expect([await at(fixture), await questions(fixture)]).toEqual([['/', 0], 1])
})

it('finds its entry between those of an iframe', async () => {
  await using fixture = await open(`${GUARDED}<iframe name="inner" src="data:text/html,inner"></iframe>`)
  fixture.say(0, ['page', 0, '/a', 'push', 1])
  await fixture.quiet()
  const before = await fixture.page.evaluate(() => history.length)
  // Entries that are not of the page.
  for (const hash of ['#one', '#two'])
    await fixture.page.frame('inner')?.evaluate((to) => void (location.hash = to), hash)
  const added = await fixture.page.evaluate((count) => history.length - count, before)
  expect(added).toBeGreaterThan(0)
  await go(fixture, -added - 1)
  await isAsked(fixture, 1)
  expect(await at(fixture)).toEqual(['/a', 1])
  await answer(fixture, false)
  expect([await at(fixture), await fixture.quiet()]).toEqual([['/a', 1], []])
})

it('withdraws its question when the page that asks is gone', async () => {
  await using fixture = await open()
  await fixture.page.click('text="a"')
  await isAsked(fixture, 1)
  fixture.say(0, ['page', 0, '/expired', 'push', 1])
  await fixture.quiet()
  await answer(fixture, true)
  expect(await fixture.quiet()).toEqual([])
  expect(await at(fixture)).toEqual(['/expired', 1])
})

it('writes an address that comes during its own step when it is back', async () => {
  await using fixture = await open()
  await visitTwo(fixture)
  await go(fixture, -1)
  fixture.say(0, ['address', '/b?page=2', 'replace'])
  await isAsked(fixture, 1)
  await expect.poll(() => at(fixture)).toEqual(['/b?page=2', 2])
})

it('asks for a form only while something in it is not with the server', async () => {
  await using fixture = await open(
    `${LINKS}<form data-live-before-leave="Discard it?"><input name="text" live-input="type"></form>`,
  )
  await fixture.page.click('text="a"')
  await heard(fixture)
  fixture.say(0, ['page', 1, '/a', 'push', 1], 1)
  await fixture.quiet()
  await fixture.page.fill('input', 'typed')
  await heard(fixture)
  await fixture.page.click('text="b"')
  await isAsked(fixture, 1)
  await answer(fixture, false)
  expect(
    await fixture.page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))),
  ).toBe(true)
})

it('leaves the tab without a question when nothing asks', async () => {
  await using fixture = await open(LINKS)
  await fixture.page.click('body')
  expect(
    await fixture.page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))),
  ).toBe(false)
})
