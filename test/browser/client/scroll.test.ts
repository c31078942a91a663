/** Scroll positions and the focus on the way through pages of an application with routes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const FIRST =
  '<main data-live-prefetch="off"><a href="/b">b</a><a href="/b#end">end</a><p style="height:5000px">tall</p></main>'
const SECOND =
  '<main data-live-prefetch="off"><h1>Second</h1><a href="/">home</a><div id="late"></div><p style="height:4000px">tall</p><h2 id="end">End</h2><p style="height:3000px">more</p></main>'

/** A page with one root, which shows the first of two contents. */
async function open(): Promise<Fixture> {
  const fixture = await testBrowser.open(`<div data-live-root="0">${FIRST}</div>`, {
    routes: true,
    join: false,
  })
  await fixture.join([[0, 'shape', 1]], { 1: ['first', FIRST, []] })
  await fixture.page.waitForFunction(() => history.scrollRestoration === 'manual')
  return fixture
}

async function show(fixture: Fixture, content: 1 | 2, ...page: unknown[]): Promise<void> {
  fixture.say({ 2: ['second', SECOND, []] }, [0, [content]], ['page', ...page])
  await fixture.quiet()
}

const scrollTo = (fixture: Fixture, y: number): Promise<void> =>
  fixture.page.evaluate(async (top) => {
    window.scrollTo(0, top)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, y)
const scrolled = (fixture: Fixture): Promise<number> => fixture.page.evaluate(() => scrollY)
const go = (fixture: Fixture, by: number): Promise<void> =>
  fixture.page.evaluate((steps) => history.go(steps), by)
/** How far the end is from the top of the window. */
const endAt = (fixture: Fixture): Promise<number | undefined> =>
  fixture.page.evaluate(
    () => Math.round(document.querySelector('#end')?.getBoundingClientRect().top ?? NaN) + 0,
  )

it('begins a page at its top, and is where it was on Back and Forward', async () => {
  await using fixture = await open()
  await scrollTo(fixture, 1200)
  await fixture.page.evaluate(() => document.querySelector('a')?.click())
  await fixture.heard()
  await show(fixture, 2, 1, '/b', 'push', 1)
  expect(await scrolled(fixture)).toBe(0)
  await scrollTo(fixture, 900)
  await go(fixture, -1)
  await fixture.heard()
  await show(fixture, 1, 2, '/', 'replace', 1)
  expect(await scrolled(fixture)).toBe(1200)
  await go(fixture, 1)
  await fixture.heard()
  await show(fixture, 2, 3, '/b', 'replace', 1)
  expect(await scrolled(fixture)).toBe(900)
})

it('ends at the hash of a link, also when content comes above it later, until the user scrolls', async () => {
  await using fixture = await open()
  await fixture.page.click('text="end"')
  await fixture.heard()
  await show(fixture, 2, 1, '/b', 'push', 1)
  expect(await endAt(fixture)).toBe(0)
  const grow = (height: number): Promise<void> =>
    fixture.page.evaluate((pixels) => {
      const late = document.querySelector<HTMLElement>('#late')
      if (late) late.style.height = `${pixels}px`
    }, height)
  // What browsers do by themselves is not what is tested.
  await fixture.page.evaluate(() => document.documentElement.style.setProperty('overflow-anchor', 'none'))
  await grow(700)
  await expect.poll(() => endAt(fixture)).toBe(0)
  await fixture.page.mouse.wheel(0, -300)
  await expect.poll(() => endAt(fixture)).toBe(300)
  await grow(900)
  await fixture.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  expect(await endAt(fixture)).toBe(500)
})

it('scrolls between entries of one page as browsers do', async () => {
  await using fixture = await open()
  await scrollTo(fixture, 700)
  await fixture.page.evaluate(() => void (location.hash = 'none'))
  await scrollTo(fixture, 1500)
  await go(fixture, -1)
  await expect.poll(() => scrolled(fixture)).toBe(700)
  await go(fixture, 1)
  await expect.poll(() => scrolled(fixture)).toBe(1500)
})

it('takes the focus to the heading of another page, says its title, and marks links to it', async () => {
  await using fixture = await open()
  fixture.say(0, ['title', 'Second page'])
  await fixture.page.click('text="b"')
  await fixture.heard()
  await show(fixture, 2, 1, '/b', 'push', 1)
  expect(await fixture.page.evaluate(() => document.activeElement?.localName)).toBe('h1')
  await expect.poll(() => fixture.page.locator('[aria-live]').innerText()).toBe('Second page')
  expect(await fixture.page.locator('[aria-current]').count()).toBe(0)
  await go(fixture, -1)
  await fixture.heard()
  await show(fixture, 2, 2, '/', 'replace', 1)
  expect(await fixture.page.locator('[aria-current=page]').innerText()).toBe('home')
})

it('leaves scroll and focus where they are when a page gives itself another address', async () => {
  await using fixture = await open()
  await scrollTo(fixture, 800)
  fixture.say(0, ['address', '/?page=2', 'push'])
  fixture.say(0, ['page', 0, '/?page=3', 'replace', 0])
  await fixture.quiet()
  expect(await scrolled(fixture)).toBe(800)
})

it('leaves it to the browser where a page that is loaded again was scrolled to', async () => {
  await using fixture = await open()
  await fixture.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  expect(await fixture.page.evaluate(() => history.scrollRestoration)).toBe('auto')
})

it('brings back what scrolls by itself where it has a name, by the entry of the history', async () => {
  const list = (name: string): string =>
    `<div ${name} style="height:50px;overflow:auto"><p style="height:900px">tall</p></div>`
  const lists = `<main data-live-prefetch="off"><a href="/b">b</a>${list('data-live-keep-scroll="one"')}${list('data-live-keep-scroll="two"')}${list('')}</main>`
  await using fixture = await testBrowser.open(`<div data-live-root="0">${lists}</div>`, {
    routes: true,
    join: false,
    // Without what keeps the page: it is made again.
    modules: 'missing',
    which: /kept/,
  })
  await fixture.join([[0, 'shape', 1]], { 1: ['lists', lists, []] })
  await fixture.page.waitForFunction(() => history.scrollRestoration === 'manual')
  await fixture.page.evaluate(() =>
    document
      .querySelectorAll('div > p')
      .forEach((each, index) => each.parentElement?.scrollTo(0, 100 + index)),
  )
  await fixture.page.click('text="b"')
  await fixture.heard()
  await show(fixture, 2, 1, '/b', 'push', 1)
  await go(fixture, -1)
  await fixture.heard()
  await show(fixture, 1, 2, '/', 'replace', 1)
  expect(
    await fixture.page.evaluate(() =>
      [...document.querySelectorAll('div > p')].map((each) => each.parentElement?.scrollTop),
    ),
  ).toEqual([100, 101, 0])
})
