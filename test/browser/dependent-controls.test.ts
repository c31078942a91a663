/** Controls of forms whose values and choices depend on each other, as they are in a browser. */
import { bind, createApp, form, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled } from './wire-tap.ts'

const CITIES: Readonly<Record<string, readonly string[]>> = { it: ['Rome', 'Turin'], fr: ['Paris', 'Lyon'] }

class Address extends LiveView {
  address = form(
    z.object({
      land: z.string(),
      city: z.string(),
      amount: z.number().optional(),
      lines: z.array(z.object({ text: z.string() })),
    }),
    { values: { land: 'it', city: 'Turin', lines: [{ text: 'one' }, { text: 'two' }] } },
  )
  land = 'it'
  city = 'Turin'
  saved = ''
  ticks = 0

  render(): TemplateResult {
    const { address } = this
    const options = (land = '') =>
      (CITIES[land] ?? []).map((city) => html`<option value=${city}>${city}</option>`)
    return html`<form ${address} @submit=${address.submit((values) => (this.saved = JSON.stringify(values)))}>
        <select aria-label="Land" ${address.field('land')}><option value="it">Italy</option><option value="fr">France</option></select>
        <select aria-label="City" ${address.field('city')}>${options(address.value('land'))}</select>
        <input aria-label="Amount" type="number" step="any" ${address.field('amount')} />
        ${repeat(
          address.rows('lines'),
          (row) => row.key,
          (row) => html`<p>
            <input aria-label="Line ${row.index}" ${row.field('text')} />
            <button type="button" @click=${() => row.remove()}>Cut ${row.index}</button>
            <button type="button" @click=${() => row.move(row.index + 1)}>Down ${row.index}</button>
          </p>`,
        )}
        <button type="button" @click=${() => address.add('lines', { text: '' }, 0)}>First line</button>
        <button>Store</button>
      </form>
      <select aria-label="Bound land" ${bind(this, 'land')}><option value="it">Italy</option><option value="fr">France</option></select>
      <select aria-label="Bound city" ${bind(this, 'city')}>${options(this.land)}</select>
      <button @click=${() => this.ticks++}>Tick ${this.ticks}</button>
      <output>${this.saved}</output><i>${this.city} ${address.value('city')} ${address.value('amount')}</i>`
  }
}

let opened: TestBrowser
let served: Served
let network: Network
let page: Page

beforeAll(async () => {
  opened = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/', Address), { port: 0, signals: false })
  network = await openNetwork(served.port)
  page = await opened.browser.newPage()
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await opened[Symbol.asyncDispose]()
})
beforeEach(async () => {
  network.latency = 0
  await page.goto(network.url)
  await isLive(page)
  await isSettled(page)
})

const chosen = (name: string) => page.getByLabel(name, { exact: true }).inputValue()

test.each([
  ['Land', 'City', 1],
  ['Bound land', 'Bound city', 0],
])(
  'a select whose options do not have its value any more does not show another one as if it were chosen: %s',
  async (land, city, at) => {
    await page.getByLabel(land, { exact: true }).selectOption('fr')
    await isSettled(page)
    const held = (await page.textContent('i'))?.split(' ')[at]
    expect([await chosen(city), held]).toEqual(['', 'Turin'])
    await page.getByLabel(land, { exact: true }).selectOption('it')
    await isSettled(page)
    expect(await chosen(city)).toBe('Turin')
  },
)

test.each(['-5.50', '1e3', '0.070', '.5', '12'])(
  'a number is left as it is typed on a slow line: %s',
  async (text) => {
    network.latency = 60
    const amount = page.getByLabel('Amount')
    await amount.click()
    await page.keyboard.type(text, { delay: 40 })
    await isSettled(page)
    expect(await amount.evaluate((input: HTMLInputElement) => input.valueAsNumber)).toBe(Number(text))
    await page.keyboard.press('1')
    await isSettled(page)
    await amount.blur()
    await isSettled(page)
    expect(await amount.evaluate((input: HTMLInputElement) => input.valueAsNumber)).toBe(Number(`${text}1`))
    await expectEventually(() => page.textContent('i')).toContain(` ${Number(`${text}1`)}`)
  },
)

test('a line that is typed keeps its text and the focus when lines before it come, go and change places', async () => {
  network.latency = 50
  const two = page.getByLabel('Line 1')
  await two.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' and', { delay: 10 })
  await page.evaluate(() => {
    // Without taking the focus.
    for (const text of ['First line', 'Cut 0'])
      [...document.querySelectorAll('button')].find((each) => each.textContent === text)?.click()
  })
  await page.keyboard.type(' more', { delay: 30 })
  await isSettled(page)
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value)).toBe(
    'two and more',
  )
  await page.evaluate(() =>
    [...document.querySelectorAll('button')].find((each) => each.textContent === 'Down 0')?.click(),
  )
  await page.keyboard.type('!', { delay: 30 })
  await isSettled(page)
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value)).toBe(
    'two and more!',
  )
  await page.click('text=Store')
  await isSettled(page)
  const { lines } = JSON.parse((await page.textContent('output')) ?? '') as { lines: { text: string }[] }
  expect(
    lines
      .map(({ text }) => text)
      .toSorted()
      .join('|'),
  ).toContain('two and more!')
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('p > input')].map(({ value }) => value),
  )
  expect(lines.map(({ text }) => text)).toEqual(shown)
})
