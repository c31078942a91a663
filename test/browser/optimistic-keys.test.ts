/** What a page shows before the outcome of a key: something else for each of them. */
import { createApp, html, LiveView, on, repeat, type TemplateResult } from 'overwire'
import { addClass, hide, moveRow, removeRow, self } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled } from './wire-tap.ts'

/** Hay stays where it is. */
class Crops extends LiveView {
  crops = ['Oats', 'Rye', 'Hay']
  typed = 0

  press(crop: string, key: string): void {
    if (crop === 'Hay') throw new Error('Hay stays.')
    const at = this.crops.indexOf(crop)
    const others = this.crops.filter((each) => each !== crop)
    if (key === 'Delete') this.crops = others
    else if (key === 'Home') this.crops = [crop, ...others]
    else this.crops = others.toSpliced(Math.max(0, at + (key === 'ArrowUp' ? -1 : 1)), 0, crop)
  }

  render(): TemplateResult {
    return html`<button id="warm" @click=${hide(self)}>Warm the crops</button>
      <ul>
        ${repeat(
          this.crops,
          (crop) => crop,
          (crop) => this.#row(crop),
        )}
      </ul>
      <input
        @keydown=${on('keydown', () => this.typed++, { optimistic: { '?': addClass(self, 'asks'), 'mod+b': addClass(self, 'bold') } })}
      />
      <output>${this.typed}</output>`
  }

  #row(crop: string): TemplateResult {
    const named = on('keydown', (event) => this.press(crop, event.key), {
      keys: ['ArrowUp', 'ArrowDown'],
      prevent: true,
      optimistic: {
        ArrowUp: moveRow({ closest: 'li' }, 'up'),
        ArrowDown: moveRow({ closest: 'li' }, 'down'),
      },
    })
    const combined = on('keydown', (event) => this.press(crop, event.key), {
      keys: ['mod+Home', 'Delete'],
      prevent: true,
      optimistic: { 'mod+Home': [moveRow(self, 'first'), addClass(self, 'top')], Delete: removeRow(self) },
    })
    return html`<li id=${crop} @keydown=${combined}><button @keydown=${named}>${crop}</button></li>`
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/', Crops), { port: 0 })
  network = await openNetwork(served.port)
  page = await testBrowser.browser.newPage()
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

/** Opens the page and notes what it shows whenever that changes: rows that are seen, with their classes. */
async function open(latency: number): Promise<() => Promise<string[]>> {
  network.latency = 0
  await page.goto(network.url)
  await isLive(page)
  await page.click('#warm')
  await page.waitForSelector('#warm', { state: 'hidden' })
  network.latency = latency
  await page.evaluate(() => {
    const look = (): string =>
      [...document.querySelectorAll('li')]
        .filter((row) => row.checkVisibility())
        .map(({ id, className }) => id + className)
        .join(' ')
    const seen = [look()]
    const note = (): void => {
      if (seen.at(-1) !== look()) seen.push(look())
    }
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true })
    Object.assign(window, { seen })
  })
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

describe.each([0, 200])('with %i ms of latency', (latency) => {
  test('each key shows what belongs to it, however it is written and whatever is held', async () => {
    const seen = await open(latency)
    await page.focus('#Rye button')
    await page.keyboard.press('ArrowUp')
    // Names of keys fire with whichever modifiers.
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('Home')
    await page.keyboard.press('Delete')
    await isSettled(page)
    const shown = await seen()
    expect(shown.filter((each) => !each.includes('Ryetop'))).toEqual([
      'Oats Rye Hay',
      'Rye Oats Hay',
      'Oats Rye Hay',
      ...(shown.includes('Rye Oats Hay', 3) ? ['Rye Oats Hay'] : []),
      'Oats Hay',
    ])
    expect(shown).toContain('Ryetop Oats Hay')
  })

  test.each([
    ['ArrowUp', 'Oats Hay Rye'],
    ['Control+Home', 'Haytop Oats Rye'],
    ['Delete', 'Oats Rye'],
  ])('what %s shows goes when it fails', async (key, shown) => {
    const seen = await open(latency)
    await page.focus('#Hay button')
    await page.keyboard.press(key)
    await isSettled(page)
    expect(await seen()).toEqual(['Oats Rye Hay', shown, 'Oats Rye Hay'])
  })

  test('a key that is held is shown as often as its handler runs', async () => {
    const seen = await open(latency)
    await page.focus('#Oats button')
    await page.keyboard.down('ArrowDown')
    await page.keyboard.down('ArrowDown')
    await page.keyboard.up('ArrowDown')
    await isSettled(page)
    expect(await seen()).toEqual(['Oats Rye Hay', 'Rye Oats Hay', 'Rye Hay Oats'])
  })
})

test('a handler without keys gets all of them, and shows the effects of those that have one', async () => {
  await open(200)
  const classes = (): Promise<string> => page.locator('input').evaluate((input) => input.classList.value)
  await page.focus('input')
  await page.keyboard.press('a')
  expect(await classes()).toBe('')
  await page.keyboard.press('?')
  expect(await classes()).toBe('asks')
  await page.keyboard.press('Control+b')
  expect(await classes()).toBe('asks bold')
  await isSettled(page)
  expect(await classes()).toBe('')
  // Control is a key as well.
  expect(await page.innerText('output')).toBe('4')
})
