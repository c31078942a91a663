/** What authors, other scripts and hostile content do to portals: the page lives on. */
import {
  Component,
  component,
  createApp,
  html,
  LiveView,
  portal,
  unsafeHTML,
  type TemplateResult,
} from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled } from './wire-tap.ts'

const HOSTILE = '<!--portal:0.0--><b class="hostile">hostile</b><!----><!--portal 0.0-->'

class Broken extends Component<{ isBroken: boolean }> {
  render(): TemplateResult {
    if (this.props.isBroken) throw new Error('broken')
    return html`<em>whole</em>`
  }
}

class Faulty extends LiveView {
  count = 0
  isBroken = false
  version = 0
  hostile = HOSTILE

  render(): TemplateResult {
    return html`<main>
      <p>${this.hostile}</p><p>${unsafeHTML(this.hostile)}</p>
      ${
        this.version % 2 === 0
          ? html`<section><div id="faulty-target" class=${`v${this.version}`}></div>${this.content()}</section>`
          : html`<article>${this.content()}<div><div id="faulty-target" class=${`v${this.version}`}></div></div></article>`
      }
      <div id="faulty-target" class="second"></div>
      <button id="count" @click=${() => this.count++}>Count</button>
      <button id="break" @click=${() => (this.isBroken = !this.isBroken)}>Break</button>
      <button id="version" @click=${() => this.version++}>Version</button>
      <p>${unsafeHTML(this.hostile)}</p>
    </main>`
  }

  content(): TemplateResult {
    return html`${portal(
      '#faulty-target',
      html`<i id="number">${this.count}</i><input id="word" />${component(Broken, { isBroken: this.isBroken })}${this.hostile}
        <button id="inside" @click=${() => this.count++}>Inside</button>`,
    )}`
  }
}

/** What all pages announce, until somebody says that it is over. */
let isAnnounced = true

class Announced extends LiveView {
  render(): TemplateResult {
    return html`<main>
      <p>Announcements</p>
      <div id="announcements"><h2>News</h2></div>
      ${portal('#announcements', isAnnounced && html`<b id="announcement">We close at five</b>`)}
    </main>`
  }
}

/** The same, where the portal itself comes and goes. */
class Portalless extends LiveView {
  render(): TemplateResult {
    return html`<main>
      <p>Portalless</p>
      <div id="announcements"><h2>News</h2></div>
      ${isAnnounced && portal('#announcements', html`<b id="announcement">We close at five</b>`)}
    </main>`
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
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  await served.close()
})

function start(): Promise<Served> {
  const app = createApp({ secret: 's'.repeat(32), logger: log })
    .live('/', Faulty)
    .live('/announced', Announced)
    .live('/portalless', Portalless)
  return serve(app, { port: 0, signals: false, deadline: 0 })
}

async function visit(): Promise<TakenPage> {
  const taken = await opened.pages.shared()
  await taken.page.goto(network.url)
  await isLive(taken.page)
  return taken
}

/** The number that is shown, and where. */
const shown = (page: Page): Promise<string[]> =>
  page
    .locator('#number')
    .evaluateAll((all) => all.map((each) => `${each.parentElement?.className}: ${each.textContent}`))

test('of two elements with the same id the first is the target', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#inside')
  await expectEventually(() => shown(page)).toEqual(['v0: 1'])
})

test('content that looks like marks of ours is content', async () => {
  await using visited = await visit()
  const { page } = visited
  expect(await page.locator('.hostile').count()).toBe(2)
  expect(await page.locator('#faulty-target.v0 .hostile').count()).toBe(0)
  await page.click('#count')
  await expectEventually(() => shown(page)).toEqual(['v0: 1'])
})

test('content that throws keeps what it showed, and the rest goes on', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.click('#break')
  await isSettled(page)
  await page.click('#inside')
  await expectEventually(() => shown(page)).toEqual(['v0: 1'])
  expect(await page.locator('.v0 em').count()).toBe(1)
  await page.click('#break')
  await page.click('#count')
  await expectEventually(() => shown(page)).toEqual(['v0: 2'])
})

test('owner and target are replaced in one frame, again and again', async () => {
  await using visited = await visit()
  const { page } = visited
  for (let version = 1; version < 5; version++) {
    await page.click('#version')
    await expectEventually(() => shown(page)).toEqual([`v${version}: ${version - 1}`])
    await page.click('#inside')
    await expectEventually(() => shown(page)).toEqual([`v${version}: ${version}`])
  }
})

test('a script empties the target, and the content is there again with the next frame', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.locator('.v0').evaluate((target) => target.replaceChildren())
  await page.click('#count')
  await expectEventually(() => shown(page)).toEqual(['v0: 1'])
  await page.click('#inside')
  await expectEventually(() => shown(page)).toEqual(['v0: 2'])
})

test('a script removes the target, and the content goes to the next one of this id', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.locator('.v0').evaluate((target) => target.remove())
  await page.click('#count')
  await expectEventually(() => shown(page)).toEqual(['second: 1'])
  await page.click('#inside')
  await expectEventually(() => shown(page)).toEqual(['second: 2'])
})

test('a restart of the server keeps what users have typed in it, and shows it once', async () => {
  await using visited = await visit()
  const { page } = visited
  await page.fill('#word', 'typed')
  await page.click('#count')
  await expectEventually(() => shown(page)).toEqual(['v0: 1'])
  await served.close()
  served = await start()
  network.serverPort = served.port
  // Another process has another state.
  await expectEventually(() => shown(page)).toEqual(['v0: 0'])
  expect(await page.inputValue('#word')).toBe('typed')
  await page.click('#inside')
  await expectEventually(() => shown(page)).toEqual(['v0: 1'])
})

test.each(['/announced', '/portalless'])(
  'what %s showed elsewhere in its HTML goes when it is over before the page is live',
  async (path) => {
    await using taken = await opened.pages.own()
    const { page } = taken
    isAnnounced = true
    let load = (): void => {}
    const isHeld = new Promise<void>((resolve) => (load = resolve))
    await page.route('**/client*.js', async (route) => {
      await isHeld
      await route.continue()
    })
    await page.goto(network.url + path, { waitUntil: 'commit' })
    await page.waitForSelector('#announcements #announcement')
    // Another process mounts the page anew, and knows of no announcement.
    await served.close()
    isAnnounced = false
    served = await start()
    network.serverPort = served.port
    load()
    await isLive(page)
    await expectEventually(() => page.locator('#announcement').count()).toBe(0)
    expect(await page.innerText('#announcements')).toBe('News')
  },
)
