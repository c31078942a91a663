/** The first thing that users do on a page is shown before its outcome, also when the module that shows it comes late. */
import { createApp, html, LiveView, on, repeat, type LiveEvent, type TemplateResult } from 'overwire'
import { addClass, appendRow, moveRow, removeRow, self, setValue, toggleClass } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

/** What everybody sees. */
let errands: readonly string[] = []
let starred: ReadonlySet<string> = new Set()
let isWatched = false
/** Handlers wait for this. */
let gate: Promise<unknown> = Promise.resolve()

/** Handlers wait until what is returned is called. */
function shut(): () => void {
  let open = (): void => {}
  gate = new Promise<void>((resolve) => (open = resolve))
  return open
}

/** A list that several people change. */
class Errands extends LiveView {
  override mount(): void {
    this.live.subscribe('errands', () => this.live.update())
  }

  /** Until what this user does is done. */
  protected wait(): Promise<unknown> {
    return gate
  }

  async #publish(): Promise<void> {
    await this.live.publish('errands', null)
  }

  async add(event: LiveEvent): Promise<void> {
    await this.wait()
    // It is a text field.
    const text = event.form.get('errand') as string
    if (text === 'Forbidden') throw new Error('no')
    errands = [...errands, text]
    event.reset()
    await this.#publish()
  }

  async raise(errand: string): Promise<void> {
    await this.wait()
    errands = [errand, ...errands.filter((each) => each !== errand)]
    await this.#publish()
  }

  async step(errand: string, by: number): Promise<void> {
    await this.wait()
    const index = errands.indexOf(errand) + by
    errands = errands.filter((each) => each !== errand).toSpliced(index, 0, errand)
    await this.#publish()
  }

  async remove(errand: string): Promise<void> {
    await this.wait()
    if (errand === 'Feed the cat') throw new Error('She is hungry')
    errands = errands.filter((each) => each !== errand)
    await this.#publish()
  }

  async star(errand: string): Promise<void> {
    await this.wait()
    starred = new Set([...starred, errand])
    await this.#publish()
  }

  async watch(): Promise<void> {
    isWatched = !isWatched
    this.live.update()
    await this.wait()
  }

  render(): TemplateResult {
    const row = html`<li><span data-field="errand"></span></li>`
    return html`<form
        @submit=${on((event) => this.add(event), {
          overlap: 'queue',
          optimistic: [appendRow('#errands', row), setValue({ inside: 'input' }, '')],
        })}
      >
        <input name="errand" aria-label="Errand" /><button>Add errand</button>
      </form>
      <button id="watch" class=${isWatched ? 'on' : ''} @click=${on(() => this.watch(), { optimistic: toggleClass(self, 'on') })}>
        Watch
      </button>
      <ul id="errands">
        ${repeat(
          errands,
          (errand) => errand,
          (errand) =>
            html`<li class=${starred.has(errand) ? 'starred' : ''}>
              <span>${errand}</span>
              <button class="first" @click=${on(() => this.raise(errand), { optimistic: moveRow({ closest: 'li' }, 'first') })}>
                First
              </button>
              <button class="up" @click=${on(() => this.step(errand, -1), { optimistic: moveRow({ closest: 'li' }, 'up') })}>
                Up
              </button>
              <button class="down" @click=${on(() => this.step(errand, 1), { optimistic: moveRow({ closest: 'li' }, 'down') })}>
                Down
              </button>
              <button class="star" @click=${on(() => this.star(errand), { optimistic: addClass({ closest: 'li' }, 'starred') })}>
                Star
              </button>
              <button class="done" @click=${on(() => this.remove(errand), { optimistic: removeRow({ closest: 'li' }) })}>
                Done
              </button>
              <button
                class="away"
                @click=${on(() => this.remove(errand), { allow: () => false, optimistic: removeRow({ closest: 'li' }) })}
              >
                Away
              </button>
            </li>`,
        )}
      </ul>`
  }
}

/** What is done here is done at once. */
class FastErrands extends Errands {
  protected override wait(): Promise<unknown> {
    return Promise.resolve()
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/', Errands).live('/fast', FastErrands), {
    port: 0,
  })
  network = await openNetwork(served.port)
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})
beforeEach(() => {
  errands = ['Buy milk', 'Feed the cat', 'Call Ben']
  starred = new Set()
  isWatched = false
  gate = Promise.resolve()
  network.latency = 0
})

interface Visitor extends AsyncDisposable {
  readonly page: Page
  readonly wire: WireTap
  /** Serves the module of commands, which was held, and resolves when it has started. */
  release(): Promise<void>
}

/** Somebody who has opened the page and done nothing yet. */
async function visit({ held = false, path = '/' } = {}): Promise<Visitor> {
  const context = await testBrowser.browser.newContext()
  const page = await context.newPage()
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  if (held) await page.route('**/commands.*.js', (route: Route) => released.then(() => route.continue()))
  const wire = tap(page)
  await page.goto(network.url + path, { waitUntil: 'commit' })
  await isLive(page)
  return {
    page,
    wire,
    async release() {
      release()
      // What was imported before has started then.
      await page.evaluate(`import(document.querySelector('script[data-live-commands]').dataset.liveCommands)
        .then(() => new Promise((resolve) => setTimeout(resolve)))`)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Texts of the rows that are seen, those that have the class with a star. */
const shown = (page: Page): Promise<string> => page.evaluate(look)

function look(): string {
  const rows = [...document.querySelectorAll('li')].filter((row) => row.checkVisibility())
  return rows
    .map((row) => (row.querySelector('span')?.textContent ?? '') + (row.className === 'starred' ? '*' : ''))
    .join(', ')
}

/** Notes what the page shows whenever that changes. */
async function record(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`(() => {
    const look = ${look.toString()}
    const seen = [look()]
    const note = () => seen.at(-1) !== look() && seen.push(look())
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    Object.assign(window, { seen })
  })()`)
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

const row = (page: Page, errand: string, button: string): Promise<void> =>
  page.locator('li', { hasText: errand }).locator(`.${button}`).click()

async function add(page: Page, errand: string): Promise<void> {
  await page.fill('input', errand)
  await page.press('input', 'Enter')
}

const BEFORE = 'Buy milk, Feed the cat, Call Ben'

describe.each([0, 100])('with %i ms in each direction', (latency) => {
  test.each([
    ['a row is gone', (page: Page) => row(page, 'Buy milk', 'done'), 'Feed the cat, Call Ben'],
    ['a row is first', (page: Page) => row(page, 'Call Ben', 'first'), 'Call Ben, Buy milk, Feed the cat'],
    ['a row is one up', (page: Page) => row(page, 'Call Ben', 'up'), 'Buy milk, Call Ben, Feed the cat'],
    ['a row is one down', (page: Page) => row(page, 'Buy milk', 'down'), 'Feed the cat, Buy milk, Call Ben'],
    ['a row has a class', (page: Page) => row(page, 'Call Ben', 'star'), 'Buy milk, Feed the cat, Call Ben*'],
    ['a row is there', (page: Page) => add(page, 'Bake bread'), `${BEFORE}, Bake bread`],
  ])('%s with the very first thing that is done, once', async (_, act, after) => {
    await using anna = await visit()
    await using ben = await visit()
    const { page } = anna
    const seen = await record(page)
    const open = shut()
    network.latency = latency
    await act(page)
    await expectEventually(() => shown(page)).toBe(after)
    expect(await page.inputValue('input')).toBe('')
    expect(await shown(ben.page)).toBe(BEFORE)
    open()
    await isSettled(page)
    await expectEventually(() => shown(ben.page)).toBe(after)
    expect(await seen()).toEqual([BEFORE, after])
    expect(await page.inputValue('input')).toBe('')
    expect([...anna.wire.complaints, ...ben.wire.complaints]).toEqual([])
  })

  test.each([
    ['fails', 'Feed the cat', 'done'],
    ['is refused', 'Buy milk', 'away'],
  ])('of the very first thing that %s nothing is left', async (_, errand, button) => {
    await using anna = await visit()
    const { page } = anna
    const seen = await record(page)
    const open = shut()
    network.latency = latency
    await row(page, errand, button)
    if (latency > 0) await expectEventually(() => shown(page)).not.toContain(errand)
    open()
    await isSettled(page)
    await expectEventually(() => shown(page)).toBe(BEFORE)
    expect(await seen()).toHaveLength(3)
  })

  test('what others do meanwhile takes nothing of it away, and what is refused goes alone', async () => {
    await using anna = await visit()
    await using ben = await visit({ path: '/fast' })
    network.latency = latency
    const open = shut()
    await add(anna.page, 'Bake bread')
    await add(anna.page, 'Forbidden')
    await expectEventually(() => shown(anna.page)).toBe(`${BEFORE}, Bake bread, Forbidden`)
    await row(ben.page, 'Call Ben', 'done')
    await expectEventually(() => shown(anna.page)).toBe('Buy milk, Feed the cat, Bake bread, Forbidden')
    await add(ben.page, 'Rest')
    await expectEventually(() => shown(anna.page)).toBe('Buy milk, Feed the cat, Rest, Bake bread, Forbidden')
    open()
    await isSettled(anna.page)
    for (const { page } of [anna, ben])
      await expectEventually(() => shown(page)).toBe('Buy milk, Feed the cat, Rest, Bake bread')
  })
})

describe('when the module comes late', () => {
  test('what was done meanwhile is not shown a second time', async () => {
    await using anna = await visit({ held: true })
    const { page } = anna
    await add(page, 'Bake bread')
    await expectEventually(() => shown(page)).toBe(`${BEFORE}, Bake bread`)
    const seen = await record(page)
    await anna.release()
    await isSettled(page)
    expect(await seen()).toEqual([`${BEFORE}, Bake bread`])
    expect(await page.locator('[data-live-optimistic]').count()).toBe(0)
  })

  test('a toggle that the server has shown already is not taken back by it', async () => {
    await using anna = await visit({ held: true })
    const { page } = anna
    const open = shut()
    await page.click('#watch')
    await page.waitForSelector('#watch.on')
    await page.evaluate(`(() => {
      globalThis.changes = 0
      new MutationObserver(() => changes++).observe(document.querySelector('#watch'), { attributeFilter: ['class'] })
    })()`)
    await anna.release()
    open()
    await isSettled(page)
    expect([await page.getAttribute('#watch', 'class'), await page.evaluate('changes')]).toEqual(['on', 0])
  })

  test('a row says what was submitted, and what is typed since stays', async () => {
    await using anna = await visit({ held: true })
    const { page } = anna
    const open = shut()
    await add(page, 'Bake bread')
    await page.fill('input', 'Bake br')
    await anna.release()
    await expectEventually(() => shown(page)).toBe(`${BEFORE}, Bake bread`)
    expect(await page.inputValue('input')).toBe('Bake br')
    open()
    await isSettled(page)
    expect(await shown(page)).toBe(`${BEFORE}, Bake bread`)
    expect(await page.inputValue('input')).toBe('Bake br')
  })

  test('it comes with what needs it, and not with the first click', async () => {
    await using anna = await visit()
    await anna.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /\/commands\./.test(name)),
    )
    await anna.page.route('**/*.js*', (route) => route.abort())
    const open = shut()
    await row(anna.page, 'Buy milk', 'done')
    await expectEventually(() => shown(anna.page)).toBe('Feed the cat, Call Ben')
    open()
  })
})
