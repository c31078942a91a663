/** Rows that leave with a motion: what events expect of them, of the rows beside them, and what they show elsewhere. */
import { createApp, html, LiveView, on, portal, repeat, type TemplateResult } from 'overwire'
import { animated, hide, moveRow, removeRow, self } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, isSettled } from './wire-tap.ts'

/** Far longer than a test. */
const STYLE = html`<style>
    @keyframes leaving-row { from { opacity: 0.5 } to { opacity: 0.4 } }
    .leaves-slowly { animation: leaving-row 60s }
  </style>
  <button id="warm" @click=${hide(self)}>Warm</button>`

class Lodgers extends LiveView {
  lodgers = ['Ada', 'Bea', 'Cleo', 'Dora']
  answer: () => void = () => {}
  guest: string | null = 'Eli'

  render(): TemplateResult {
    return html`${STYLE}<button id="out" @click=${() => this.remove('Bea')}>Bea moves out</button>
      <button id="rename" @click=${() => (this.lodgers = this.lodgers.map((each) => each.replace('Dora', 'Doris')))}>Rename</button>
      <button id="answer" @click=${() => this.answer()}>Answer</button>
      <ul>
        ${repeat(
          this.lodgers,
          (name) => name,
          (name) => this.row(name),
        )}
      </ul>
      <button id="leave" @click=${() => (this.guest = null)}>The guest leaves</button>
      ${
        this.guest !== null &&
        html`<p class="guest" ${animated({ leave: 'leaves-slowly' })}>${portal('#lodgers-aside', html`<u>${this.guest}</u>`)}</p>`
      }
      <aside id="lodgers-aside"></aside>`
  }

  row(name: string): TemplateResult {
    const optimistic = removeRow({ closest: 'li' })
    const up = moveRow({ closest: 'li' }, 'up')
    const before = moveRow({ closest: 'li' }, { before: 'li:has(.bea)' })
    return html`<li ${animated({ leave: 'leaves-slowly' })}>
      <b class=${name.toLowerCase()}>${name}</b>
      <button class="done" @click=${on(() => this.remove(name), { optimistic })}>Done</button>
      <button class="fails" @click=${on(() => this.fail(), { optimistic, overlap: 'allow' })}>Fails</button>
      <button class="refused" @click=${on(() => {}, { optimistic, allow: () => false })}>Refused</button>
      <button class="up" @click=${on(() => this.raise(name), { optimistic: up })}>Up</button>
      <button class="before" @click=${on(() => this.fail(), { optimistic: before })}>Before</button>
      ${portal('#lodgers-aside', html`<i>${name}</i>`)}
    </li>`
  }

  remove(name: string): void {
    this.lodgers = this.lodgers.filter((each) => each !== name)
  }

  raise(name: string): void {
    const at = this.lodgers.indexOf(name)
    this.lodgers = this.lodgers.filter((each) => each !== name).toSpliced(at - 1, 0, name)
  }

  async fail(): Promise<void> {
    await new Promise<void>((resolve) => (this.answer = resolve))
    throw new Error('no')
  }
}

let testBrowser: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/lodgers', Lodgers), { port: 0 })
  page = await testBrowser.browser.newPage()
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

async function visit(): Promise<void> {
  await page.goto(`http://localhost:${served.port}/lodgers`)
  await isLive(page)
  await page.click('#warm')
  await page.waitForSelector('#warm', { state: 'hidden' })
}

/** Those that users can use, and those that are only seen to go, in brackets. */
function rows(): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('li')]
      .filter((row) => row.checkVisibility())
      .map((row) => {
        const name = row.querySelector('b')?.textContent ?? ''
        return row.hasAttribute('data-live-leaving') ? `(${name})` : name
      })
      .join(' '),
  )
}

function row(name: string, button: string): string {
  return `li:has(.${name.toLowerCase()}):not([data-live-leaving]) .${button}`
}

describe('a row that is expected to go', () => {
  test('has gone for users, and leaves no second time when the server removes it', async () => {
    await visit()
    await page.click(row('Bea', 'done'))
    await isSettled(page)
    expect(await rows()).toBe('Ada Cleo Dora')
  })

  test('comes back once beside one that leaves, where its event fails', async () => {
    await visit()
    await page.click(row('Cleo', 'fails'))
    expect(await rows()).toBe('Ada Bea Dora')
    await page.click('#out')
    await expectEventually(rows).toBe('Ada (Bea) Dora')
    await page.click('#answer')
    await isSettled(page)
    expect(await rows()).toBe('Ada (Bea) Cleo Dora')
  })

  test('comes back once beside one that leaves, where its event is refused', async () => {
    await visit()
    await page.click('#out')
    await expectEventually(rows).toBe('Ada (Bea) Cleo Dora')
    await page.click(row('Cleo', 'refused'))
    await isSettled(page)
    expect(await rows()).toBe('Ada (Bea) Cleo Dora')
  })

  test('does not come back where its event fails after the server has removed it', async () => {
    await visit()
    await page.click(row('Bea', 'fails'))
    expect(await rows()).toBe('Ada Cleo Dora')
    await page.click('#out')
    await page.click('#answer')
    await isSettled(page)
    expect(await rows()).toBe('Ada Cleo Dora')
    expect(await page.locator('li').count()).toBe(3)
  })
})

describe('a row that is moved', () => {
  test('steps over one that leaves', async () => {
    await visit()
    await page.click('#out')
    await expectEventually(rows).toBe('Ada (Bea) Cleo Dora')
    await page.click(row('Cleo', 'up'))
    await isSettled(page)
    expect((await rows()).replace('(Bea) ', '')).toBe('Cleo Ada Dora')
  })

  test('is not moved before one that leaves', async () => {
    await visit()
    await page.click('#out')
    await expectEventually(rows).toBe('Ada (Bea) Cleo Dora')
    await page.click(row('Dora', 'before'))
    expect(await rows()).toBe('Ada (Bea) Cleo Dora')
    await page.click('#answer')
    await isSettled(page)
  })
})

test('what a row shows elsewhere goes with it, and does not come back with the next change while the row leaves', async () => {
  await visit()
  const aside = (): Promise<string[]> => innerTexts(page, '#lodgers-aside i')
  expect(await aside()).toEqual(['Ada', 'Bea', 'Cleo', 'Dora'])
  await page.click('#out')
  await expectEventually(rows).toBe('Ada (Bea) Cleo Dora')
  expect(await aside()).toEqual(['Ada', 'Cleo', 'Dora'])
  await page.click('#rename')
  await page.waitForSelector('.doris')
  expect(await aside()).toEqual(['Ada', 'Cleo', 'Doris'])
})

test('what an element shows elsewhere, and nothing itself, goes with it while it leaves', async () => {
  await visit()
  expect(await page.locator('#lodgers-aside u').innerText()).toBe('Eli')
  await page.click('#leave')
  await page.waitForSelector('.guest[data-live-leaving]', { state: 'attached' })
  await page.click('#rename')
  await page.waitForSelector('.doris')
  expect(await page.locator('#lodgers-aside u').count()).toBe(0)
})
