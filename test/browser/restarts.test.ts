/** What users have outlives the process that they talk to. */
import { createApp, html, LiveView, on, repeat, type LiveEvent, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isLost } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** The order of the rows, which another process reads from its database. */
let people = ['Ada', 'Grace', 'Edsger']
const recovered: string[] = []
/** How many circuits are over. */
let stopped = 0

class Desk extends LiveView {
  draft = ''
  count = 0

  override stop(): void {
    stopped++
  }

  render(): TemplateResult {
    return html`<h1>${this.count}</h1>
      <button @click=${() => this.count++}>Add</button>
      <input id="unbound" />
      <form id="post"><input id="title" name="title" /></form>
      <input id="draft" .value=${this.draft} @input=${(event: LiveEvent) => this.type(event)} />
      <input id="quiet" .value=${''} @input=${on((event) => this.type(event), { recover: false })} />
      <details><summary>More</summary>open</details>
      <ul>
        ${repeat(
          people,
          (name) => name,
          (name) => html`<li><b>${name}</b><input aria-label=${name} /></li>`,
        )}
      </ul>`
  }

  type(event: LiveEvent): void {
    if (event.recovered) recovered.push(event.value)
    this.draft = event.value
  }
}

const appOf = (limits: { grace?: number } = {}) =>
  createApp({ secret: 's'.repeat(32), logger: createLog(), limits }).live('/', Desk)

/** A port that nobody listens at. */
const NOWHERE = 9

interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly network: Network
  /** Another process takes the place of the one that runs. */
  restart(): Promise<void>
}

async function visit(
  limits: { grace?: number } = {},
  prepare?: (page: Page) => Promise<void>,
): Promise<Visit> {
  people = ['Ada', 'Grace', 'Edsger']
  recovered.length = 0
  const start = (): Promise<Served> => serve(appOf(limits), { port: 0, signals: false, deadline: 0 })
  let served = await start()
  const network = await openNetwork(portOf(served))
  const taken = await (prepare ? opened.pages.own() : opened.pages.shared())
  const { page } = taken
  await prepare?.(page)
  await page.goto(network.url)
  await isLive(page)
  return {
    page,
    network,
    async restart() {
      await served.close()
      await isLost(page)
      served = await start()
      network.serverPort = portOf(served)
    },
    async [Symbol.asyncDispose]() {
      await taken[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await served.close()
    },
  }
}

const portOf = ({ url }: Served): number => Number(new URL(url).port)

/** Tries at once what would otherwise be tried after a while. */
const hurry = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('online')))

async function fill(page: Page): Promise<void> {
  await page.click('button')
  await page.click('summary')
  await page.fill('#unbound', 'unbound')
  await page.getByLabel('Grace').fill('for Grace')
  await page.locator('#draft').pressSequentially('typed')
  await expectEventually(() => page.locator('[data-live-pending]').count()).toBe(0)
  await page.evaluate(() => document.querySelector<HTMLInputElement>('#draft')?.setSelectionRange(1, 3))
}

/** What a user sees and has. */
const possessions = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement as HTMLInputElement
    return {
      values: [...document.querySelectorAll('input')].map(({ value }) => value),
      open: document.querySelector('details')?.open,
      focus: [active.id, active.selectionStart, active.selectionEnd],
      rows: [...document.querySelectorAll('li b')].map(({ textContent }) => textContent),
    }
  })

test('a restart, as in a deploy, keeps what users have, and brings the new state', async () => {
  await using visited = await visit()
  const { page } = visited
  await fill(page)
  let loads = 0
  page.on('framenavigated', () => loads++)
  people = ['Barbara', 'Edsger', 'Grace']
  await visited.restart()
  await expectEventually(() => page.innerText('h1')).toBe('0')
  await expectEventually(() => Promise.resolve(recovered)).toEqual(['typed'])
  expect(await possessions(page)).toEqual({
    values: ['unbound', '', 'typed', '', '', '', 'for Grace'],
    open: true,
    focus: ['draft', 1, 3],
    rows: ['Barbara', 'Edsger', 'Grace'],
  })
  await page.click('button')
  await expectEventually(() => page.innerText('h1')).toBe('1')
  expect(loads).toBe(0)
})

test('an absence that is longer than the grace time keeps what users have', async () => {
  await using visited = await visit({ grace: 0 })
  const { page, network } = visited
  await fill(page)
  const { serverPort } = network
  const before = stopped
  network.serverPort = NOWHERE
  network.cut()
  await page.waitForSelector('html[data-live-status=reconnecting]')
  await expectEventually(() => stopped).toBe(before + 1)
  network.serverPort = serverPort
  await hurry(page)
  await isLive(page)
  await expectEventually(() => page.innerText('h1')).toBe('0')
  await expectEventually(() => Promise.resolve(recovered)).toEqual(['typed'])
  expect(await possessions(page)).toMatchObject({
    values: ['unbound', '', 'typed', '', '', 'for Grace', ''],
    open: true,
    focus: ['draft', 1, 3],
  })
})

test('a page that somebody has taken apart is made whole, with what users have elsewhere in it', async () => {
  await using visited = await visit()
  const { page } = visited
  await fill(page)
  await page.evaluate(() => {
    const list = document.querySelector('ul')
    document.querySelector('li b')?.remove()
    for (const node of [...(list?.childNodes ?? [])]) if (node instanceof Comment) node.remove()
  })
  people = ['Barbara', 'Edsger', 'Grace']
  await page.evaluate(() => document.querySelector<HTMLElement>('button')?.click())
  await expectEventually(() => page.innerText('h1')).toBe('2')
  await expectEventually(async () => (await possessions(page)).rows).toEqual(['Barbara', 'Edsger', 'Grace'])
  expect(await possessions(page)).toMatchObject({
    // The rows are made again, each for what it was.
    values: ['unbound', '', 'typed', '', '', '', 'for Grace'],
    open: true,
    focus: ['draft', 1, 3],
  })
})

/** The page asks for the module of recovery as if another build had made its script. */
async function isOfOtherBuild(page: Page, isIt: () => boolean): Promise<void> {
  await page.route('**/_live/recovery.*.js*', (route) => {
    const url = route.request().url()
    return isIt()
      ? route.continue({ url: url.replace(/recovery\.\w+/, 'recovery.0123456789abcdef') })
      : route.continue()
  })
}

test('a page of another build that has no module of recovery is loaded again, with what was typed', async () => {
  let loads = 0
  await using visited = await visit({}, (page) => {
    page.on('framenavigated', () => loads++)
    return isOfOtherBuild(page, () => loads < 2)
  })
  const { page } = visited
  await page.fill('#title', 'typed')
  // While it is live it needs no module.
  await page.waitForTimeout(1_000)
  expect([loads, await page.inputValue('#title')]).toEqual([1, 'typed'])
  await visited.restart()
  await expectEventually(() => Promise.resolve(loads)).toBe(2)
  await isLive(page)
  await expectEventually(() => page.inputValue('#title')).toBe('typed')
  await visited.restart()
  await isLive(page)
  await page.click('button')
  await expectEventually(() => page.innerText('h1')).toBe('1')
  expect(loads).toBe(2)
})

test('a page that finds no build of its own is not loaded over and over', async () => {
  let loads = 0
  let requests = 0
  await using visited = await visit({}, (page) => {
    page.on('framenavigated', () => loads++)
    return isOfOtherBuild(page, () => ++requests > 0)
  })
  const { page, network } = visited
  await visited.restart()
  await expectEventually(() => Promise.resolve(loads)).toBe(2)
  await isLive(page)
  requests = 0
  network.cut()
  await page.waitForSelector('html[data-live-status=reconnecting]')
  await expectEventually(async () => {
    await hurry(page)
    return requests > 2
  }).toBe(true)
  expect(loads).toBe(2)
})
