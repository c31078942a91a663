/** The notice at the edge of the page: the connection, what may have been done, and what found no place. */
import { createApp, html, LiveView, repeat, type App, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** The rows, which another process reads from its database. */
let people = ['Ada', 'Grace']
/** Handlers that wait for ever, as one whose process is killed. */
const never = new Promise<void>(() => {})

class Letters extends LiveView {
  render(): TemplateResult {
    return html`<h1>Letters</h1>
      <form @submit=${() => never}><button>Send the letter</button></form>
      <ul>
        ${repeat(
          people,
          (name) => name,
          (name) =>
            html`<li><input aria-label=${name} /><input type="password" aria-label="Secret of ${name}" /></li>`,
        )}
      </ul>`
  }
}

interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly network: Network
  /** Another process takes the place of the one that runs, which says nothing any more. */
  crash(): Promise<void>
}

/** A port that nobody listens at. */
const NOWHERE = 9

/** With an own element for the notice, or without. */
async function visit(own: TemplateResult | null = null): Promise<Visit> {
  people = ['Ada', 'Grace']
  const app = (): App =>
    createApp({
      secret: 's'.repeat(32),
      logger: createLog(),
      document: ({ head, title, lang, body }) =>
        html`<!doctype html>
          <html lang=${lang}>
            <head>
              <title>${title}</title>
              ${head}
            </head>
            <body>
              ${body}${own}
            </body>
          </html>`,
    }).live('/', Letters)
  const start = (): Promise<Served> => serve(app(), { port: 0, signals: false, deadline: 0 })
  const served = [await start()]
  const network = await openNetwork(portOf(served[0]))
  const shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(network.url)
  await isLive(page)
  // The module that shows it is loaded in idle time.
  await page.waitForLoadState('networkidle')
  return {
    page,
    network,
    async crash() {
      served.push(await start())
      network.serverPort = portOf(served.at(-1))
      network.cut()
    },
    async [Symbol.asyncDispose]() {
      await shared[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      for (const each of served) await each.close()
    },
  }
}

const portOf = (served: Served | undefined): number => Number(new URL(served?.url ?? '').port)

const notice = (page: Page) => page.locator('[data-live-notice]')

test('a lost connection is told after a moment, and no more once it is back', async () => {
  await using visited = await visit()
  const { page, network } = visited
  const { serverPort } = network
  network.serverPort = NOWHERE
  network.cut()
  await expectEventually(() => notice(page).textContent()).toContain('The connection is lost.')
  expect(await notice(page).getAttribute('role')).toBe('status')

  network.serverPort = serverPort
  await page.click('h1')
  await isLive(page)
  await expectEventually(() => notice(page).textContent()).toBe('')
  expect(await notice(page).evaluate((element) => getComputedStyle(element).position)).toBe('static')
})

test('a connection that is back at once is not worth a notice', async () => {
  await using visited = await visit()
  const { page, network } = visited
  network.cut()
  await expectEventually(() => page.locator('html').getAttribute('data-live-status')).not.toBe('live')
  await isLive(page)
  await page.waitForTimeout(2_000)
  expect(await notice(page).count()).toBe(0)
})

test('a page without network is told so', async () => {
  await using visited = await visit()
  const { page, network } = visited
  network.serverPort = NOWHERE
  await page.context().setOffline(true)
  network.cut()
  await expectEventually(() => notice(page).textContent()).toContain('You are offline.')
})

test('a submit of which nobody knows whether it was done is named, and stays until its user closes it', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('text=Send the letter')
  await expectEventually(() => page.locator('form[data-live-pending]').count()).toBe(1)
  await visited.crash()
  await expectEventually(() => notice(page).textContent()).toContain('whether it was done: Send the letter')
  await isLive(page)
  expect(await notice(page).locator('p').count()).toBe(1)
  await notice(page).getByLabel('Close').click()
  expect(await notice(page).locator('p').count()).toBe(0)
})

test('a text that found no place in the new content can still be copied', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.getByLabel('Ada', { exact: true }).fill('for Ada')
  await page.getByLabel('Grace', { exact: true }).fill('for Grace')
  await page.getByLabel('Secret of Grace').fill('hidden')
  people = ['Ada']
  await visited.crash()
  await expectEventually(() => page.locator('li').count()).toBe(1)
  await expectEventually(() => innerTexts(page, '[data-live-notice] q')).toEqual(['for Grace'])
  expect(await page.getByLabel('Ada', { exact: true }).inputValue()).toBe('for Ada')
})

test('an element of the author takes the place of the notice, with its own words and looks', async () => {
  await using visited = await visit(
    html`<aside data-live-notice data-reconnecting="Einen Moment bitte." id="own"></aside>`,
  )
  const { page, network } = visited
  network.serverPort = NOWHERE
  network.cut()
  await expectEventually(() => page.locator('#own').textContent()).toBe('Einen Moment bitte.')
  expect(await notice(page).count()).toBe(1)
  expect(await page.locator('#own').evaluate((element) => getComputedStyle(element).position)).toBe('static')
})
