/** Back: to pages that the browser has kept as they were, and to responses that it has kept. */
import { createApp, html, LiveView, on, type LiveEvent, type TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, tap, type WireTap } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** What happened on the server since the test began. */
const happened: string[] = []
beforeEach(() => void happened.splice(0))

class Desk extends LiveView {
  count = 0
  draft = ''
  override mount(): void {
    happened.push('mount')
  }
  override start(): void {
    happened.push('start')
  }
  override stop(): void {
    happened.push('stop')
  }
  render(): TemplateResult {
    return html`<h1>${this.live.context.cookies['user'] ?? 'nobody'}</h1>
      <p>${this.count}</p>
      <button @click=${() => this.count++}>Add</button>
      <input .value=${this.draft} @input=${on((event: LiveEvent) => this.type(event))} />
      <a href="/elsewhere">Elsewhere</a>`
  }
  type(event: LiveEvent): void {
    if (event.recovered) happened.push(`recovered ${event.value}`)
    this.draft = event.value
  }
}

interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly wire: WireTap
  /** Logs another user in, or nobody, in another tab. */
  logIn(user: string): Promise<void>
}

async function visit(user = ''): Promise<Visit> {
  const app = createApp({
    logger: createLog(),
    secret: 's'.repeat(32),
    context: ({ cookies }) => ({ login: cookies['user'] ?? '' }),
  })
  app.live('/', Desk).page('/elsewhere', () => html`<h1>Elsewhere</h1>`)
  const served = await serve(app, { port: 0, signals: false })
  const shared = await opened.pages.shared()
  const { page } = shared
  const context = page.context()
  const logIn = async (name: string): Promise<void> => {
    await context.clearCookies({ name: 'user' })
    if (name) await context.addCookies([{ name: 'user', value: name, url: served.url }])
  }
  await logIn(user)
  const wire = tap(page)
  await page.goto(`${served.url}/`)
  await isLive(page)
  await page.evaluate('window.isSame = true')
  return {
    page,
    wire,
    logIn,
    async [Symbol.asyncDispose]() {
      await shared[Symbol.asyncDispose]()
      await served[Symbol.asyncDispose]()
    },
  }
}

const shows = (page: Page, ...texts: string[]): Promise<void> =>
  expectEventually(() => innerTexts(page, '[data-live-root] :is(h1, p)')).toEqual(texts)
const add = (page: Page): Promise<void> => page.getByRole('button', { name: 'Add' }).click()
const isSame = (page: Page): Promise<unknown> => page.evaluate('window.isSame === true')

async function leave(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Elsewhere' }).click()
  await page.waitForURL('**/elsewhere')
}

/** The browser without a window keeps no pages. What it would tell a page that it puts away and takes out again is told here. */
const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate(`for (const type of ['pagehide', 'pageshow'])
    dispatchEvent(new PageTransitionEvent(type, { persisted: true }))`)

test('a page that the browser keeps goes on where it was', async () => {
  await using visited = await visit()
  const { page, wire } = visited
  await add(page)
  await page.fill('input', 'typed')
  await shows(page, 'nobody', '1')
  await comeBack(page)
  await isLive(page)
  await add(page)
  await shows(page, 'nobody', '2')
  expect(await page.inputValue('input')).toBe('typed')
  expect(happened).toEqual(['mount', 'start'])
  expect(wire.sockets).toBe(2)
  expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(1)
  expect(wire.complaints).toEqual([])
})

test('a page that no browser keeps stops at once, and its response is made live again', async () => {
  await using visited = await visit()
  const { page, wire } = visited
  await add(page)
  await shows(page, 'nobody', '1')
  await leave(page)
  await expectEventually(() => Promise.resolve(happened)).toContain('stop')
  await page.goBack()
  await isLive(page)
  expect(await isSame(page)).toBe(false)
  await add(page)
  await shows(page, 'nobody', '1')
  expect(wire.complaints).toEqual([])
})

test.each<
  readonly [
    what: string,
    logins: readonly [before: string, after: string],
    shown: readonly [user: string, count: string, typed: string],
  ]
>([
  ['the same user finds a page as it was', ['Ada', 'Ada'], ['Ada', '1', 'typed']],
  [
    'another user finds a page of her own, and nothing that the first one typed',
    ['Ada', 'Grace'],
    ['Grace', '0', ''],
  ],
  ['who logged in meanwhile finds what was typed before', ['', 'Ada'], ['Ada', '0', 'typed']],
])('%s', async (_, [before, after], [user, count, typed]) => {
  await using visited = await visit(before)
  const { page, logIn } = visited
  await add(page)
  await page.fill('input', 'typed')
  await shows(page, before || 'nobody', '1')
  await expectEventually(() => page.locator('[data-live-pending]').count()).toBe(0)
  await logIn(after)
  await comeBack(page)
  await shows(page, user, count)
  await isLive(page)
  expect(await isSame(page)).toBe(true)
  expect(await page.inputValue('input')).toBe(typed)
  // What somebody typed for herself is told to nobody else.
  expect(happened.join()).not.toContain('recovered')
})

test('a page that the browser keeps does nothing more after a logout', async () => {
  await using visited = await visit('Ada')
  const { page, logIn } = visited
  await logIn('')
  await comeBack(page)
  await page.waitForSelector('html[data-live-status=refused][data-live-code=login]')
  await page.evaluate(
    `addEventListener('live:outcome', ({ detail }) => (document.title = detail.outcome + ' ' + detail.code))`,
  )
  await add(page)
  expect(await page.title()).toBe('refused expired')
  await shows(page, 'Ada', '0')
})

test('a response that the browser keeps is not made live after a logout', async () => {
  await using visited = await visit('Ada')
  const { page, logIn } = visited
  await leave(page)
  await logIn('')
  happened.splice(0)
  await page.goBack()
  await page.waitForSelector('html[data-live-status=refused][data-live-code=login]')
  await shows(page, 'Ada', '0')
  expect(happened).not.toContain('start')
})
