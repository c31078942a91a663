/** The example as it is served to people: what they read, look for and write there. Going from page to page is `site-navigation.test.ts`. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { openNetwork } from './network.ts'
import { logIn, openReaders, shown, type Reader, type Readers } from './readers.ts'
import { isLive, isSettled } from './wire-tap.ts'

let readers: Readers
beforeAll(async () => {
  readers = await openReaders()
})
// What a failed test leaves behind would make those after it fail.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await readers[Symbol.asyncDispose]()
  readers = await openReaders()
})
afterAll(() => readers[Symbol.asyncDispose]())

const TITLE = 'The life of a click'
const helpful = (page: Page) => page.getByRole('button', { name: 'Helpful' })
const count = async (page: Page): Promise<number> =>
  Number(await page.locator('.reaction .count').innerText())

/** Somebody who has come to article 2 by links. */
async function visitByLinks(): Promise<Reader> {
  const reader = await readers.visit('/articles')
  await reader.page.getByRole('link', { name: TITLE }).click()
  await expectEventually(() => shown(reader.page)).toEqual([TITLE, '/articles/2'])
  return reader
}

// --- without JavaScript ---

test('the address of an article answers with the whole article', async () => {
  const response = await fetch(`${readers.url}/articles/2`)
  const html = await response.text()

  expect(response.status).toBe(200)
  expect(html).toContain(`<title>${TITLE} · Overwire</title>`)
  expect(html).toContain('You asked for article 2')
  expect(html).toContain('I kept the network panel open')
  expect(html).toContain('</html>')
  for (const path of ['/articles/99', '/articles/two', '/authors/99', '/nowhere'])
    expect((await fetch(readers.url + path)).status, path).toBe(404)
})

test('the first page begins before the newest articles are read, and ends with them', async () => {
  const response = await fetch(readers.url)
  // No proxy is to wait for the end of it.
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  expect((await response.text()).match(/class="title"/g)).toHaveLength(3)
})

test('without JavaScript articles can be read and searched, and authors log in and out', async () => {
  await using reader = await readers.open('/', { javaScriptEnabled: false })
  const { page, wire } = reader

  // What the first response begins without is in it all the same.
  expect(await page.locator('.articles .title').count()).toBe(3)
  await page.getByRole('link', { name: 'All articles' }).click()
  await page.getByRole('searchbox').fill('network panel')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL('**/articles?q=network+panel')
  expect(await page.getByRole('searchbox').inputValue()).toBe('network panel')
  await page.getByRole('link', { name: TITLE }).click()
  await page.waitForURL('**/articles/2')
  expect(await page.locator('h1').innerText()).toBe(TITLE)
  expect(await page.locator('.comment').count()).toBeGreaterThan(0)

  await page.goto(`${readers.url}/desk/8`)
  await logIn(page, 'wrong')
  await page.waitForURL('**/login?next=%2Fdesk%2F8&refused=yes')
  expect(await page.getByRole('alert').innerText()).toContain('not the password')
  await logIn(page)
  await page.waitForURL('**/desk/8')
  expect(await page.getByLabel('Title').inputValue()).toBe('Actions for sites that already exist')
  await page.getByRole('link', { name: 'Desk' }).click()
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.waitForURL(`${readers.url}/`)
  expect(await page.locator('header').getByRole('link', { name: 'Log in' }).count()).toBe(1)
  expect([wire.sockets, wire.complaints]).toEqual([0, []])
})

// --- looking for something ---

test('what is typed is looked for and stands in the address, and a reload finds it again', async () => {
  await using reader = await readers.visit('/articles')
  const { page, wire } = reader
  await page.waitForLoadState('networkidle')
  wire.clear()
  const titles = (): Promise<string[]> => innerTexts(page, '.sheet .articles .title')

  await page.getByRole('searchbox').pressSequentially('row ids')
  await expectEventually(titles).toEqual(['Lists and row ids'])
  await expectEventually(() => page.url()).toMatch(/[?]q=row[+]ids$/)
  expect(await page.getByRole('status').filter({ hasText: 'article' }).innerText()).toBe('One article')
  expect([wire.requests, wire.complaints]).toEqual([[], []])

  await page.reload()
  await isLive(page)
  expect(await titles()).toEqual(['Lists and row ids'])
  expect(await page.getByRole('searchbox').inputValue()).toBe('row ids')
})

test('a look, a size and a language are there in every page, and the look in the first response', async () => {
  await using reader = await readers.visit('/settings')
  const { page } = reader
  const root = (): Promise<string> =>
    page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.className}`)
  await page.getByLabel('Dark').check()
  await expectEventually(root).toBe('en look-dark size-medium')
  await page.getByLabel('Large').check()
  await page.getByLabel('Language').selectOption('de')
  await expectEventually(root).toBe('de look-dark size-large')
  await page.getByRole('link', { name: 'Autoren' }).click()
  await expectEventually(() => shown(page)).toEqual(['Autoren', '/authors'])

  const response = await page.reload()
  expect(await response?.text()).toContain('<html lang="de" dir="ltr" class="look-dark size-medium">')
  await expectEventually(root).toBe('de look-dark size-large')
})

// --- reading together ---

test('a reaction shows at everyone who looks at the article, however they opened it', async () => {
  await using fromList = await visitByLinks()
  await using direct = await readers.visit('/articles/2')
  await using elsewhere = await readers.visit('/articles/3')
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
  await using one = await readers.visit('/articles/4')
  await using other = await readers.visit('/articles/4')
  const before = await count(one.page)

  await Promise.all([one, other].map(({ page }) => helpful(page).click({ clickCount: 5 })))

  for (const { page } of [one, other]) await expectEventually(() => count(page)).toBe(before + 10)
  await isSettled(one.page)
  expect(await count(one.page)).toBe(before + 10)
})

test('a comment that lacks something is told so beside each field', async () => {
  await using visitor = await readers.visit('/articles/2')
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
  await using fromList = await visitByLinks()
  await using direct = await readers.visit('/articles/2')
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
  await using visitor = await readers.visit('/articles/2')
  const { page } = visitor

  const names = await page.locator('a, button, input, textarea, nav').evaluateAll((elements) =>
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

test('every page fits a phone without scrolling sideways', async () => {
  await using visitor = await readers.open('/', { viewport: { width: 360, height: 740 } })
  const { page } = visitor
  for (const path of [
    '/',
    '/articles',
    '/articles/2',
    '/articles/12',
    '/authors',
    '/authors/2',
    '/settings',
    '/login',
  ]) {
    await page.goto(readers.url + path)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
  }
})

test('offline the page says so and keeps a click, which runs once when the network is back', async () => {
  await using network = await openNetwork(readers.port)
  await using reader = await readers.visit('/articles/5')
  await using other = await readers.visit('/articles/5', network.url)
  const { page } = other
  const before = await count(page)

  await page.context().setOffline(true)
  network.cut()
  await page.waitForSelector('html[data-live-status=offline]')
  await expectEventually(() => page.locator('[data-live-notice]').textContent()).toContain('You are offline.')
  await helpful(page).click()
  expect(await helpful(page).getAttribute('data-live-pending')).toBe('')
  expect(await count(page)).toBe(before)
  await helpful(reader.page).click()
  await expectEventually(() => count(reader.page)).toBe(before + 1)

  await page.context().setOffline(false)
  await isLive(page)
  for (const each of [page, reader.page]) await expectEventually(() => count(each)).toBe(before + 2)
  await isSettled(page)
  expect(await helpful(page).getAttribute('data-live-pending')).toBeNull()
})
