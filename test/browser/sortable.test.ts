/** Rows that users sort, in a page whose policy allows nothing inline. */
import { createApp, html, LiveView, repeat, sortable, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { violations } from './violations.ts'
import { isLive, isSettled } from './wire-tap.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types overwire"

const SHEET = `ul { width: 200px; padding: 0; margin: 0; list-style: none; min-height: 40px }
li { height: 40px; overflow: hidden } main { display: flex; gap: 20px }`

const LISTS = ['todo', 'done'] as const
type ListName = (typeof LISTS)[number]

/** What somebody else makes of the lists, which pages see at once. */
let byOthers: readonly string[] | undefined

/** The post is always the first; nobody may move it. */
class Jobs extends LiveView {
  lists: Record<ListName, readonly string[]> = {
    todo: ['Post', 'Bank', 'Zoo', 'Shop'],
    done: ['Cook', 'Wash'],
  }

  override start(): void {
    this.live.every(20, () => {
      if (!byOthers) return
      this.lists = { ...this.lists, todo: byOthers }
      byOthers = undefined
    })
  }

  move(key: string, index: number, list: ListName): void {
    if (key === 'Post') throw new Error('The post stays.')
    const without = (name: ListName): readonly string[] => this.lists[name].filter((each) => each !== key)
    const lists = { todo: without('todo'), done: without('done') }
    this.lists = { ...lists, [list]: lists[list].toSpliced(index, 0, key) }
  }

  render(): TemplateResult {
    return html`<main><h1>Jobs</h1>${LISTS.map((name) => this.#list(name))}</main>`
  }

  #list(list: ListName): TemplateResult {
    const keys = this.lists[list]
    const options = { list, group: LISTS, texts: { dropped: '{row}: {list} {position}/{count}' } }
    return html`<ul id=${list} aria-label="To do: ${list}" ${sortable(Object.values(this.lists).flat(), (...move) => this.move(...move), options)}>
      ${repeat(
        keys,
        (key) => key,
        (key) =>
          html`<li data-key=${key}>${key} <button id="move-${key}" data-handle aria-label="Move ${key}">=</button></li>`,
      )}
    </ul>`
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network
let page: Page
const forbidden: string[] = []

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({
    logger: createLog(),
    document: ({ head, lang, body }) =>
      html`<!doctype html>
        <html lang=${lang}>
          <head>
            <title>Jobs</title>
            <link rel="stylesheet" href="/sorted.css" />
            ${head}
          </head>
          <body>
            ${body}
          </body>
        </html>`,
  })
    .live('/', Jobs)
    .handle('GET', '/sorted.css', () => new Response(SHEET, { headers: { 'content-type': 'text/css' } }))
  served = await serve(app, { port: 0, headers: { 'content-security-policy': POLICY } })
  network = await openNetwork(served.port)
  page = await testBrowser.browser.newPage()
  await page.exposeFunction('forbid', (what: string) => void forbidden.push(what))
  await page.addInitScript(() => {
    // The function above.
    const { forbid } = window as unknown as { forbid(what: string): void }
    document.addEventListener('securitypolicyviolation', (event) =>
      forbid(`${event.effectiveDirective} ${event.sample}`),
    )
  })
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

beforeEach(async () => {
  network.latency = 0
  byOthers = undefined
  await page.goto(network.url)
  await isLive(page)
  await isSettled(page)
})

/** The rows of both lists as they stand in the document. */
function rows(): Promise<string> {
  return page.evaluate(
    (lists) =>
      lists
        .map((list) => [...document.querySelectorAll<HTMLElement>(`#${list} > li`)])
        .map((found) => found.map((each) => each.dataset['key']).join(' '))
        .join(' | '),
    LISTS,
  )
}

/** The rows as they are seen, from the top. */
async function seen(list: ListName): Promise<string> {
  // In one evaluation: a row that is replaced before it is read is nowhere.
  const { found, left } = await page.evaluate(
    (within) => ({
      found: [...document.querySelectorAll('li')].map((each) => ({
        key: each.dataset['key'],
        x: each.getBoundingClientRect().x,
        y: each.getBoundingClientRect().y,
      })),
      left: document.getElementById(within)?.getBoundingClientRect().x ?? 0,
    }),
    list,
  )
  const inList = found.filter(({ x }) => Math.abs(x - left) < 60)
  return inList
    .toSorted((one, other) => one.y - other.y)
    .map(({ key }) => key)
    .join(' ')
}

const said = (): Promise<string | null> => page.locator('[aria-live=assertive]').textContent()

async function middle(selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} is not seen.`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Presses a handle and goes to another place in several steps. */
async function drag(key: string, { x, y }: { x: number; y: number }): Promise<void> {
  const from = await middle(`#move-${key}`)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(x, y, { steps: 5 })
}

describe('a row that is dragged', () => {
  test('is seen where it would come, moves at once when it is dropped, and stays in the order of the server', async () => {
    network.latency = 200
    const shop = await middle('[data-key=Shop]')
    await drag('Bank', { x: shop.x, y: shop.y + 10 })
    await expectEventually(() => seen('todo')).toBe('Post Zoo Shop Bank')
    expect(await rows()).toBe('Post Bank Zoo Shop | Cook Wash')
    expect(await page.locator('[data-live-dragging]').getAttribute('data-key')).toBe('Bank')
    await page.mouse.up()
    expect(await rows()).toBe('Post Zoo Shop Bank | Cook Wash')
    expect(await page.locator('[data-key=Bank]').getAttribute('style')).toBe('')
    expect(await page.locator('[data-live-pending]').count()).toBeGreaterThan(0)
    await isSettled(page)
    expect(await rows()).toBe('Post Zoo Shop Bank | Cook Wash')
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
  })

  test('goes into another list of its group', async () => {
    const wash = await middle('[data-key=Wash]')
    await drag('Zoo', { x: wash.x, y: wash.y - 25 })
    await expectEventually(() => seen('done')).toBe('Cook Zoo Wash')
    await expectEventually(() => seen('todo')).toBe('Post Bank Shop')
    await page.mouse.up()
    await isSettled(page)
    await expectEventually(rows).toBe('Post Bank Shop | Cook Zoo Wash')
  })

  test('that the server refuses to move goes back, and screen readers say so', async () => {
    network.latency = 100
    const zoo = await middle('[data-key=Zoo]')
    await drag('Post', { x: zoo.x, y: zoo.y + 5 })
    await page.mouse.up()
    expect(await rows()).toBe('Bank Zoo Post Shop | Cook Wash')
    await expectEventually(rows).toBe('Post Bank Zoo Shop | Cook Wash')
    expect(await said()).toBe('Post could not be moved.')
  })

  test('goes back by Escape, and a press that goes nowhere is a click', async () => {
    const zoo = await middle('[data-key=Zoo]')
    await drag('Post', { x: zoo.x, y: zoo.y + 5 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(await rows()).toBe('Post Bank Zoo Shop | Cook Wash')
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
    await page.evaluate(() => {
      document.addEventListener(
        'click',
        ({ target }) => (document.title = target instanceof Element ? target.id : ''),
      )
    })
    await page.click('#move-Zoo')
    expect(await page.title()).toBe('move-Zoo')
  })

  test('stays in the hand while others change the list, and is let go when it has gone', async () => {
    const shop = await middle('[data-key=Shop]')
    await drag('Bank', { x: shop.x, y: shop.y - 25 })
    await expectEventually(() => seen('todo')).toBe('Post Zoo Bank Shop')
    byOthers = ['Gym', 'Post', 'Bank', 'Zoo', 'Shop']
    await expectEventually(rows).toBe('Gym Post Bank Zoo Shop | Cook Wash')
    await expectEventually(() => seen('todo')).toBe('Gym Post Zoo Bank Shop')
    byOthers = ['Post', 'Zoo', 'Shop']
    await expectEventually(rows).toBe('Post Zoo Shop | Cook Wash')
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
    await page.mouse.up()
    await isSettled(page)
    expect(await rows()).toBe('Post Zoo Shop | Cook Wash')
    expect(await page.locator('li[style*=translate]').count()).toBe(0)
  })

  test('is dragged by a finger, which does not scroll', async () => {
    const session = await page.context().newCDPSession(page)
    const [from, to] = [await middle('#move-Bank'), await middle('[data-key=Shop]')]
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number): Promise<unknown> =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: from.x, y }],
      })
    await touch('touchStart', from.y)
    for (const share of [0.2, 0.4, 0.6, 0.8, 1])
      await touch('touchMove', from.y + (to.y + 5 - from.y) * share)
    await expectEventually(() => seen('todo')).toBe('Post Zoo Shop Bank')
    await touch('touchEnd', to.y)
    await isSettled(page)
    await expectEventually(rows).toBe('Post Zoo Shop Bank | Cook Wash')
    await session.detach()
  })
})

describe('a row that is moved by keys', () => {
  test('is lifted and dropped by Space, moved by arrow keys, and keeps the focus', async () => {
    network.latency = 100
    await page.focus('#move-Bank')
    await page.keyboard.press('Space')
    expect(await said()).toMatch(/^Bank is lifted, at 2 of 4\./)
    await page.keyboard.press('ArrowDown')
    expect(await said()).toBe('3 of 4')
    await page.keyboard.press('End')
    expect(await said()).toBe('4 of 4')
    await expectEventually(() => seen('todo')).toBe('Post Zoo Shop Bank')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    expect(await said()).toBe('Bank: To do: todo 3/4')
    expect(await rows()).toBe('Post Zoo Bank Shop | Cook Wash')
    // The next one need not wait for the server.
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    expect(await rows()).toBe('Post Bank Zoo Shop | Cook Wash')
    await isSettled(page)
    expect(await rows()).toBe('Post Bank Zoo Shop | Cook Wash')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('move-Bank')
  })

  test('is moved also where it is lifted again in the moment in which it was dropped', async () => {
    await page.focus('#move-Bank')
    await page.evaluate(async () => {
      const press = (key: string): void => {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true })
        document.activeElement?.dispatchEvent(event)
      }
      for (const key of [' ', 'End', ' ', ' ']) press(key)
      await new Promise((resolve) => setTimeout(resolve, 5))
      for (const key of ['Home', ' ']) press(key)
    })
    await isSettled(page)
    expect(await rows()).toMatch(/^Bank /)
  })

  test('goes into another list, and back before the server has answered', async () => {
    network.latency = 150
    await page.focus('#move-Zoo')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    expect(await said()).toBe('To do: done, 3 of 3')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    expect(await rows()).toBe('Post Bank Shop | Cook Zoo Wash')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    expect(await rows()).toBe('Zoo Post Bank Shop | Cook Wash')
    // The row is another element by then.
    await expectEventually(() =>
      page.locator('#todo > [data-key=Zoo]:not([data-live-pending])').count(),
    ).toBe(1)
    await isSettled(page)
    expect(await rows()).toBe('Zoo Post Bank Shop | Cook Wash')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('move-Zoo')
  })

  test('stays where it stands by Escape, by Tab, and where it is dropped at once', async () => {
    for (const key of ['Escape', 'Tab', 'Space']) {
      await page.focus('#move-Bank')
      await page.keyboard.press('Space')
      if (key !== 'Space') await page.keyboard.press('ArrowDown')
      await page.keyboard.press(key)
      expect(await said()).toBe('Bank stays at 2 of 4.')
      expect(await rows()).toBe('Post Bank Zoo Shop | Cook Wash')
      expect(await page.locator('[data-live-pending],[data-live-dragging]').count()).toBe(0)
    }
  })
})

test('nothing of it needs what a strict policy forbids, or bars anybody', () => {
  expect(forbidden).toEqual([])
})

test('lists that can be sorted are accessible', async () => {
  await page.focus('#move-Bank')
  await page.keyboard.press('Space')
  expect(await violations(page)).toEqual([])
})
