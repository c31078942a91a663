/** A day at the office: orders are looked for, sorted and changed by two people, on a fast line and on a slow one. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts, visibleTexts } from './inner-texts.ts'
import { openNetwork, type Network } from './network.ts'
import { openReaders, type Reader, type Readers } from './readers.ts'
import { violations } from './violations.ts'
import { isLive, isSettled } from './wire-tap.ts'

let readers: Readers
beforeAll(async () => {
  readers = await openReaders('admin')
})
// What a failed test leaves behind would make those after it fail.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await readers[Symbol.asyncDispose]()
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
const numbers = (page: Page): Promise<string[]> => visibleTexts(page.locator('#orders'), '.number button')
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '')
const totals = async (page: Page): Promise<number[]> =>
  (await innerTexts(page, '#orders .total')).map((text) => Number(text.replace(/[€,]/g, '')))
const customerOf = (page: Page, id: number) => page.getByLabel(`Customer of order ${id}`, { exact: true })

/** What the page needs is loaded. */
async function hasUsedIt(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await expectEventually(() => page.evaluate(() => document.activeElement?.id)).toBe('search')
  await page.getByRole('heading', { name: 'Orders' }).click()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expectEventually(() => keys.isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await expectEventually(() => keys.isVisible()).toBe(false)
}

/** Shows the orders of one town alone, and returns their numbers. */
async function lookFor(page: Page, city: string): Promise<string[]> {
  await page.getByLabel('Search orders').fill(city)
  await expectEventually(async () => new Set(await innerTexts(page, '#orders .city'))).toEqual(
    new Set([city]),
  )
  await isSettled(page)
  return numbers(page)
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
    network.serverPort = readers.port
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
    expect(await found(page)).toMatch(/^6,00\d orders/)
    await page.keyboard.press('/')
    await page.keyboard.type('olga keller porto', { delay: 5 })
    await expectEventually(() => new URL(page.url()).searchParams.get('q')).toBe('olga keller porto')
    // Her address stays where a story before this one has changed the name on an order of hers.
    const addresses = async (): Promise<Set<string>> =>
      new Set(await innerTexts(page, '#orders .customer .quiet'))
    await expectEventually(addresses).toEqual(new Set(['olga.keller@example.com']))
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

  test('Anna removes orders, sees them go before the server can know, and takes it back', async () => {
    const { page } = anna
    const city = roundTrip === 0 ? 'Zadar' : 'Turku'
    const [first = '', second = '', third = '', ...rest] = await lookFor(page, city)
    await lookFor(ben.page, city)
    for (const each of [first, third])
      await page.getByLabel(`Choose order ${each.slice(1)}`, { exact: true }).check()
    await page.getByRole('group', { name: 'Chosen orders' }).getByRole('button', { name: 'Remove' }).click()
    const left = [second, ...rest]
    if (roundTrip > 0) expect((await numbers(page)).slice(0, 2)).toEqual(left.slice(0, 2))
    await expectEventually(() => page.locator('.toast p').innerText()).toBe('2 orders removed.')
    await expectEventually(() => focused(page)).toBe('undo')
    for (const each of [anna, ben])
      await expectEventually(async () => (await numbers(each.page)).slice(0, 4)).toEqual(left.slice(0, 4))

    await page.keyboard.press('z')
    for (const each of [anna, ben])
      await expectEventually(async () => (await numbers(each.page)).slice(0, 3)).toEqual([
        first,
        second,
        third,
      ])
    await expectEventually(() => page.locator('.toast').count()).toBe(0)

    // By the keyboard alone, and each order that goes gives the focus to the next one.
    await page.locator(`#open-${first.slice(1)}`).focus()
    await page.keyboard.press('ArrowDown')
    await expectEventually(() => focused(page)).toBe(`open-${second.slice(1)}`)
    await page.keyboard.press('Delete')
    await expectEventually(() => focused(page)).toBe(`open-${third.slice(1)}`)
    if (roundTrip > 0) expect(await numbers(page)).not.toContain(second)
    await expectEventually(() => page.locator('.toast p').innerText()).toBe('1 order removed.')
    await isSettled(page)
    await page.keyboard.press('z')
    await expectEventually(() => page.locator('.toast').count()).toBe(0)
    for (const each of [anna, ben])
      await expectEventually(async () => (await numbers(each.page)).slice(0, 3)).toEqual([
        first,
        second,
        third,
      ])
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna marks all that she has found as returned, and takes it back', async () => {
    const { page } = anna
    await page.getByLabel('Search orders').fill(roundTrip === 0 ? 'uma okafor' : 'kira moreau')
    const statuses = (): Promise<(string | null)[]> =>
      rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-status')))
    await expectEventually(() => found(page)).toMatch(/^\d\d? orders?, /)
    await isSettled(page)
    const before = await statuses()
    await page.getByLabel('Choose all that are shown').check()
    await expectEventually(() => page.locator('.pick:checked').count()).toBe(before.length)
    await page.getByLabel('Mark the chosen orders').selectOption('returned')
    await expectEventually(() => statuses()).toEqual(before.map(() => 'returned'))
    await expectEventually(() => page.locator('.pick:checked').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectEventually(() => statuses()).toEqual(before)
    expect(anna.wire.complaints).toEqual([])
  })

  test('Anna changes an order in its dialog while Ben writes a note into the same one', async () => {
    const { page } = anna
    const id = 5910 + roundTrip / 200
    for (const each of [anna, ben]) {
      await each.page.getByLabel('Search orders').fill(`#${id}`)
      await expectEventually(() => rows(each.page).count()).toBe(1)
    }
    await page.locator(`#open-${id}`).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: `Order ${id}` })
    await expectEventually(() => focused(page)).toBe('order-customer')
    await dialog.getByLabel('Customer').fill('')
    await ben.page.getByLabel(`Note of order ${id}`).fill('From Ben')
    await ben.page.keyboard.press('Enter')
    await expectEventually(() => dialog.getByLabel('Note').inputValue()).toBe('From Ben')
    expect(await dialog.getByLabel('Customer').inputValue()).toBe('')

    await dialog.getByRole('button', { name: 'Save' }).click()
    await expectEventually(() => dialog.locator('.field-errors').first().innerText()).toBe(
      'An order needs a customer.',
    )
    expect(await dialog.isVisible()).toBe(true)
    await dialog.getByLabel('Customer').fill('Anna Apple')
    await page.keyboard.press('Enter')
    await expectEventually(() => dialog.isVisible()).toBe(false)
    for (const each of [anna, ben])
      await expectEventually(() => customerOf(each.page, id).inputValue()).toBe('Anna Apple')
    expect(await ben.page.getByLabel(`Note of order ${id}`).inputValue()).toBe('From Ben')
    await expectEventually(() => focused(page)).toBe(`open-${id}`)
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna places an order in three steps, each of which says what is missing', async () => {
    const { page } = anna
    const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText()
    const errors = (): Promise<string[]> => innerTexts(page, '.field-errors:not(:empty)')
    const step = (): Promise<string> => page.locator('.steps [aria-current]').innerText()
    const name = `Zoe Zander ${roundTrip}`
    await page.keyboard.press('n')
    await expectEventually(heading).toBe('New order')
    await page.getByRole('button', { name: 'Next' }).click()
    await expectEventually(errors).toContain('An order needs a customer.')
    await expectEventually(() => focused(page)).toBe('customer')
    await page.keyboard.type(name)
    await page.getByLabel('E-mail').fill('zoe@')
    await page.getByLabel('City').fill('Zadar')
    await page.keyboard.press('Enter')
    await expectEventually(errors).toEqual(['This is not an e-mail address.'])
    // The field says so when it is left: the form may not be answered yet.
    await isSettled(page)
    await page.getByLabel('E-mail').fill('zoe@example.com')
    await page.keyboard.press('Enter')

    await expectEventually(step).toBe('Teas')
    await page.getByRole('button', { name: 'Another tea' }).click()
    await page.getByLabel('Tea 2', { exact: true }).selectOption('Matcha')
    await page.getByLabel('Tins of tea 2').fill('0')
    await page.getByRole('button', { name: 'Next' }).click()
    await expectEventually(errors).toEqual(['At least one.'])
    await page.getByLabel('Tins of tea 2').fill('2')
    await expectEventually(() => page.locator('.sum').innerText()).toBe('€56.90')
    await page.getByRole('button', { name: 'Back' }).click()
    await expectEventually(() => page.getByLabel('Name').inputValue()).toBe(name)
    await page.getByRole('button', { name: 'Next' }).click()
    await expectEventually(() => page.getByLabel('Tea 2', { exact: true }).inputValue()).toBe('Matcha')
    await page.getByRole('button', { name: 'Next' }).click()

    await expectEventually(step).toBe('Check')
    // She is asked before she leaves it.
    page.once('dialog', (question) => void question.dismiss())
    await page.getByRole('link', { name: 'All orders' }).click()
    expect(await heading()).toBe('New order')
    await page.getByRole('button', { name: 'Place the order' }).click()
    await expectEventually(errors).toEqual(['The customer has to agree to the price.'])
    await page.getByLabel('The customer agrees').check()
    await page.getByRole('button', { name: 'Place the order' }).click()
    await expectEventually(heading).toBe('Orders')
    await expectEventually(() => message(page)).toMatch(/^Order \d+ was placed.$/)
    for (const each of [anna, ben])
      await expectEventually(async () => (await customers(each.page))[0]).toBe(name)
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna finds an order, changes it, removes it, takes that back and places another, without a mouse', async () => {
    const { page } = anna
    const { keyboard } = page
    const pressUntil = async (key: string, id: string): Promise<void> => {
      for (let times = 0; times < 30 && (await focused(page)) !== id; times++) await keyboard.press(key)
      expect(await focused(page)).toBe(id)
    }
    const id = 5920 + roundTrip / 200
    await ben.page.getByLabel('Search orders').fill(`#${id}`)
    await keyboard.press('/')
    await expectEventually(() => focused(page)).toBe('search')
    await keyboard.type(`#${id}`)
    await expectEventually(() => rows(page).count()).toBe(1)
    await pressUntil('Tab', `open-${id}`)
    await keyboard.press('Enter')
    await expectEventually(() => focused(page)).toBe('order-customer')
    await expectEventually(() => page.getByRole('heading', { name: `Order ${id}` }).isVisible()).toBe(true)
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('Anna Ash')
    await keyboard.press('Enter')
    await expectEventually(() => focused(page)).toBe(`open-${id}`)
    await expectEventually(() => customerOf(ben.page, id).inputValue()).toBe('Anna Ash')

    await keyboard.press('Delete')
    await expectEventually(() => page.locator('.toast p').innerText()).toBe('1 order removed.')
    await expectEventually(() => page.locator('.empty').count()).toBe(1)
    await isSettled(page)
    // Nothing is left to stand on but the search.
    expect(await focused(page)).toBe('search')
    await pressUntil('Shift+Tab', '')
    await keyboard.press('z')
    await expectEventually(() => rows(page).count()).toBe(1)

    await keyboard.press('n')
    await expectEventually(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('New order')
    await pressUntil('Tab', 'customer')
    for (const text of [`Kay Board ${roundTrip}`, 'kay@example.com', 'Zadar']) {
      await keyboard.type(text)
      await keyboard.press('Tab')
    }
    await keyboard.press('Shift+Tab')
    const step = (): Promise<string> => page.locator('.steps [aria-current]').innerText()
    await keyboard.press('Enter')
    await expectEventually(step).toBe('Teas')
    await isSettled(page)
    // From the tea to its tins: Enter would open the list of teas.
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await expectEventually(step).toBe('Check')
    await isSettled(page)
    expect(await focused(page)).toBe('note')
    await keyboard.press('Tab')
    await keyboard.press('Space')
    await keyboard.press('Enter')
    await expectEventually(() => message(page)).toMatch(/^Order \d+ was placed.$/)
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna presses a bar of the chart, and sees the orders of that month', async () => {
    const { page } = anna
    await page.locator('.chart canvas').waitFor()
    await page.locator('.chart .u-over').click({ position: { x: 40, y: 100 } })
    await expectEventually(() => new URL(page.url()).searchParams.get('month')).toMatch(/^\d{4}-\d\d$/)
    const month = new URL(page.url()).searchParams.get('month') ?? ''
    await expectEventually(() => page.getByLabel('Month', { exact: true }).inputValue()).toBe(month)
    await expectEventually(() => found(page)).toMatch(/^[1-9]\d\d orders/)
    expect(anna.wire.complaints).toEqual([])
  })
})

test('what Anna has typed into a new order is there when she opens it anew, until the order is placed', async () => {
  await using anna = await readers.visit('/new')
  const { page } = anna
  const drafts = (): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await page.getByLabel('Name').fill('Dora Draft')
  await page.getByLabel('E-mail').fill('dora@example.com')
  await page.getByLabel('City').fill('Turku')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Tins of tea 1').fill('4')
  await expectEventually(drafts).toContain(':4}')
  page.on('dialog', (question) => void question.accept())
  await page.reload()
  await isLive(page)
  await expectEventually(() => page.getByLabel('Name').inputValue()).toBe('Dora Draft')
  expect(await page.getByLabel('City').inputValue()).toBe('Turku')
  await page.getByRole('button', { name: 'Next' }).click()
  await expectEventually(() => page.getByLabel('Tins of tea 1').inputValue()).toBe('4')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('The customer agrees').check()
  await page.getByRole('button', { name: 'Place the order' }).click()
  await expectEventually(() => message(page)).toMatch(/^Order \d+ was placed.$/)
  await expectEventually(drafts).not.toContain('Dora')
})

test('without JavaScript orders are found, sorted and kept apart by their addresses', async () => {
  await using reader = await readers.open('/', { javaScriptEnabled: false })
  const { page } = reader
  await page.getByLabel('Search orders').fill('keller')
  await page.getByLabel('Status', { exact: true }).selectOption('returned')
  await page.getByRole('button', { name: 'Search' }).click()
  expect(new Set((await customers(page)).map((name) => name.split(' ')[1]))).toEqual(new Set(['Keller']))
  await page.getByRole('link', { name: 'City' }).click()
  const cities = await innerTexts(page, '#orders .city')
  expect(cities).toEqual(cities.toSorted())
  expect(cities.length).toBeGreaterThan(1)
})

test('without JavaScript a new order is placed in three steps as well', async () => {
  await using reader = await readers.open('/new', { javaScriptEnabled: false })
  const { page } = reader
  await page.getByRole('button', { name: 'Next' }).click()
  expect(await page.locator('.field-errors:not(:empty)').first().innerText()).toBe(
    'An order needs a customer.',
  )
  await page.getByLabel('Name').fill('Nora Noscript')
  await page.getByLabel('E-mail').fill('nora@example.com')
  await page.getByLabel('City').fill('Zadar')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Tins of tea 1').fill('3')
  await page.getByRole('button', { name: 'Next' }).click()
  expect(await page.locator('.sum').innerText()).toBe('€26.70')
  await page.getByLabel('The customer agrees').check()
  await page.getByRole('button', { name: 'Place the order' }).click()
  expect(new URL(page.url()).pathname).toBe('/')
  expect((await customers(page))[0]).toBe('Nora Noscript')
  expect(await page.getByText(/^Order \d+ was placed\.$/).isVisible()).toBe(true)
})

test.each([
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
] as const)('axe-core finds nothing wrong, $colorScheme at $viewport.width pixels', async (look) => {
  await using reader = await readers.open('/', look)
  const { page } = reader
  await isLive(page)
  await page.locator('.pick').first().check()
  await expectEventually(() => page.locator('.bulk').isVisible()).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.locator('#orders .number button').first().click()
  await expectEventually(() => page.locator('#order-customer').isVisible()).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.goto(`${readers.url}/new`)
  await isLive(page)
  await page.getByRole('button', { name: 'Next' }).click()
  await expectEventually(() => page.locator('.field-errors:not(:empty)').count()).toBe(3)
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})
