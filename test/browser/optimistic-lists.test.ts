/** Rows that go from one list into another, and rows that are renamed, while their event has no outcome. */
import {
  createApp,
  html,
  LiveView,
  on,
  repeat,
  type LiveEvent,
  type TemplateResult,
  type TemplateValue,
} from 'overwire'
import { hide, moveRow, self, setFields, toggleClass } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled } from './wire-tap.ts'

interface Errand {
  readonly id: string
  readonly name: string
  readonly isDone: boolean
}

/** The bank stays open, and keeps its name. */
class Errands extends LiveView {
  errands: readonly Errand[] = ['Post', 'Bank', 'Zoo'].map((name) => ({
    id: name.toLowerCase(),
    name,
    isDone: false,
  }))

  finish(finished: readonly Errand[]): void {
    if (finished.some(({ id }) => id === 'bank')) throw new Error('The bank is closed.')
    const rest = this.errands.filter((each) => !finished.includes(each))
    this.errands = [...rest, ...finished.map((each) => ({ ...each, isDone: true }))]
  }

  rename({ id }: Errand, event: LiveEvent): void {
    if (id === 'bank') throw new Error('It is the only one.')
    // It is a text field.
    const name = event.form.get('name') as string
    this.errands = this.errands.map((each) => (each.id === id ? { ...each, name } : each))
  }

  render(): TemplateResult {
    const finishChosen = on(() => this.finish(this.errands.filter(({ id }) => id === 'zoo')), {
      optimistic: moveRow('.chosen', { into: '#open:has(#zoo.chosen) + #done' }),
    })
    return html`<button id="warm" @click=${hide(self)}>Warm the lists</button>
      <ul id="open">
        ${this.#rows(false)}
      </ul>
      <ul id="done">
        ${this.#rows(true)}
      </ul>
      <button id="finish-chosen" @click=${finishChosen}>Finish the chosen</button>`
  }

  #rows(isDone: boolean): TemplateValue {
    return repeat(
      this.errands.filter((each) => each.isDone === isDone),
      ({ id }) => id,
      (errand) => this.#row(errand),
    )
  }

  #row(errand: Errand): TemplateResult {
    const row = { closest: 'li' }
    const finish = on(() => this.finish([errand]), { optimistic: moveRow(row, { into: '#done' }) })
    const before = on(() => this.finish([errand]), {
      optimistic: moveRow(row, { before: '#done :first-child' }),
    })
    const rename = on((event) => this.rename(errand, event), { optimistic: setFields(row) })
    return html`<li id=${errand.id}>
      <b data-field="name">${errand.name}</b>
      <button class="finish" @click=${finish}>Finish</button>
      <button class="before" @click=${before}>Finish before all</button>
      <button class="choose" @click=${toggleClass(row, 'chosen')}>Choose</button>
      <form @submit=${rename}><input name="name" /></form>
    </li>`
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/', Errands), { port: 0 })
  network = await openNetwork(served.port)
  page = await testBrowser.browser.newPage()
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

async function open(latency: number): Promise<() => Promise<string[]>> {
  network.latency = 0
  await page.goto(network.url)
  await isLive(page)
  await page.click('#warm')
  await page.waitForSelector('#warm', { state: 'hidden' })
  network.latency = latency
  return record()
}

/** Notes what the lists show whenever that changes, as `Post Bank | Zoo`. */
async function record(): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const names = (list: string): string =>
      [...document.querySelectorAll(`#${list} b`)].map((each) => each.textContent).join(' ')
    const look = (): string => `${names('open')} | ${names('done')}`
    const seen = [look()]
    const note = (): void => {
      if (seen.at(-1) !== look()) seen.push(look())
    }
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { seen })
  })
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

const focused = (): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest('li')?.id)

describe.each([0, 200])('with %i ms of latency', (latency) => {
  test('a row goes into another list, which is empty, and then before another one', async () => {
    const seen = await open(latency)
    await page.click('#zoo .finish')
    await page.click('#post .before')
    await isSettled(page)
    const shown = await seen()
    expect(shown.slice(0, 3)).toEqual(['Post Bank Zoo | ', 'Post Bank | Zoo', 'Bank | Post Zoo'])
    // The server puts what is finished to the end.
    expect(shown.at(-1)).toBe('Bank | Zoo Post')
  })

  test('a row has the focus in the other list, and is back in its place with it when that fails', async () => {
    const seen = await open(latency)
    await page.focus('#bank .finish')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('bank')
    await isSettled(page)
    expect(await seen()).toEqual(['Post Bank Zoo | ', 'Post Zoo | Bank', 'Post Bank Zoo | '])
    expect(await focused()).toBe('bank')
  })

  test('a row that the server makes anew in another list keeps the focus, and no key goes to the body', async () => {
    await open(latency)
    // It is known by the id of the row, and by its place in it.
    await page.focus('#zoo .finish')
    await page.evaluate(() => {
      const keys: unknown[] = []
      addEventListener('keydown', ({ target }) => keys.push((target as Element).className))
      const places = new Set<string | undefined>()
      const note = (): unknown => places.add(document.activeElement?.className)
      new MutationObserver(note).observe(document, { subtree: true, childList: true })
      Object.assign(window, { keys, places })
    })
    await page.keyboard.press('Enter')
    await page.keyboard.press('x')
    await isSettled(page)
    await page.keyboard.press('x')
    expect(await page.locator('#done #zoo').count()).toBe(1)
    expect(await focused()).toBe('zoo')
    const { keys, places } = await page.evaluate(() => {
      const noted = window as unknown as { keys: string[]; places: Set<string> }
      return { keys: noted.keys, places: [...noted.places] }
    })
    expect([keys, places]).toEqual([['finish', 'finish', 'finish'], ['finish']])
  })

  test('a text in a row that goes to another list keeps the focus', async () => {
    await open(latency)
    await page.focus('#zoo input')
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#zoo .choose')?.click()
      document.querySelector<HTMLElement>('#finish-chosen')?.click()
    })
    await isSettled(page)
    expect(await page.locator('#done #zoo').count()).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('input')
  })

  test('what is renamed has its new name at once, and once', async () => {
    const seen = await open(latency)
    await page.fill('#zoo input', 'Farm')
    await page.press('#zoo input', 'Enter')
    await isSettled(page)
    expect(await seen()).toEqual(['Post Bank Zoo | ', 'Post Bank Farm | '])
  })

  test('what is renamed has its old name when that fails', async () => {
    const seen = await open(latency)
    await page.fill('#bank input', 'Casino')
    await page.press('#bank input', 'Enter')
    await isSettled(page)
    expect(await seen()).toEqual(['Post Bank Zoo | ', 'Post Casino Zoo | ', 'Post Bank Zoo | '])
  })
})

test('an effect stays with the row and the list that it found, also when its selectors find something else', async () => {
  const seen = await open(200)
  await page.click('#zoo .choose')
  await page.click('#finish-chosen')
  await page.click('#zoo .choose')
  await page.click('#post .choose')
  // Everything is laid over the page anew.
  await page.click('#post .finish')
  await isSettled(page)
  const shown = await seen()
  expect(shown.slice(0, 3)).toEqual(['Post Bank Zoo | ', 'Post Bank | Zoo', 'Bank | Zoo Post'])
  expect(new Set(shown.slice(2))).toEqual(new Set(['Bank | Zoo Post']))
})
