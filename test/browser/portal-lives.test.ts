/** What stands in portals has a life of its own: hooks, motions, clicks before the page is live; and none of it twice. */
import { createApp, gate, hook, html, LiveView, portal, route, type TemplateResult } from 'overwire'
import { animated } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { documentWithShell } from './portal-views.ts'
import { isLive, isLost, isSettled } from './wire-tap.ts'

declare global {
  interface OverwireHooks {
    readonly told: { readonly data: number }
  }
}

/** A hook that says what is called, and for which data. */
const TOLD = `
const tell = (callback) => ({ data }) => (window.told ??= []).push(callback + ' ' + data)
export default Object.fromEntries(
  ['mounted', 'updated', 'destroyed', 'disconnected', 'reconnected'].map((name) => [name, tell(name)]),
)`

/** How many requests pass before the next ones wait: the first response, and no join. */
let passing = 1
let mayJoin = Promise.resolve()
const held = gate(() => (passing-- > 0 ? undefined : mayJoin))
const early = route('/early', { gate: held })

class Lives extends LiveView {
  /** Of the page that is shown; another process begins anew. */
  count = 0
  isOpen = true
  isThere = true
  target: '#inner' | '#shell' = '#inner'
  heard: string[] = []

  render(): TemplateResult {
    return html`<main>
      <style>
        @keyframes portal-leaving { from { opacity: 0.5 } to { opacity: 0.4 } }
        .leaves-portal { animation: portal-leaving 60s }
      </style>
      <section @click=${() => this.heard.push('owner')}>
        <p id="in-owner">Count: ${this.count} so far</p>
        ${
          this.isThere &&
          html`<div class="owner">${portal(
            this.target,
            this.isOpen &&
              html`<p class="hooked" ${hook('told', this.count)}>as rendered</p>
                <div class="moving" ${animated({ leave: 'leaves-portal' })}>${this.count}</div>
                <button id="inside" @click=${() => this.heard.push('inside')}>Inside</button>
                <input id="word" />`,
          )}</div>`
        }
        ${portal('#shell', html`<button id="outside-root" @click=${() => this.heard.push('shell')}>Shell</button><input id="beside" />`)}
      </section>
      <div @click=${() => this.heard.push('around')}><div id="inner"></div></div>
      <button id="count" @click=${() => this.count++}>Count</button>
      <button id="open" @click=${() => (this.isOpen = !this.isOpen)}>Open</button>
      <button id="there" @click=${() => (this.isThere = !this.isThere)}>There</button>
      <button id="target" @click=${() => (this.target = this.target === '#inner' ? '#shell' : '#inner')}>Target</button>
      <output>${this.heard.join(' ')}</output>
      <a href="/other">Other</a>
    </main>`
  }
}

class Other extends LiveView {
  render(): TemplateResult {
    return html`<h1>Other</h1>`
  }
}

let opened: TestBrowser
let served: Served
let network: Network
const log = createLog()

beforeAll(async () => {
  opened = await openBrowser()
  served = await start()
  network = await openNetwork(served.port)
})
afterEach(() => {
  // Nothing does not fit but what a test has made so, and no hook failed.
  const problems = log.lines.splice(0).filter((line) => /mismatch|did not fit|missing|hook/.test(line))
  if (problems.length > 0) throw new Error(problems.join('\n'))
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  await served.close()
})

function start(): Promise<Served> {
  const app = createApp({
    secret: 's'.repeat(32),
    logger: log,
    hooks: { told: '/told.js' },
    document: documentWithShell,
  })
    .handle('GET', '/told.js', () => new Response(TOLD, { headers: { 'content-type': 'text/javascript' } }))
    .live('/', Lives)
    .live(early, Lives)
    .live('/other', Other)
  return serve(app, { port: 0, signals: false, deadline: 0 })
}

/** Another process takes the place of the one that runs. */
async function restart(page: Page): Promise<void> {
  await served.close()
  await isLost(page)
  served = await start()
  network.serverPort = served.port
}

async function visit(): Promise<TakenPage> {
  const taken = await opened.pages.shared()
  await taken.page.goto(network.url)
  await isLive(taken.page)
  await expectEventually(() => told(taken.page)).toEqual(['mounted 0'])
  return taken
}

const told = (page: Page): Promise<unknown> => page.evaluate('window.told ?? []')
const heard = (page: Page): Promise<string> => page.innerText('output')

/** Whether each hook that was mounted was destroyed, but for the last where one is there. */
function expectPairs(calls: unknown, isThere: boolean): void {
  // The hook told it.
  const lives = (calls as string[])
    .map((call) => call.split(' ')[0])
    .filter((word) => /^[md]/.test(word ?? ''))
  const ends = lives.filter((word) => word !== 'disconnected')
  expect(ends).toEqual(ends.map((_, index) => (index % 2 === 0 ? 'mounted' : 'destroyed')))
  expect(ends.length % 2).toBe(isThere ? 1 : 0)
}

// --- before the page is live ---

test.each([
  ['in its view', '#inside', 'inside owner'],
  ['in the document around it', '#outside-root', 'shell owner'],
])(
  'a click in a portal %s before the page is live is heard there and by its owner',
  async (_, selector, all) => {
    await using taken = await opened.pages.shared()
    const { page } = taken
    let join = (): void => {}
    passing = 1
    mayJoin = new Promise((resolve) => (join = resolve))
    await page.goto(`${network.url}/early`)
    await page.waitForSelector('html[data-live-status]')
    expect(await page.getAttribute('html', 'data-live-status')).not.toBe('live')
    await page.click(selector)
    join()
    await isLive(page)
    await expectEventually(() => heard(page)).toBe(all)
  },
)

// --- hooks ---

test('a hook in a portal is told of new data, and goes with the content and with its owner', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#count')
  await page.click('#open')
  await page.click('#open')
  await page.click('#there')
  await page.click('#there')
  await expectEventually(() => told(page)).toEqual([
    'mounted 0',
    'updated 1',
    'destroyed 1',
    'mounted 1',
    'destroyed 1',
    'mounted 1',
  ])
})

test('a hook in a portal that goes to another target is there once', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#target')
  await page.waitForSelector('#shell > .hooked')
  await page.click('#count')
  await expectEventually(() => told(page)).toContain('updated 1')
  expectPairs(await told(page), true)
  expect(await page.locator('.hooked').count()).toBe(1)
})

test('a hook in a portal is destroyed when its page is left, and mounted again by Back', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#count')
  await expectEventually(() => told(page)).toContain('updated 1')
  await page.click('text=Other')
  await page.waitForSelector('h1')
  await expectEventually(() => told(page)).toEqual(['mounted 0', 'updated 1', 'destroyed 1'])
  await page.goBack()
  await page.waitForSelector('#inner > .hooked')
  await isLive(page)
  await isSettled(page)
  await page.click('#count')
  await expectEventually(() => page.innerText('#in-owner')).toMatch(/[12]/)
  expectPairs(await told(page), true)
})

test('a hook in a portal hears of a cut, and of the page being live again', async () => {
  await using visited = await visit()
  const { page } = visited
  network.cut()
  await expectEventually(() => told(page)).toEqual(['mounted 0', 'disconnected 0', 'reconnected 0'])
  await page.click('#count')
  await expectEventually(() => told(page)).toContain('updated 1')
})

test('a hook in a portal goes through a restart of the server in pairs', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#count')
  await expectEventually(() => told(page)).toContain('updated 1')
  await restart(page)
  // Another process has another state.
  await expectEventually(() => page.innerText('#in-owner')).toContain(': 0 ')
  await isLive(page)
  await expectEventually(() => told(page)).toContain('updated 0')
  expectPairs(await told(page), true)
  expect(await page.locator('.hooked').count()).toBe(1)
})

// --- motions ---

/** What moves, in brackets what is only seen to leave. */
const moving = (page: Page, target: string): Promise<string[]> =>
  page
    .locator(`${target} > .moving`)
    .evaluateAll((all) =>
      all.map((each) =>
        each.hasAttribute('data-live-leaving') ? `(${each.textContent})` : each.textContent,
      ),
    )

test('content that leaves a portal is seen where it stood, out of reach, and once when it comes back', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#open')
  await expectEventually(() => moving(page, '#inner')).toEqual(['(0)'])
  expect(await page.locator('#inside').count()).toBe(0)
  await page.click('#count')
  await page.click('#open')
  await expectEventually(() => moving(page, '#inner')).toEqual(['1'])
  await page.click('#inside')
  await expectEventually(() => heard(page)).toContain('inside owner')
})

test('content leaves a portal when its owner goes, and stands there once when that comes back', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#there')
  await expectEventually(() => moving(page, '#inner')).toEqual(['(0)'])
  await page.click('#count')
  await page.click('#there')
  await expectEventually(() => moving(page, '#inner')).toEqual(['1'])
  await page.click('#count')
  await expectEventually(() => moving(page, '#inner')).toEqual(['2'])
})

test('content that goes to another target leaves nothing behind', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#target')
  await expectEventually(() => moving(page, '#shell')).toEqual(['0'])
  expect(await moving(page, '#inner')).toEqual([])
  await page.click('#inside')
  await expectEventually(() => heard(page)).toContain('inside owner')
})

test('a script takes away the name of the target, and content with a motion is whole when it is back', async () => {
  await using visited = await visit()
  const { page } = visited
  const target = await page.locator('#inner').elementHandle()
  await target?.evaluate((element) => (element.id = 'renamed'))
  await page.click('#count')
  await expectEventually(() => page.locator('.hooked').count()).toBe(0)
  await target?.evaluate((element) => (element.id = 'inner'))
  await page.click('#count')
  await expectEventually(() => moving(page, '#inner')).toEqual(['2'])
  expect(await page.locator('.moving').count()).toBe(1)
  // It was said that the target is missing.
  log.lines.length = 0
})

// --- what others have broken ---

test('content goes with an owner that a script removes, and comes back with the next one', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.locator('.owner').evaluate((element) => element.remove())
  await page.click('#count')
  await expectEventually(() => page.locator('#inside').count()).toBe(0)
  expect(await moving(page, '#inner')).toEqual([])
  await page.click('#there')
  await page.click('#there')
  await expectEventually(() => moving(page, '#inner')).toEqual(['1'])
  expect(await page.locator('#inside').count()).toBe(1)
})

test.each([
  ['what it shows', '#inside', 'remove'],
  ['all that it shows', '#inner', 'replaceChildren'],
] as const)('a script removes %s, and content that comes anew is there once', async (_, selector, method) => {
  await using visited = await visit()
  const { page } = visited
  await page.locator(selector).evaluate((element, name) => element[name](), method)
  await page.click('#open')
  await page.click('#open')
  await page.click('#count')
  await expectEventually(() => moving(page, '#inner')).toEqual(['1'])
  await page.click('#inside')
  await expectEventually(() => heard(page)).toContain('inside owner')
  expect(await page.locator('#inside').count()).toBe(1)
  await expectEventually(() => told(page)).toContain('mounted 0')
  expectPairs(await told(page), true)
  // The page was made anew.
  log.lines.length = 0
})

test('a page that is made anew keeps what its portal holds: the focus, what is typed, and its hook', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.fill('#word', 'typed')
  await page.locator('.hooked').evaluate((element) => Object.assign(element, { mark: 'same' }))
  // Nothing can be shown there any more.
  await page.locator('#in-owner').evaluate((element) => element.replaceChildren())
  await page.locator('#count').evaluate((button) => (button as HTMLElement).click())
  await expectEventually(() => page.innerText('#in-owner')).toContain(': 1 ')
  await expectEventually(() => moving(page, '#inner')).toEqual(['1'])
  expect(await page.inputValue('#word')).toBe('typed')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('word')
  expect(await page.locator('.hooked').evaluate((element) => Reflect.get(element, 'mark'))).toBe('same')
  expectPairs(await told(page), true)
  await page.click('#inside')
  await expectEventually(() => heard(page)).toContain('inside owner')
  log.lines.length = 0
})

test('what is typed in portals is there again when Back makes their page again', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.fill('#word', 'typed')
  await page.fill('#beside', 'typed, too')
  await page.click('text=Other')
  await page.waitForSelector('h1')
  expect(await page.locator('.hooked').count()).toBe(0)
  // Another process knows of no page that is kept.
  await restart(page)
  await isLive(page)
  await page.goBack()
  await page.waitForSelector('#inner > .hooked')
  await expectEventually(() => page.inputValue('#word')).toBe('typed')
  expect(await page.inputValue('#beside')).toBe('typed, too')
  await page.click('#count')
  await expectEventually(() => moving(page, '#inner')).toEqual(['1'])
  expect(await page.locator('#inside').count()).toBe(1)
  expect(await page.locator('#outside-root').count()).toBe(1)
  expectPairs(await told(page), true)
})

test('a click in a portal of a page that is shown again by Back waits for that of the server', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('text=Other')
  await page.waitForSelector('h1')
  network.latency = 1000
  await page.goBack()
  await page.waitForSelector('#inner > .hooked')
  await page.click('#outside-root')
  await page.click('#inside')
  network.latency = 0
  await expectEventually(() => heard(page)).toBe('shell owner inside owner')
})
