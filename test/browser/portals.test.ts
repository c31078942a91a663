/** What views and components show elsewhere in the document, over a real server. */
import { createApp } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createLog, type Log } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import type { TakenPage } from './pages.ts'
import { Desk, Dialogs, documentWithShell, Elsewhere, Late, POLICY } from './portal-views.ts'
import { isLive, isSettled, tap } from './wire-tap.ts'

let opened: TestBrowser
let served: Served
let log: Log

beforeAll(async () => {
  opened = await openBrowser()
  log = createLog()
  const app = createApp({ secret: 's'.repeat(32), logger: log, document: documentWithShell })
    .live('/', Desk)
    .live('/elsewhere', Elsewhere)
    .live('/dialogs', Dialogs)
    .live('/late', Late)
  const headers = { 'content-security-policy': POLICY }
  served = await serve(app, { port: 0, signals: false, deadline: 0, headers })
})
afterEach(() => {
  // A page that does not fit its trees is made anew, and says so here.
  const problems = log.lines.filter((line) => /mismatch|did not fit|missing/.test(line))
  if (problems.length > 0) throw new Error(problems.join('\n'))
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})

async function visit(path = '/'): Promise<TakenPage> {
  const taken = await opened.pages.shared()
  await taken.page.goto(served.url + path)
  await isLive(taken.page)
  return taken
}

/** The texts in a target, in their order. */
const inside = (page: Page, target: string): Promise<string[]> =>
  page
    .locator(target)
    .evaluate((element) =>
      [...element.children].map((each) => each.textContent.replaceAll(/\s+/g, ' ').trim()),
    )

const MODALS = ['Modals', 'a 0', 'b 0', 'oneclosed', '', 'Submit', 'By form']

test('the first response has the content where its target is, in the page and in the document around it', async () => {
  const response = await fetch(served.url)
  const html = (await response.text()).replaceAll(/<!--.*?-->/g, '').replaceAll(/>\s+</g, '><')
  expect(html).toContain(
    '<div id="modals"><h2>Modals</h2><button class="of-a">a 0</button><button class="of-b">b 0</button><p id="shown">one',
  )
  expect(html).toContain('<div id="shell"><b id="in-shell">one</b></div></body>')
  expect(html).not.toContain('<template')
})

test('without JavaScript the content is where its target is', async () => {
  await using taken = await opened.pages.own()
  const context = await taken.page.context().browser()?.newContext({ javaScriptEnabled: false })
  const page = await context?.newPage()
  if (!page) throw new Error('There is no page.')
  await page.goto(served.url)
  expect(await page.locator('#modals > button.of-a').innerText()).toBe('a 0')
  expect(await page.locator('#shell').innerText()).toBe('one')
  await context?.close()
})

test('what the first response shows is bound where it stands, and changes there', async () => {
  await using visited = await opened.pages.shared()
  const { page } = visited
  const wire = tap(page)
  await page.goto(served.url)
  await isLive(page)
  expect(await inside(page, '#modals')).toEqual(MODALS)
  await page.fill('#typed', 'typed')
  await page.click('#text')
  await expectEventually(() => inside(page, '#shell')).toEqual(['one!'])
  expect(await page.locator('#shown').innerText()).toContain('one!')
  expect(await page.inputValue('#typed')).toBe('typed')
  await page.click('.of-b')
  await expectEventually(() => inside(page, '#modals')).toContain('b 1')
  expect(await page.locator('#card-b i').innerText()).toBe('1')
  expect(wire.complaints).toEqual([])
  expect(wire.up.filter((text) => text.includes('mismatch'))).toEqual([])
})

test('an event goes on at the owner, and passes by what the target stands in', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#shown')
  await expectEventually(() => page.locator('#heard').innerText()).toBe('owner')
  // Where the owner itself is clicked nothing is different, and the target hears what belongs to it.
  await page.click('#modals h2')
  await expectEventually(() => page.locator('#heard').innerText()).toBe('owner outside around')
})

test('a press in a portal is inside of its owner', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#in-shell')
  await expectEventually(() => page.locator('#heard').innerText()).toBe('owner')
  await page.click('#heard')
  await expectEventually(() => page.locator('#heard').innerText()).toBe('owner outside')
})

test('a button belongs to the form around its target, or to that which it names', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#submit')
  await expectEventually(() => page.locator('#heard').innerText()).toBe('owner')
  await page.click('#by-form')
  await expectEventually(() => page.locator('#heard').innerText()).toMatch(/form/)
})

test('content is computed from the local state around its owner', async () => {
  await using visited = await visit()
  const { page } = visited
  expect(await page.locator('#shown output').innerText()).toBe('closed')
  await page.click('#label')
  await expectEventually(() => page.locator('#shown output').innerText()).toBe('open')
})

test('content goes with its owner, and stays in its target when the owner moves', async () => {
  await using visited = await visit()
  const { page } = visited
  const button = await page.locator('.of-a').elementHandle()
  await page.click('#turn')
  await expectEventually(() => innerTexts(page, 'li.card')).toEqual(['b 0', 'a 0'])
  expect(await button?.evaluate((node) => node.isConnected)).toBe(true)
  await page.click('.of-a')
  await expectEventually(() => page.locator('#card-a i').innerText()).toBe('1')
  await page.click('#remove')
  await expectEventually(() => inside(page, '#modals')).toEqual([
    'Modals',
    'a 1',
    'oneclosed',
    '',
    'Submit',
    'By form',
  ])
})

test('content goes to another target, and stands nowhere while there is none', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#other')
  await expectEventually(() => inside(page, '#aside')).toEqual(['oneclosed', ''])
  await page.click('#without')
  await expectEventually(() => page.locator('#modals').count()).toBe(0)
  await page.click('#text')
  await isSettled(page)
  await page.click('#without')
  await expectEventually(() => inside(page, '#modals')).toEqual(['Modals', 'a 0', 'b 0', 'Submit', 'By form'])
  await page.click('#other')
  await expectEventually(() => inside(page, '#modals')).toEqual([
    'Modals',
    'a 0',
    'b 0',
    'one!closed',
    '',
    'Submit',
    'By form',
  ])
  await page.click('.of-a')
  await expectEventually(() => inside(page, '#modals')).toContain('a 1')
  // It was said that the target is missing.
  log.lines.length = 0
})

test('a page that is left takes along what it shows elsewhere, and Back brings it back as it was', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.fill('#typed', 'kept')
  await page.click('.of-a')
  await expectEventually(() => inside(page, '#modals')).toContain('a 1')
  await page.click('text=Elsewhere')
  await page.waitForSelector('h1')
  await expectEventually(() => inside(page, '#shell')).toEqual([])
  await page.goBack()
  await page.waitForSelector('#modals')
  await expectEventually(() => inside(page, '#shell')).toEqual(['one'])
  expect(await page.inputValue('#typed')).toBe('kept')
  await isSettled(page)
  await expectEventually(async () => {
    await page.click('.of-b')
    return inside(page, '#modals')
  }).toContain('b 1')
  expect(await inside(page, '#shell')).toEqual(['one'])
})

// --- dialogs ---

test('a dialog in a portal opens, closes and gives the focus back', async () => {
  await using visited = await visit('/dialogs')
  const { page } = visited
  await page.click('#opener')
  await expectEventually(() =>
    page.locator('#shell > dialog').evaluate((each: HTMLDialogElement) => each.open),
  ).toBe(true)
  await page.click('#close')
  await expectEventually(() => focused(page)).toBe('opener')
})

test('the focus may be in what belongs to an element that keeps it', async () => {
  await using visited = await visit('/dialogs')
  const { page } = visited
  await page.click('#keep')
  await expectEventually(() => focused(page)).toBe('first')
  await page.focus('#belongs')
  expect(await focused(page)).toBe('belongs')
  await page.focus('#free')
  expect(await focused(page)).toBe('belongs')
})

test('a command finds what is around its handler from owner to owner', async () => {
  await using visited = await visit('/dialogs')
  const { page } = visited
  await page.click('#mark')
  await expectEventually(() => page.locator('#closest').getAttribute('class')).toBe('card marked')
})

const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)

// --- responses that are sent while they are rendered ---

test('what a late region shows in a target that was sent before it stands there when the page is live', async () => {
  const html = await (await fetch(`${served.url}/late`)).text()
  expect(html.replaceAll(/<!--.*?-->/g, '')).toContain('<div id="before"><i id="early">early</i></div>')
  expect(html).toMatch(/<template data-live-portal><!--portal:0\.\d+--><b id="late">the news/)

  await using visited = await visit('/late')
  const { page } = visited
  await expectEventually(() => inside(page, '#shell')).toEqual(['the news'])
  expect(await page.locator('#never').count()).toBe(0)
  expect(await page.locator('template').count()).toBe(0)
  await expectEventually(() => log.lines.filter((line) => line.includes('#missing')).length).toBeGreaterThan(
    0,
  )
  log.lines.length = 0
})
