/** State that belongs to elements of a page, in the browser alone. */
import {
  classMap,
  createApp,
  html,
  LiveView,
  on,
  repeat,
  type LiveEvent,
  type TemplateResult,
} from 'overwire'
import { either, equals, length, local, not, read } from 'overwire/local'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled, tap } from './wire-tap.ts'

const menu = local('menu', { open: false, tab: 'one', draft: '' })
const row = local('row', { open: false })

/** What another process reads from its database. */
let people = ['Ada', 'Grace']

class Desk extends LiveView {
  names = people
  heading = 'Menu'
  withRows = true

  render(): TemplateResult {
    return html`<nav ${menu}>
      <button id="menu" @click=${menu.open.toggle()} aria-expanded=${menu.open}>${this.heading}</button>
      <ul id="list" ?hidden=${not(menu.open)} title="${this.heading} ${menu.tab}"></ul>
      <button
        id="two"
        class="tab ${classMap({ active: equals(menu.tab, 'two') })} ${this.heading}"
        @click=${menu.tab.set('two')}
      >
        Two
      </button>
      <p>${menu.tab} of ${this.heading}, ${either(menu.open, 'open', 'closed')}</p>
      <textarea @input=${menu.draft.setFromValue()}></textarea><output>${length(menu.draft)}</output>
      <button id="post" @click=${on((event) => this.post(read(menu, event).draft), { send: menu })}>Post</button>
      <form id="sends" @reset=${menu.tab.set('reset')} @submit=${(event: LiveEvent) => event.reset()}>
        <input id="said" name="said" @input=${menu.draft.setFromValue()} /><input type="checkbox" id="agreed" @change=${menu.open.setFromChecked()} />
        <button id="send">Send</button><button type="reset">Empty</button>
      </form>
      <ol>
        ${
          this.withRows &&
          repeat(
            this.names,
            (name) => name,
            (name) =>
              html`<li ${row}>
              <button @click=${row.open.toggle()}>${name}</button><b ?hidden=${not(row.open)}>${menu.tab}</b>
            </li>`,
          )
        }
      </ol>
      <button id="turn" @click=${() => (this.names = [...this.names, 'Edsger'].reverse())}>Turn</button>
    </nav>`
  }

  post(draft: string): void {
    this.heading = draft
  }
}

let opened: TestBrowser
let served: Served
let network: Network

beforeAll(async () => {
  opened = await openBrowser()
  served = await start()
  network = await openNetwork(portOf(served))
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  await served.close()
})

function start(): Promise<Served> {
  const app = createApp({ secret: 's'.repeat(32), logger: createLog() }).live('/', Desk)
  return serve(app, { port: 0, signals: false, deadline: 0 })
}

const portOf = ({ url }: Served): number => Number(new URL(url).port)

async function visit(): Promise<TakenPage> {
  const taken = await opened.pages.shared()
  await taken.page.goto(network.url)
  await isLive(taken.page)
  return taken
}

/** What a user sees of it. */
const shown = (page: Page) =>
  page.evaluate(() => ({
    menu: document.querySelector('#menu')?.getAttribute('aria-expanded'),
    list: document.querySelector<HTMLElement>('#list')?.hidden,
    title: document.querySelector('#list')?.getAttribute('title'),
    two: document.querySelector('#two')?.className,
    text: document.querySelector('p')?.textContent,
    count: document.querySelector('output')?.textContent,
    rows: [...document.querySelectorAll('b')].map((each) => (each.hidden ? '' : each.textContent)),
  }))

const AT_FIRST = {
  menu: 'false',
  list: true,
  title: 'Menu one',
  two: 'tab  Menu',
  text: 'one of Menu, closed',
  count: '0',
  rows: ['', ''],
}
const CHANGED = {
  menu: 'true',
  list: false,
  title: 'Menu two',
  two: 'tab active Menu',
  text: 'two of Menu, open',
  count: '5',
  rows: ['', 'two'],
}

async function change(page: Page): Promise<void> {
  await page.click('#menu')
  await page.click('#two')
  await page.fill('textarea', 'hello')
  await page.click('text=Grace')
  await expectEventually(() => shown(page)).toEqual(CHANGED)
}

test('a page shows its local state as it is at first, in the first response too, and changes it without a message', async () => {
  const response = await (await fetch(network.url)).text()
  expect(response).toContain('<p>one<!----> of Menu<!---->, closed<!----></p>')
  expect(response).toContain('<ul id="list" hidden title="Menu one">')
  await using visited = await opened.pages.shared()
  const { page } = visited
  const wire = tap(page)
  await page.goto(network.url)
  await isLive(page)
  expect(await shown(page)).toEqual(AT_FIRST)
  wire.clear()
  await change(page)
  expect([wire.up, wire.down, wire.complaints]).toEqual([[], [], []])
})

test('what the server renders leaves local state alone, and rows keep theirs when they move', async () => {
  await using visited = await visit()
  const { page } = visited
  await change(page)
  await page.click('#turn')
  await isSettled(page)
  expect(await shown(page)).toEqual({ ...CHANGED, rows: ['', 'two', ''] })
  await page.click('text=Edsger')
  await expectEventually(() => shown(page)).toEqual({ ...CHANGED, rows: ['two', 'two', ''] })
})

test('an event tells the state that its handler asks for, and what is rendered stands beside it', async () => {
  await using visited = await visit()
  const { page } = visited
  await change(page)
  await page.click('#post')
  await expectEventually(() => shown(page)).toEqual({
    ...CHANGED,
    title: 'hello two',
    two: 'tab active hello',
    text: 'two of hello, open',
  })
})

test('a restart of the server, as in a deploy, keeps local state', async () => {
  await using visited = await visit()
  const { page } = visited
  await change(page)
  await served.close()
  people = ['Edsger', 'Grace', 'Ada']
  served = await start()
  network.serverPort = portOf(served)
  await expectEventually(() => shown(page)).toEqual({ ...CHANGED, rows: ['', 'two', ''] })
})

test.each([
  ['the server', '#send'],
  ['its button', '#sends [type=reset]'],
])(
  'what controls have set follows when %s resets their form, and so does what its reset changes',
  async (_, button) => {
    await using visited = await visit()
    const { page } = visited
    await page.fill('#said', 'four')
    await page.check('#agreed')
    await expectEventually(() => page.innerText('output')).toBe('4')
    await page.click(button)
    await expectEventually(() => page.innerText('output')).toBe('0')
    expect(await page.inputValue('#said')).toBe('')
    expect(await page.innerText('nav p')).toBe('reset of Menu, closed')
  },
)
