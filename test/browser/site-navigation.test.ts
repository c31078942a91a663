/** From page to page of the example: what crosses the line, frame by frame, what stays, and where its reader ends. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { logIn, openReaders, shown, type Readers } from './readers.ts'
import { isLive, isSettled, type WireTap } from './wire-tap.ts'

let readers: Readers
beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers[Symbol.asyncDispose]())

const TITLE = 'The life of a click'
const SECOND = 'Lists and row ids'
/** A link of the list beside an article, or of the frame of every page. */
const link = (page: Page, name: string) => page.locator('.shelf, header').getByRole('link', { name })
const isAt = (page: Page, heading: string, path: string): Promise<void> =>
  expectEventually(() => shown(page)).toEqual([heading, path])
const clock = (page: Page): Promise<number> =>
  page.getByRole('timer').evaluate((timer) => {
    const [minutes = 0, seconds = 0] = timer.textContent.split(':').map(Number)
    return minutes * 60 + seconds
  })

/** What was asked for, but for pages that a pointer on its way over links has the server prepare. */
const asked = (wire: WireTap): unknown[] =>
  wire.up.filter((text) => !text.startsWith('["prefetch"')).map((text): unknown => JSON.parse(text))
const frames = (wire: WireTap): string[] => wire.down.filter((text) => /^\[[^"]/.test(text))

/** The page has loaded what it may need, and the layout knows what the browser stores: nothing more crosses by itself. */
async function isAtRest(page: Page, wire: WireTap): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expectEventually(() => frames(wire)).toContain('[0,1]')
}

/** Counts the transitions between pages. */
const countTransitions = (page: Page): Promise<unknown> =>
  page.evaluate(`
    window.transitions = 0
    const begin = Document.prototype.startViewTransition
    Document.prototype.startViewTransition = function (options) {
      window.transitions++
      return begin.call(this, options)
    }`)

/** Remembers the nodes of the layouts, to ask later whether they still stand, and in their order. */
const holdLayout = (page: Page): Promise<unknown> =>
  page.evaluate(
    `window.held = [...document.querySelectorAll('header.site, header.site *, .columns, .shelf, .shelf *, footer')]`,
  )
const keepsLayout = (page: Page): Promise<unknown> =>
  page.evaluate(`
    [...document.querySelectorAll('header.site, header.site *, .columns, .shelf, .shelf *, footer')]
      .every((node, index) => node === held[index]) && held.every((node) => node.isConnected)`)

test('moves between two pages of one layout with one frame up, one down and no request, in a transition, and its nodes are the same', async () => {
  await using reader = await readers.visit('/articles/2')
  const { page, wire } = reader
  await isAtRest(page, wire)
  await countTransitions(page)
  await holdLayout(page)
  wire.clear()

  await link(page, SECOND).click()
  await isAt(page, SECOND, '/articles/5')
  await isSettled(page)

  expect(asked(wire)).toEqual([[expect.any(Number), 'navigate', '/articles/5', { data: { how: 'push' } }]])
  expect(frames(wire)).toHaveLength(1)
  // The view and the mark on the link: nothing of what the layouts hold is sent again.
  expect(frames(wire)[0]).toContain('"page"')
  for (const words of ['Skip to the content', 'Start the clock', 'shelf'])
    expect(frames(wire)[0]).not.toContain(words)
  expect(await keepsLayout(page)).toBe(true)
  expect(await page.evaluate('transitions')).toBe(1)
  expect(await innerTexts(page, '[aria-current=page]')).toEqual([expect.stringContaining(SECOND)])
  expect([wire.requests, wire.complaints, wire.sockets]).toEqual([[], [], 1])
})

test('a third article brings values alone, as its templates are in the browser already', async () => {
  await using reader = await readers.visit('/articles/2')
  const { page, wire } = reader
  await link(page, SECOND).click()
  await isAt(page, SECOND, '/articles/5')
  await isSettled(page)
  wire.clear()

  await link(page, 'What Overwire is').click()
  await isAt(page, 'What Overwire is', '/articles/1')
  await isSettled(page)

  expect(frames(wire)).toHaveLength(1)
  expect(frames(wire)[0]).not.toContain('aria-labelledby')
  expect(wire.requests).toEqual([])
})

test('the clock in the layout goes on from page to page, with one layout and with two', async () => {
  await using reader = await readers.visit('/articles/2')
  const { page, wire } = reader
  await page.getByRole('button', { name: 'Start the clock' }).click()
  await expectEventually(() => clock(page)).toBeGreaterThan(0)
  await page.evaluate(`window.clock = document.querySelector('[role=timer]')`)
  const before = await clock(page)

  await link(page, SECOND).click()
  await isAt(page, SECOND, '/articles/5')
  await link(page, 'Authors').click()
  await isAt(page, 'Authors', '/authors')

  expect(await clock(page)).toBeGreaterThanOrEqual(before)
  await expectEventually(() => clock(page)).toBeGreaterThan(before)
  expect(await page.evaluate(`window.clock === document.querySelector('[role=timer]')`)).toBe(true)
  expect(wire.complaints).toEqual([])
})

test('Back and Forward lead to the pages before and after, and add nothing to the history', async () => {
  await using reader = await readers.visit('/')
  const { page, wire } = reader
  const [home] = await shown(page)
  await page.getByRole('link', { name: 'All articles' }).click()
  await isAt(page, 'Articles', '/articles')
  await page.getByRole('link', { name: TITLE }).click()
  await isAt(page, TITLE, '/articles/2')
  const length = await page.evaluate(() => history.length)
  wire.clear()

  await page.goBack()
  await isAt(page, 'Articles', '/articles')
  await page.goBack()
  await isAt(page, home, '/')
  await expectEventually(() => page.locator('.articles .title').count()).toBe(3)
  await page.evaluate(() => history.go(2))
  await isAt(page, TITLE, '/articles/2')

  expect(await page.title()).toBe(`${TITLE} · Overwire`)
  expect(await page.evaluate(() => history.length)).toBe(length)
  expect([wire.requests, wire.complaints]).toEqual([[], []])
})

test('a page that is opened by keyboard takes the focus to its heading', async () => {
  await using reader = await readers.visit('/')
  const { page } = reader
  await link(page, 'Authors').focus()

  await page.keyboard.press('Enter')

  await isAt(page, 'Authors', '/authors')
  await expectEventually(() => page.evaluate(() => document.activeElement?.localName)).toBe('h1')
})

test('the head says what the page is about, at first and after a link', async () => {
  await using reader = await readers.visit('/authors')
  const { page } = reader
  await page.getByRole('link', { name: 'Engine room' }).click()
  await isAt(page, 'Engine room', '/authors/2')
  await page.locator('main').getByRole('link', { name: TITLE }).click()
  await isAt(page, TITLE, '/articles/2')
  const head = (): Promise<unknown> =>
    page.evaluate(() =>
      [...document.querySelectorAll('title, [data-live-tag]')]
        .map((element) =>
          [
            element.localName,
            element.getAttribute('name') ?? element.getAttribute('property'),
            element.textContent,
          ]
            .concat(element.getAttribute('content') ?? element.getAttribute('href'))
            .join(' '),
        )
        .toSorted(),
    )
  await expectEventually(() => page.locator('link[rel=canonical]').count()).toBe(1)
  const navigated = await head()
  expect(JSON.parse(await page.locator('[type="application/ld+json"]').innerText())).toMatchObject({
    '@type': 'Article',
    headline: TITLE,
  })

  await page.reload()
  await isLive(page)
  expect(await head()).toEqual(navigated)
})

test('a click with a modifier or the middle button opens the article in another tab', async () => {
  await using reader = await readers.visit('/articles')
  const { page, wire } = reader
  await isAtRest(page, wire)
  wire.clear()

  for (const options of [{ modifiers: ['ControlOrMeta' as const] }, { button: 'middle' as const }]) {
    const other = page.context().waitForEvent('page')
    await page.getByRole('link', { name: TITLE }).click(options)
    await isAt(await other, TITLE, '/articles/2')
    await (await other).close()
  }
  expect(asked(wire)).toEqual([])
  expect(await shown(page)).toEqual(['Articles', '/articles'])
})

test('a login on the way to the desk stays in the layout, and asks for nothing but the cookie', async () => {
  await using reader = await readers.visit('/')
  const { page, wire } = reader
  await isAtRest(page, wire)
  await holdLayout(page)
  wire.clear()
  await link(page, 'Log in').click()
  await isAt(page, 'Log in', '/login')

  await logIn(page, 'wrong')
  await expectEventually(() => page.getByRole('alert').innerText()).toContain('not the password')
  await logIn(page)

  await isAt(page, 'Your desk', '/desk')
  expect(await page.evaluate('held[0] === document.querySelector("header.site")')).toBe(true)
  // Modules are loaded when the browser is idle, and once.
  const asked = wire.requests.filter((request) => !/^GET \/_live\/.*\.js$/.test(request))
  expect(asked).toEqual(['POST /_live/session'])
  expect(wire.complaints).toEqual([])
  expect(await page.evaluate('document.cookie')).not.toContain('live_session')
})

test('the editor asks before its text is lost, and does not when it is saved', async () => {
  await using reader = await readers.visit('/login?next=/desk/12')
  const { page } = reader
  await logIn(page)
  await isAt(page, 'Change an article', '/desk/12')
  const questions: string[] = []
  page.on('dialog', (dialog) => {
    questions.push(dialog.message())
    void (questions.length === 1 ? dialog.dismiss() : dialog.accept())
  })
  await page.getByLabel('Text, in Markdown').fill('Something *else*, long enough to be saved.')
  await expectEventually(() => page.locator('.editor .prose em').innerText()).toBe('else')

  await link(page, 'Authors').click()
  await expectEventually(() => questions).toEqual([expect.stringContaining('not saved')])
  expect(await shown(page)).toEqual(['Change an article', '/desk/12'])
  expect(await page.getByLabel('Text, in Markdown').inputValue()).toContain('Something')

  await page.getByRole('button', { name: 'Save' }).click()
  await isAt(page, 'Testing without a browser', '/articles/12')
  expect(await page.locator('.prose em').innerText()).toBe('else')
  expect(questions).toHaveLength(1)
})
