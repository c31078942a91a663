/** A day at the office: orders are looked for, sorted and changed by two people, on a fast line and on a slow one. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { openReaders, type Reader, type Readers } from './readers.ts'
import { violations } from './violations.ts'
import { isLive, isSettled } from './wire-tap.ts'

let readers: Readers
beforeAll(async () => {
  readers = await openReaders('admin')
})
afterAll(() => readers[Symbol.asyncDispose]())

const found = (page: Page): Promise<string> => page.locator('.found').innerText()
const message = (page: Page): Promise<string> => page.locator('[data-live-flash]').innerText()
const rows = (page: Page) => page.locator('#orders tr')
const customers = (page: Page): Promise<string[]> =>
  page.locator('#orders .customer input').evaluateAll((inputs) =>
    // They are inputs: the selector says so.
    inputs.map((input) => (input as HTMLInputElement).value),
  )
const totals = async (page: Page): Promise<number[]> =>
  (await page.locator('#orders .total').allInnerTexts()).map((text) => Number(text.replace(/[€,]/g, '')))
const customerOf = (page: Page, id: number) => page.getByLabel(`Customer of order ${id}`, { exact: true })

/** What the page needs is loaded. */
async function hasUsedIt(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await expectEventually(() => page.evaluate(() => document.activeElement?.id)).toBe('search')
  await page.getByRole('heading', { name: 'Orders' }).click()
}

describe.each([0, 200])('with %i ms to the server and back', (roundTrip) => {
  let network: Network
  /** Is as far away as that. */
  let anna: Reader
  let ben: Reader
  beforeAll(async () => {
    network = await openNetwork(readers.port)
  })
  afterAll(() => network[Symbol.asyncDispose]())
  beforeEach(async () => {
    anna = await readers.visit('/', network.url)
    ben = await readers.visit('/')
    await hasUsedIt(anna.page)
    network.latency = roundTrip / 2
  })
  afterEach(async () => {
    network.latency = 0
    await anna[Symbol.asyncDispose]()
    await ben[Symbol.asyncDispose]()
  })

  test('Anna finds an order while she types, and the address says what she looks for', async () => {
    const { page } = anna
    expect(await found(page)).toMatch(/^6,000 orders/)
    await page.keyboard.press('/')
    await page.keyboard.type('olga keller porto', { delay: 5 })
    await expectEventually(() => new URL(page.url()).searchParams.get('q')).toBe('olga keller porto')
    await expectEventually(async () => new Set(await customers(page))).toEqual(new Set(['Olga Keller']))
    await expectEventually(() => found(page)).toMatch(/^\d orders?, /)
    const count = await rows(page).count()

    // Who is given the address finds the same, and so does a reload.
    await ben.page.goto(readers.url + new URL(page.url()).search)
    await isLive(ben.page)
    await expectEventually(() => rows(ben.page).count()).toBe(count)

    await page.getByLabel('Search orders').fill('nobody at all')
    await expectEventually(() => page.locator('.empty').count()).toBe(1)
    expect(await page.getByLabel('Search orders').inputValue()).toBe('nobody at all')
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna sorts by the total, keeps the returned ones, and goes back to where she was', async () => {
    const { page } = anna
    await page.getByLabel('Status', { exact: true }).selectOption('returned')
    await expectEventually(() => rows(page).first().getAttribute('data-status')).toBe('returned')
    await page.getByRole('link', { name: 'Total' }).click()
    const header = page.getByRole('columnheader', { name: 'Total' })
    await expectEventually(() => header.getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('link', { name: 'Total' }).click()
    await expectEventually(() => header.getAttribute('aria-sort')).toBe('descending')
    await expectEventually(async () => {
      const all = await totals(page)
      return all.every((total, index) => index === 0 || total <= (all[index - 1] ?? 0))
    }).toBe(true)
    expect(await page.locator('#orders tr:not([data-status=returned])').count()).toBe(0)

    await page.goBack()
    await expectEventually(() => header.getAttribute('aria-sort')).toBe('ascending')
    expect(await page.getByLabel('Status', { exact: true }).inputValue()).toBe('returned')
    expect(anna.wire.complaints).toEqual([])
  })

  test('Anna scrolls on and on, and there are more orders each time', async () => {
    const { page } = anna
    expect(await rows(page).count()).toBe(50)
    for (const count of [100, 200, 400]) {
      await expectEventually(async () => {
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
        return rows(page).count()
      }).toBeGreaterThanOrEqual(count)
    }
    const ids = await rows(page).evaluateAll((all) => all.map(({ id }) => Number(id.replace('order-', ''))))
    expect(ids).toEqual(ids.map((_, index) => Math.max(...ids) - index))
    expect(anna.wire.complaints).toEqual([])
  })

  test('Anna writes into an order where it stands; Ben sees it, and what he is writing himself stays', async () => {
    const { page } = anna
    const id = 5900 + roundTrip / 200
    for (const each of [anna, ben]) {
      await each.page.getByLabel('Search orders').fill(`#${id}`)
      await expectEventually(() => rows(each.page).count()).toBe(1)
    }
    await ben.page.getByLabel(`Note of order ${id}`).fill('Ben is wri')

    await customerOf(page, id).fill('Anna Almond')
    await page.keyboard.press('Enter')
    await expectEventually(() => customerOf(ben.page, id).inputValue()).toBe('Anna Almond')
    expect(await ben.page.getByLabel(`Note of order ${id}`).inputValue()).toBe('Ben is wri')
    await ben.page.keyboard.type('ting')
    await ben.page.keyboard.press('Enter')
    await expectEventually(() => page.getByLabel(`Note of order ${id}`).inputValue()).toBe('Ben is writing')

    await page.getByLabel(`Status of order ${id}`).selectOption('returned')
    await expectEventually(() => rows(ben.page).first().getAttribute('data-status')).toBe('returned')
    expect(await ben.page.getByLabel(`Status of order ${id}`).inputValue()).toBe('returned')

    // Escape takes back what was typed; a customer without a name is refused.
    await customerOf(page, id).fill('Somebody')
    await page.keyboard.press('Escape')
    await expectEventually(() => customerOf(page, id).inputValue()).toBe('Anna Almond')
    await customerOf(page, id).fill(' ')
    await page.keyboard.press('Enter')
    await expectEventually(() => message(page)).toBe('An order needs a customer.')
    await expectEventually(() => customerOf(page, id).inputValue()).toBe('Anna Almond')
    await isSettled(page)
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })
})

test('without JavaScript orders are found, sorted and kept apart by their addresses', async () => {
  await using reader = await readers.open('/', { javaScriptEnabled: false })
  const { page } = reader
  await page.getByLabel('Search orders').fill('keller')
  await page.getByLabel('Status', { exact: true }).selectOption('returned')
  await page.getByRole('button', { name: 'Search' }).click()
  expect(new Set((await customers(page)).map((name) => name.split(' ')[1]))).toEqual(new Set(['Keller']))
  await page.getByRole('link', { name: 'City' }).click()
  const cities = await page.locator('#orders .city').allInnerTexts()
  expect(cities).toEqual(cities.toSorted())
  expect(cities.length).toBeGreaterThan(1)
})

test.each([
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
] as const)('axe-core finds nothing wrong, $colorScheme at $viewport.width pixels', async (look) => {
  await using reader = await readers.open('/', look)
  const { page } = reader
  await isLive(page)
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})
