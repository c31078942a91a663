/** What a page shows of events before their outcome, on a fast line and on a slow one, in success, failure and refusal. */
import { createApp, html, LiveView, on, repeat, type LiveEvent, type TemplateResult } from 'overwire'
import { appendRow, hide, moveRow, removeRow, self, setValue, toggleClass } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled } from './wire-tap.ts'

/** Has the module of commands loaded. */
const WARM = html`<button id="warm" @click=${hide(self)}>Warm</button>`

class Likes extends LiveView {
  liked = false

  render(): TemplateResult {
    const optimistic = toggleClass(self, 'liked')
    const like = async (): Promise<void> => {
      this.liked = !this.liked
      // It renders before this, and once more after it.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return html`${WARM}<button id="like" class=${this.liked ? 'liked' : ''} @click=${on(like, { optimistic })}>Like</button>
      <button id="fails" @click=${on(() => Promise.reject(new Error('no')), { optimistic })}>Fails</button>
      <button id="refused" @click=${on(() => {}, { allow: () => false, optimistic })}>Refused</button>`
  }
}

class Todos extends LiveView {
  todos = ['Milk', 'Bread', 'Tea']

  add(event: LiveEvent): void {
    // It is a text field.
    this.todos = [...this.todos, event.form.get('title') as string]
    event.reset()
  }

  raise(todo: string): void {
    const index = this.todos.indexOf(todo)
    const others = this.todos.filter((each) => each !== todo)
    this.todos = others.toSpliced(Math.max(0, index - 1), 0, todo)
  }

  render(): TemplateResult {
    const row = html`<li><span data-field="title"></span></li>`
    const add = { optimistic: [appendRow('#todos', row), setValue({ inside: 'input' }, '')] }
    return html`${WARM}<form @submit=${on((event) => this.add(event), add)}><input name="title" /></form>
      <ul id="todos">
        ${repeat(
          this.todos,
          (todo) => todo,
          (todo) =>
            html`<li id=${todo}>
              <span>${todo}</span>
              <button class="up" @click=${on(() => this.raise(todo), { optimistic: moveRow({ closest: 'li' }, 'up') })}>
                Up
              </button>
              <button class="remove" @click=${on(() => this.remove(todo), { optimistic: removeRow({ closest: 'li' }) })}>
                Remove
              </button>
            </li>`,
        )}
      </ul>`
  }

  remove(todo: string): void {
    if (todo === 'Milk') throw new Error('Milk stays')
    this.todos = this.todos.filter((each) => each !== todo)
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({ logger: createLog() }).live('/likes', Likes).live('/todos', Todos)
  served = await serve(app, { port: 0 })
  network = await openNetwork(served.port)
  page = await testBrowser.browser.newPage()
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})
afterEach(() => (network.latency = 0))

async function open(path: string, latency: number): Promise<void> {
  network.latency = 0
  await page.goto(network.url + path)
  await isLive(page)
  // Once its module runs, everything is shown at once.
  await page.click('#warm')
  await page.waitForSelector('#warm', { state: 'hidden' })
  network.latency = latency
}

/** Notes what the page shows whenever that changes: the classes of an element, or the texts of the rows that are seen. */
async function record(what: string): Promise<() => Promise<string[]>> {
  await page.evaluate((selector) => {
    const look = (): string => {
      if (selector !== 'li') return document.querySelector(selector)?.className ?? ''
      const rows = [...document.querySelectorAll('li')].filter((row) => row.checkVisibility())
      return rows.map((row) => row.querySelector('span')?.textContent).join(' ')
    }
    const seen = [look()]
    const note = (): void => {
      if (seen.at(-1) !== look()) seen.push(look())
    }
    const everything = { subtree: true, childList: true, attributes: true, characterData: true }
    new MutationObserver(note).observe(document, everything)
    Object.assign(window, { seen })
  }, what)
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

describe.each([0, 200])('with %i ms of latency', (latency) => {
  test('three fast clicks show what each of them does, and nothing else', async () => {
    await open('/likes', latency)
    const seen = await record('#like')
    for (let click = 0; click < 3; click++) await page.click('#like')
    await isSettled(page)
    expect(await seen()).toEqual(['', 'liked', '', 'liked'])
  })

  test.each(['fails', 'refused'])('what an event shows that is %s goes with it', async (id) => {
    await open('/likes', latency)
    const seen = await record(`#${id}`)
    await page.click(`#${id}`)
    await isSettled(page)
    expect(await seen()).toEqual(['', 'liked', ''])
  })

  test('a row that is added stands there once, and its field is empty at once', async () => {
    await open('/todos', latency)
    const seen = await record('li')
    await page.fill('input', 'Salt')
    await page.press('input', 'Enter')
    expect(await page.inputValue('input')).toBe('')
    await isSettled(page)
    expect(await page.inputValue('input')).toBe('')
    expect(await seen()).toEqual(['Milk Bread Tea', 'Milk Bread Tea Salt'])
    expect(await page.locator('[data-live-optimistic]').count()).toBe(0)
  })

  test('a row moves with its focus, and steps on from where it is seen', async () => {
    await open('/todos', latency)
    const seen = await record('li')
    await page.focus('#Tea .up')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await isSettled(page)
    expect(await seen()).toEqual(['Milk Bread Tea', 'Milk Tea Bread', 'Tea Milk Bread'])
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).toBe('Tea')
  })

  test('a row that was removed is there again when that fails', async () => {
    await open('/todos', latency)
    const seen = await record('li')
    await page.click('#Bread .remove')
    await page.click('#Milk .remove')
    await isSettled(page)
    expect((await seen()).at(-1)).toBe('Milk Tea')
    expect(await seen()).toContain('Tea')
  })
})

test('effects on rows that went are reported once, and the page goes on', async () => {
  await open('/todos', 200)
  await page.click('#Tea .up')
  await page.click('#Tea .remove')
  await isSettled(page)
  await expectEventually(() => page.locator('li').count()).toBe(2)
  await page.click('#Bread .up')
  await isSettled(page)
  expect(await page.locator('li').first().getAttribute('id')).toBe('Bread')
})
