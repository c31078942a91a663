/** What authors read of markup that browsers accept and that does not do what it says, each once. */
import { createApp, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { nearEvent } from '../../src/protocol/spelling.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

interface Opened extends AsyncDisposable {
  readonly page: Page
  readonly warnings: string[]
}

async function open(view: new () => LiveView, development = true): Promise<Opened & { logged: string[] }> {
  const logged: string[] = []
  const log = { ...createLog(), warn: (message: string) => void logged.push(message) }
  const app = createApp({ logger: log, development, secret: 's'.repeat(32) })
  app.live('/', view)
  const served = await serve(app, { port: 0, signals: false, deadline: 0 })
  const shared = await opened.pages.shared()
  const { page } = shared
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  await page.goto(served.url)
  await isLive(page)
  return {
    page,
    warnings,
    logged,
    async [Symbol.asyncDispose]() {
      await shared[Symbol.asyncDispose]()
      await served.close()
    },
  }
}

/** Warned of last: what is looked at with it has been warned of before. */
const LAST = html`<u live-cliick="nothing"></u>`

class Twins extends LiveView {
  rows = ['a']
  render(): TemplateResult {
    return html`<button @click=${() => (this.rows = ['a', 'b', 'c'])}>More</button>
      ${repeat(this.rows, String, (row) => html`<i id="twin">${row}</i>`)}
      <div data-live-leaving><b id="leaves"></b></div>
      <b id="leaves"></b>
      ${LAST}`
  }
}

test('an id that comes to stand twice in a page is warned of once, with its file and line', async () => {
  await using opened = await open(Twins)
  const { page, warnings } = opened
  await expectEventually(() => warnings.join('\n')).toContain('live-cliick')
  expect(warnings.join('\n')).not.toContain('stands twice')
  await page.click('button')
  await expectEventually(() => warnings.join('\n')).toContain('The id "twin" stands twice in this page')
  expect(warnings.at(-1)).toMatch(/at \S*development-markup\.test\.ts:\d+:\d+\s[^]*<i id="twin">/)
  expect(warnings).toHaveLength(2)
})

class Labels extends LiveView {
  render(): TemplateResult {
    return html`<label>Around <input name="around" /></label>
      <label for="beside">Beside</label><input id="beside" name="beside" />
      <label>Widget <a-widget></a-widget></label>
      <label>Nothing in it</label>
      <label for="missing">Of what is missing</label>
      <label for="heading">Of a heading</label>
      <h1 id="heading">x</h1>
      ${LAST}`
  }
}

test('a label without a control is warned of, with why, and its file and line', async () => {
  await using opened = await open(Labels)
  const { warnings } = opened
  await expectEventually(() => warnings.join('\n')).toContain('live-cliick')
  expect(warnings).toHaveLength(4)
  expect(warnings[0]).toMatch(
    /^\[overwire\] The label "Nothing in it" is that of no control: it has no "for", and no control is in it[^]*development-markup\.test\.ts:\d+:\d+\s[^]*<label>Nothing in it/,
  )
  expect(warnings[1]).toMatch(
    /The label "Of what is missing" is that of no control: no control has the id "missing"/,
  )
  expect(warnings[2]).toContain('no control has the id "heading"')
})

class Misspelled extends LiveView {
  render(): TemplateResult {
    return html`<button live-clik="save" live-debonce="300" data-live-apear="x" live-saved="y">Save</button>
      <a-widget live-clik="own"></a-widget>
      <button @clik=${() => {}}>Typo</button>
      <a-widget @clik=${() => {}}></a-widget>
      ${LAST}`
  }
}

test('a misspelled attribute is warned of in the console and a misspelled event in the log, with what is meant', async () => {
  await using opened = await open(Misspelled)
  const { warnings, logged } = opened
  await expectEventually(() => warnings.join('\n')).toContain('live-cliick')
  expect(warnings.map((each) => /called "(\S+)"\. Probably "(\S+)" is meant/.exec(each)?.slice(1))).toEqual([
    ['live-clik', 'live-click'],
    ['live-debonce', 'live-debounce'],
    ['data-live-apear', 'data-live-intersect-appear'],
    ['live-cliick', 'live-click'],
  ])
  expect(warnings[0]).toMatch(/development-markup\.test\.ts:\d+:\d+\s[^]*<button live-clik="save"/)
  expect(logged).toHaveLength(1)
  expect(logged[0]).toMatch(
    /A handler listens to "clik"[^]*Probably "click" is meant[^]*development-markup\.test\.ts:\d+:\d+\s[^]*<button @clik=\$\{…\}>Typo/,
  )
})

test('no event that the browser knows is taken for a misspelled one', async () => {
  await using shared = await opened.pages.shared()
  const names = await shared.page.evaluate(() =>
    [
      HTMLElement.prototype,
      Document.prototype,
      Window.prototype,
      HTMLMediaElement.prototype,
      SVGElement.prototype,
    ].flatMap((each) => Object.keys(each).flatMap((name) => (name.startsWith('on') ? name.slice(2) : []))),
  )
  expect(names.length).toBeGreaterThan(100)
  expect(names.filter((name) => nearEvent(name) !== null)).toEqual([])
})

test('in production nothing of it is said', async () => {
  await using opened = await open(Misspelled, false)
  const { page, warnings, logged } = opened
  expect(await page.evaluate(() => document.querySelectorAll('script').length)).toBe(1)
  expect([...warnings, ...logged.filter((each) => each.includes('clik'))]).toEqual([])
})
