/** A day at the board: two people change it at once, on a fast line and on a slow one. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork } from './network.ts'
import { openReaders, type Readers } from './readers.ts'
import { violations } from './violations.ts'
import { isLive, isSettled } from './wire-tap.ts'

let readers: Readers
beforeAll(async () => {
  readers = await openReaders('board')
})
afterAll(() => readers[Symbol.asyncDispose]())

/** The titles of the cards in a column. */
const column = (page: Page, name: string): Promise<string[]> =>
  page.getByRole('region', { name }).locator('.card .title').allInnerTexts()

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? '')

async function add(page: Page, title: string, name: string): Promise<void> {
  await page.getByLabel(`New card in ${name}`).fill(title)
  await page.keyboard.press('Enter')
}

async function openMenu(page: Page, title: string): Promise<void> {
  await page.getByLabel(`Menu of ${title}`).click()
}

describe.each([0, 200])('with %i ms to the server and back', (roundTrip) => {
  test('Anna adds, moves, edits and removes a card and takes it back, and Ben sees it all', async () => {
    await using network = await openNetwork(readers.port)
    network.latency = roundTrip / 2
    await using anna = await readers.visit('/', network.url)
    await using ben = await readers.visit('/')
    const title = `Bake bread ${roundTrip}`
    const both = [anna.page, ben.page]

    await add(anna.page, title, 'To do')
    for (const page of both) await expectEventually(() => column(page, 'To do')).toContain(title)
    expect(await anna.page.getByLabel('New card in To do').inputValue()).toBe('')

    // By keyboard into the next column, where the keyboard goes on.
    await anna.page.getByLabel(`Move ${title} with the arrow keys`).press('ArrowRight')
    for (const page of both) await expectEventually(() => column(page, 'Doing')).toContain(title)
    await expectEventually(() => focused(anna.page)).toBe(`Move ${title} with the arrow keys`)
    await anna.page.keyboard.press('ArrowUp')
    for (const page of both)
      await expectEventually(async () => (await column(page, 'Doing')).at(-2)).toBe(title)

    // By mouse into the last.
    await openMenu(ben.page, title)
    await ben.page.getByRole('button', { name: `Move ${title} right` }).click()
    for (const page of both) await expectEventually(() => column(page, 'Done')).toContain(title)

    await anna.page.getByRole('button', { name: title, exact: true }).click()
    const editor = anna.page.getByRole('dialog', { name: 'Card' })
    await editor.getByLabel('Text').fill('With rye.')
    await expectEventually(() => editor.locator('#editor-count').innerText()).toBe('9 of 280 characters')
    await editor.getByRole('button', { name: 'Save' }).click()
    await expectEventually(() => editor.isVisible()).toBe(false)
    await expectEventually(() => ben.page.locator('.card', { hasText: title }).innerText()).toContain(
      'With rye.',
    )

    await openMenu(anna.page, title)
    await anna.page.getByRole('button', { name: `Remove ${title}` }).click()
    for (const page of both) await expectEventually(() => column(page, 'Done')).not.toContain(title)
    await anna.page.getByRole('button', { name: 'Undo' }).click()
    for (const page of both) await expectEventually(() => column(page, 'Done')).toContain(title)
    await expectEventually(() => ben.page.getByRole('status').allInnerTexts()).toContain(
      `Undone: ${title} was removed.`,
    )
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna is refused a move into a column that Ben has filled, and her card stands where it was', async () => {
    await using network = await openNetwork(readers.port)
    network.latency = roundTrip / 2
    await using anna = await readers.visit('/', network.url)
    await using ben = await readers.visit('/')
    const title = `Feed the cat ${roundTrip}`
    await add(ben.page, title, 'Doing')
    await expectEventually(() => column(ben.page, 'Doing')).toHaveLength(3)

    await openMenu(anna.page, 'Write to Grandma')
    await anna.page.getByRole('button', { name: 'Move Write to Grandma right' }).click()

    await expectEventually(() => anna.page.locator('[data-live-flash]').innerText()).toBe(
      'Doing is full: it holds 3 cards.',
    )
    await isSettled(anna.page)
    expect(await column(anna.page, 'To do')).toContain('Write to Grandma')
    expect(await column(anna.page, 'Doing')).not.toContain('Write to Grandma')

    await ben.page.getByRole('button', { name: 'Undo' }).click()
    await expectEventually(() => column(anna.page, 'Doing')).toHaveLength(2)
  })
})

test('menus, tabs and dialogs open without asking the server', async () => {
  await using anna = await readers.visit('/')
  const { page, wire } = anna
  wire.clear()

  await openMenu(page, 'Paint the door')
  expect(await page.getByRole('button', { name: 'Remove Paint the door' }).isVisible()).toBe(true)
  await page.getByRole('tab', { name: 'Keys' }).click()
  expect(await page.getByRole('tabpanel', { name: 'Keys' }).isVisible()).toBe(true)
  expect(await page.getByRole('tabpanel', { name: 'Numbers' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Commands' }).click()
  expect(await page.getByRole('dialog', { name: 'Commands' }).isVisible()).toBe(true)

  expect(wire.up).toEqual([])
})

test('a search while typing shows the cards that were found, and Enter in the palette does the first that was found', async () => {
  await using anna = await readers.visit('/')
  const { page } = anna
  await page.getByLabel('Search the cards').fill('bee')
  await expectEventually(() => page.locator('.card .title').allInnerTexts()).toEqual(['Read about bees'])
  await expectEventually(() => page.getByRole('status').allInnerTexts()).toContainEqual(
    expect.stringMatching(/^1 of \d+ cards$/),
  )

  await page.getByRole('button', { name: 'Commands' }).click()
  await page.keyboard.type('all cards')
  await page.keyboard.press('Enter')
  await expectEventually(() => page.getByLabel('Search the cards').inputValue()).toBe('')

  await page.getByRole('button', { name: 'Commands' }).click()
  await page.keyboard.type('go chimney')
  await page.keyboard.press('Enter')
  await expectEventually(() => focused(page)).toMatch(/^title-\d+$/)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test.each([
  { colorScheme: 'light', viewport: { width: 1280, height: 800 }, opens: 'Commands' },
  { colorScheme: 'dark', viewport: { width: 390, height: 740 }, opens: 'Paint the door' },
] as const)(
  'axe-core finds nothing wrong, $colorScheme at $viewport.width pixels, before and after "$opens" opens a dialog',
  async ({ opens, ...look }) => {
    await using anna = await readers.open('/', look)
    const { page } = anna
    await isLive(page)
    await openMenu(page, 'Paint the door')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: opens, exact: true }).click()
    await expectEventually(() =>
      page
        .getByRole('dialog')
        .getByRole('textbox')
        .or(page.getByRole('dialog').getByRole('searchbox'))
        .first()
        .isVisible(),
    ).toBe(true)
    expect(await violations(page)).toEqual([])
  },
)
