/** The example as it is served to people: its five steps, and what they do with it besides. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { startExample, type Example } from './example.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork } from './network.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

let opened: TestBrowser
let browser: Browser
let served: Example

beforeAll(async () => {
  served = await startExample()
  opened = await openBrowser()
  ;({ browser } = opened)
})

afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served[Symbol.asyncDispose]()
})

const TITLE = 'The life of a click'
const link = (page: Page, name: string = TITLE) => page.getByRole('link', { name })
const heading = (page: Page) => page.locator('#article h1')
const helpful = (page: Page) => page.getByRole('button', { name: 'Helpful' })
const count = async (page: Page): Promise<number> =>
  Number(await page.locator('.reaction .count').innerText())

/** Another person: a browser of their own, at this path. */
async function visit(path: string): Promise<Visit> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const wire = tap(page)
  await page.goto(served.url + path)
  await isLive(page)
  return { context, page, wire, [Symbol.asyncDispose]: () => context.close() }
}

interface Visit extends AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  readonly wire: WireTap
}

async function openArticle(page: Page, name: string = TITLE): Promise<void> {
  await link(page, name).click()
  await expectEventually(() => heading(page).innerText()).toBe(name)
}

// --- opening an article ---

test('an article opened from the list is one text up and one text down, and nothing over HTTP', async () => {
  await using visitor = await visit('/')
  const { page, wire } = visitor
  await page.waitForLoadState('networkidle')
  wire.clear()

  await openArticle(page)
  await isSettled(page)

  expect(wire.up).toHaveLength(1)
  expect(JSON.parse(wire.up[0] ?? '')).toEqual([
    0,
    'click',
    'show-article',
    { at: expect.any(Array), data: { id: '2' } },
  ])
  expect(wire.down).toHaveLength(1)
  expect(wire.down[0]).toContain('You asked for article 2')
  expect(wire.requests).toEqual([])
  expect(wire.complaints).toEqual([])
})

test('an article opened from the list stands in its place, with its title and address', async () => {
  await using visitor = await visit('/')
  const { page, wire } = visitor

  await openArticle(page)

  expect(await page.locator('#article .prose').innerText()).toContain('You asked for article 2')
  expect(new URL(page.url()).pathname).toBe('/articles/2')
  expect(await page.title()).toBe(TITLE)
  expect(await page.locator('[aria-current=page]').allInnerTexts()).toEqual([expect.stringContaining(TITLE)])
  expect(wire.sockets).toBe(1)
})

test('an article that is opened by keyboard takes the focus along', async () => {
  await using visitor = await visit('/')
  const { page } = visitor
  await link(page).focus()

  await page.keyboard.press('Enter')

  await expectEventually(() => heading(page).innerText()).toBe(TITLE)
  await isSettled(page)
  expect(await page.evaluate(() => document.activeElement?.closest('#article') !== null)).toBe(true)
})

test('Back shows the list as it was, Forward the article again, and neither adds to the history', async () => {
  await using visitor = await visit('/')
  const { page, wire } = visitor
  const before = await page.locator('main').innerHTML()
  const title = await page.title()
  await openArticle(page)
  await isSettled(page)
  const length = await page.evaluate(() => history.length)
  wire.clear()

  await page.evaluate(() => history.back())
  await page.waitForSelector('.welcome')
  expect(await page.locator('main').innerHTML()).toBe(before)
  expect([new URL(page.url()).pathname, await page.title()]).toEqual(['/', title])

  await page.evaluate(() => history.forward())
  await expectEventually(() => heading(page).innerText()).toBe(TITLE)
  await isSettled(page)
  expect([new URL(page.url()).pathname, await page.title()]).toEqual(['/articles/2', TITLE])
  expect(await page.evaluate(() => history.length)).toBe(length)

  // The way back needs no word but that the component that stood there was left, at some time.
  const said = wire.up.filter((text) => !text.startsWith('["left"'))
  expect(said.map((text) => JSON.parse(text) as unknown)).toEqual([
    [1, 'popstate', 'show-article', { data: { id: '2' } }],
  ])
  expect(wire.down).toHaveLength(1)
  expect(wire.requests).toEqual([])
  expect(wire.complaints).toEqual([])
})

test('a second article brings values alone, and Back leads to the first', async () => {
  await using visitor = await visit('/')
  const { page, wire } = visitor
  await openArticle(page)
  wire.clear()

  await openArticle(page, 'Lists and row ids')
  expect(wire.down[0]).not.toContain('aria-labelledby')

  await page.evaluate(() => history.back())
  await expectEventually(() => heading(page).innerText()).toBe(TITLE)
  await page.evaluate(() => history.back())
  await page.waitForSelector('.welcome')
  expect(wire.requests).toEqual([])
})

test('an article that was opened from the list can be loaded again', async () => {
  await using visitor = await visit('/')
  const { page, wire } = visitor
  await openArticle(page)

  await page.reload()
  await isLive(page)

  expect(await heading(page).innerText()).toBe(TITLE)
  expect(await link(page).getAttribute('aria-current')).toBe('page')
  expect(wire.complaints).toEqual([])
})

test('the address of an article answers with the whole article', async () => {
  const response = await fetch(`${served.url}/articles/2`)
  const html = await response.text()

  expect(response.status).toBe(200)
  expect(html).toContain(`<title>${TITLE}</title>`)
  expect(html).toContain('You asked for article 2')
  expect(html).toContain('I kept the network panel open')
  expect(html).toContain('</html>')
  expect((await fetch(`${served.url}/articles/99`)).status).toBe(404)
  expect((await fetch(`${served.url}/articles/two`)).status).toBe(404)
})

test('without JavaScript the list leads to articles, and articles can be read', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${served.url}/`)
  await link(page).click()
  await page.waitForURL('**/articles/2')

  expect(await heading(page).innerText()).toBe(TITLE)
  expect(await page.locator('.comment').count()).toBeGreaterThan(0)
  await context.close()
})

test('a click with a modifier or the middle button opens the article in another tab', async () => {
  await using visitor = await visit('/')
  const { context, page, wire } = visitor
  wire.clear()

  for (const options of [{ modifiers: ['ControlOrMeta' as const] }, { button: 'middle' as const }]) {
    const [other] = await Promise.all([context.waitForEvent('page'), link(page).click(options)])
    await isLive(other)
    expect(await heading(other).innerText()).toBe(TITLE)
    await other.close()
  }
  expect(wire.up).toEqual([])
  expect(new URL(page.url()).pathname).toBe('/')
})

// --- reading together ---

test('a reaction shows at everyone who looks at the article, however they opened it', async () => {
  await using fromList = await visit('/')
  await openArticle(fromList.page)
  await using direct = await visit('/articles/2')
  await using elsewhere = await visit('/articles/3')
  const before = await count(direct.page)
  const other = await count(elsewhere.page)

  await helpful(fromList.page).click()
  for (const { page } of [fromList, direct]) await expectEventually(() => count(page)).toBe(before + 1)
  await helpful(direct.page).click()
  for (const { page } of [fromList, direct]) await expectEventually(() => count(page)).toBe(before + 2)

  expect(await count(elsewhere.page)).toBe(other)
  for (const { wire } of [fromList, direct]) expect(wire.complaints).toEqual([])
})

test('reactions of several people at once are all counted', async () => {
  await using one = await visit('/articles/4')
  await using other = await visit('/articles/4')
  const before = await count(one.page)

  await Promise.all([one, other].map(({ page }) => helpful(page).click({ clickCount: 5 })))

  for (const { page } of [one, other]) await expectEventually(() => count(page)).toBe(before + 10)
  await isSettled(one.page)
  expect(await count(one.page)).toBe(before + 10)
})

test('a comment that lacks something is told so beside each field', async () => {
  await using visitor = await visit('/articles/2')
  const { page } = visitor
  const name = page.getByLabel('Your name')
  const text = page.getByLabel('Your comment')
  const comments = await page.locator('.comment').count()
  await name.fill('Ada')

  await page.getByRole('button', { name: 'Send comment' }).click()
  await page.waitForSelector('[aria-invalid=true]')

  expect(await text.getAttribute('aria-invalid')).toBe('true')
  expect(await describedBy(text)).toBe('Please write a little more.')
  expect(await name.getAttribute('aria-invalid')).toBe('false')
  expect(await describedBy(name)).toBe('')
  expect(await name.inputValue()).toBe('Ada')
  expect(await page.locator('.comment').count()).toBe(comments)
})

test('a comment appears in every open browser, and its field is empty again while the name stays', async () => {
  await using fromList = await visit('/')
  await openArticle(fromList.page)
  await using direct = await visit('/articles/2')
  await direct.page.getByLabel('Your comment').fill('Half a')
  const { page } = fromList
  const name = page.getByLabel('Your name')
  const text = page.getByLabel('Your comment')

  await page.getByRole('button', { name: 'Send comment' }).click()
  await page.waitForSelector('[aria-invalid=true]')
  await name.fill('Ada <b>')
  await text.fill('One line\n& another')
  await page.getByRole('button', { name: 'Send comment' }).click()

  for (const each of [fromList, direct]) {
    const last = each.page.locator('.comment').last()
    await expectEventually(() => last.locator('.text').innerText()).toBe('One line\n& another')
    expect(await last.locator('b').innerText()).toBe('Ada <b>')
  }
  await isSettled(page)
  expect([await name.inputValue(), await text.inputValue()]).toEqual(['Ada <b>', ''])
  expect(await page.locator('[aria-invalid=true]').count()).toBe(0)
  expect(await direct.page.getByLabel('Your comment').inputValue()).toBe('Half a')
  expect(fromList.wire.requests.filter((request) => request.startsWith('POST'))).toEqual([])
  for (const { wire } of [fromList, direct]) expect(wire.complaints).toEqual([])
})

async function describedBy(field: ReturnType<Page['locator']>): Promise<string> {
  const id = await field.getAttribute('aria-describedby')
  return field.page().locator(`[id="${id}"]`).innerText()
}

// --- the page itself ---

test('everything that can be used has a name, and the parts of the page have theirs', async () => {
  await using visitor = await visit('/articles/2')
  const { page } = visitor

  const names = await page.locator('a, button, input, textarea, nav, section').evaluateAll((elements) =>
    elements.map((element) => {
      const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null
      const by = document.getElementById(element.getAttribute('aria-labelledby') ?? '')
      const text = /^(a|button)$/.test(element.localName) ? element.textContent : ''
      return (element.getAttribute('aria-label') ?? by?.textContent ?? label?.textContent ?? text)?.trim()
    }),
  )
  expect(names).not.toContain('')
  expect(await page.locator('h1').count()).toBe(1)
  expect(
    await page.locator('[id]').evaluateAll((all) => all.length - new Set(all.map(({ id }) => id)).size),
  ).toBe(0)
})

test('the page fits a phone without scrolling sideways', async () => {
  for (const path of ['/', '/articles/2', '/articles/12']) {
    await using visitor = await visit(path)
    await visitor.page.setViewportSize({ width: 390, height: 844 })
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }
})

test('offline the page says so and keeps a click, which runs once when the network is back', async () => {
  await using network = await openNetwork(served.port)
  await using reader = await visit('/articles/5')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${network.url}/articles/5`)
  await isLive(page)
  const before = await count(page)

  await context.setOffline(true)
  network.cut()
  await page.waitForSelector('html[data-live-status=offline]')
  await expectEventually(() => page.locator('[data-live-notice]').textContent()).toContain('You are offline.')
  await helpful(page).click()
  expect(await helpful(page).getAttribute('data-live-pending')).toBe('')
  expect(await count(page)).toBe(before)
  await helpful(reader.page).click()
  await expectEventually(() => count(reader.page)).toBe(before + 1)

  await context.setOffline(false)
  await isLive(page)
  for (const each of [page, reader.page]) await expectEventually(() => count(each)).toBe(before + 2)
  await isSettled(page)
  expect(await helpful(page).getAttribute('data-live-pending')).toBeNull()
  await context.close()
})
