/** A day at the board: two people change it at once, on a fast line and on a slow one. */
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
  readers = await openReaders('board')
})
// What a failed test leaves behind would make those after it fail.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await readers[Symbol.asyncDispose]()
  readers = await openReaders('board')
})
afterAll(() => readers[Symbol.asyncDispose]())

/** The titles of the cards that are seen in a column. */
const column = (page: Page, name: string): Promise<string[]> =>
  visibleTexts(page.getByRole('region', { name }), '.card .title')

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() || (document.activeElement?.id ?? ''))

const titleOf = (page: Page, title: string) => page.getByRole('button', { name: title, exact: true })
const cardOf = (page: Page, title: string) => page.locator('.card', { has: titleOf(page, title) })
const message = (page: Page): Promise<string> => page.locator('[data-live-flash]').innerText()
const announced = (page: Page): Promise<string> => page.locator('.status').innerText()

/** What the board needs is loaded. */
async function hasUsedIt(page: Page): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await page.keyboard.press('Control+k')
  await expectEventually(() => palette.isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await expectEventually(() => palette.count()).toBe(0)
  // Browsers tell of a dialog that is closed a moment later, where it is still there then.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))
  await isSettled(page)
}

async function add(page: Page, title: string, name: string): Promise<void> {
  await page.getByLabel(`New card in ${name}`).fill(title)
  await page.keyboard.press('Enter')
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

  /** What Anna sees before the server can know of it, and everybody soon after. */
  async function shows(name: string, cards: unknown): Promise<void> {
    if (roundTrip > 0) expect(await column(anna.page, name)).toEqual(cards)
    for (const { page } of [anna, ben]) await expectEventually(() => column(page, name)).toEqual(cards)
    await isSettled(anna.page)
  }

  test('Anna adds a card, moves it by keyboard, edits it, removes it and takes that back; Ben sees it all', async () => {
    const { page } = anna
    const title = `Bake bread ${roundTrip}`
    await add(page, title, 'To do')
    expect(await page.getByLabel('New card in To do').inputValue()).toBe('')
    await shows('To do', expect.arrayContaining([title]))

    // Two steps right, and one up: the keyboard goes along.
    await titleOf(page, title).press('ArrowRight')
    await shows('Doing', expect.arrayContaining([title]))
    await expectEventually(() => focused(page)).toBe(title)
    await page.keyboard.press('ArrowRight')
    await shows('Done', ['Sweep the chimney', title])
    await expectEventually(() => focused(page)).toBe(title)
    await page.keyboard.press('ArrowUp')
    await shows('Done', [title, 'Sweep the chimney'])
    await expectEventually(() => announced(ben.page)).toBe(`${title} moved to Done, position 1 of 2.`)

    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Card' })
    await dialog.getByLabel('Title').fill(`${title} with rye`)
    await dialog.getByLabel('Text').fill('Sourdough.')
    await expectEventually(() => dialog.locator('#editor-count').innerText()).toBe('10 of 280 characters')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await shows('Done', [`${title} with rye`, 'Sweep the chimney'])
    await expectEventually(() => cardOf(ben.page, `${title} with rye`).innerText()).toContain('Sourdough.')

    await titleOf(page, `${title} with rye`).press('Delete')
    await shows('Done', ['Sweep the chimney'])
    await expectEventually(() => focused(page)).toBe('Sweep the chimney')
    // All of it is taken back, step by step.
    for (const { done, expected } of [
      { done: 'removed', expected: [`${title} with rye`, 'Sweep the chimney'] },
      { done: 'edited', expected: [title, 'Sweep the chimney'] },
      { done: 'moved', expected: ['Sweep the chimney', title] },
    ]) {
      await page.keyboard.press('z')
      await expectEventually(() => column(page, 'Done')).toEqual(expected)
      await expectEventually(() => announced(ben.page)).toMatch(new RegExp(`^Undone: .* was ${done}.$`))
      await isSettled(page)
    }
    for (const _ of ['moved', 'moved', 'added']) {
      await page.keyboard.press('z')
      await isSettled(page)
    }
    await expectEventually(() => column(ben.page, 'To do')).not.toContain(title)
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('arrow keys in fast succession move the card through the columns, and none of them is lost', async () => {
    const { page } = anna
    const title = `Fetch water ${roundTrip}`
    await add(page, title, 'To do')
    await shows('To do', expect.arrayContaining([title]))
    await titleOf(page, title).focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowUp', 'ArrowUp'])
      await page.keyboard.press(key)
    await shows('Doing', [title, ...(await column(page, 'Doing')).filter((each) => each !== title)])
    expect(await focused(page)).toBe(title)
    // While the answers come the keys go on.
    network.latency = 20
    for (let round = 0; round < 6; round++) {
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']) {
        await page.keyboard.press(key)
        await page.waitForTimeout(9)
        expect(await focused(page)).toBe(title)
      }
    }
    await shows('Doing', expect.arrayContaining([title]))
    expect((await column(page, 'Doing')).at(-1)).toBe(title)
    expect(await focused(page)).toBe(title)
    await page.keyboard.press('Delete')
    await shows('Doing', expect.not.arrayContaining([title]))
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna drags a card before another one and into another column, and takes it back', async () => {
    const { page } = anna
    const before = await column(page, 'To do')
    const [first = '', second = '', ...rest] = before
    await cardOf(page, second).dragTo(cardOf(page, first), { targetPosition: { x: 60, y: 8 } })
    await shows('To do', [second, first, ...rest])

    const others = await column(page, 'Doing')
    await cardOf(page, first).dragTo(page.getByLabel('New card in Doing'))
    await shows('Doing', [...others, first])
    expect(await page.locator('.dragged, .target').count()).toBe(0)

    await page.getByRole('button', { name: 'Undo' }).click()
    await shows('Doing', others)
    await page.getByRole('button', { name: 'Undo' }).click()
    await shows('To do', before)
    for (const { wire } of [anna, ben]) expect(wire.complaints).toEqual([])
  })

  test('Anna is refused a move into a column that Ben has filled, and her card is back where it was', async () => {
    const { page } = anna
    const before = await column(page, 'To do')
    await add(ben.page, `Feed the cat ${roundTrip}`, 'Doing')
    await expectEventually(() => column(page, 'Doing')).toHaveLength(3)

    await page.getByLabel('Menu of Write to Grandma').click()
    await page.getByRole('button', { name: 'Move Write to Grandma right' }).click()
    if (roundTrip > 0) expect(await column(page, 'Doing')).toContain('Write to Grandma')
    await expectEventually(() => message(page)).toBe('Doing is full: it holds 3 cards.')
    await isSettled(page)
    expect(await column(page, 'To do')).toEqual(before)
    expect(await column(page, 'Doing')).not.toContain('Write to Grandma')
    expect(await focused(page)).toBe('Write to Grandma')

    await add(page, 'Walk the dog', 'Doing')
    await expectEventually(() => page.getByLabel('New card in Doing').inputValue()).toBe('Walk the dog')
    await isSettled(page)
    expect(await column(page, 'Doing')).not.toContain('Walk the dog')
    await ben.page.getByRole('button', { name: 'Undo' }).click()
    await expectEventually(() => column(page, 'Doing')).toHaveLength(2)
  })

  test('a card that Ben removes while Anna moves it is gone for both', async () => {
    const title = `Shared ${roundTrip}`
    await add(ben.page, title, 'Done')
    await expectEventually(() => column(anna.page, 'Done')).toContain(title)
    await isSettled(ben.page)
    await titleOf(anna.page, title).focus()
    await titleOf(ben.page, title).press('Delete')
    await anna.page.keyboard.press('ArrowLeft')
    for (const { page, wire } of [anna, ben]) {
      await expectEventually(() => announced(page)).toBe(`${title} was removed.`)
      await isSettled(page)
      await expectEventually(() => titleOf(page, title).count()).toBe(0)
      expect(wire.complaints).toEqual([])
    }
  })
})

test('menus, tabs, shortcuts and dialogs work without asking the server', async () => {
  await using anna = await readers.visit('/')
  const { page, wire } = anna
  await hasUsedIt(page)
  wire.clear()

  await page.getByLabel('Menu of Paint the door').click()
  const remove = page.getByRole('button', { name: 'Remove Paint the door' })
  expect(await remove.isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  expect(await remove.isVisible()).toBe(false)
  await page.getByLabel('Menu of Paint the door').click()
  await page.getByRole('heading', { name: 'Board' }).click()
  expect(await remove.isVisible()).toBe(false)

  await page.keyboard.press('?')
  expect(await page.getByRole('tabpanel', { name: 'Keys' }).isVisible()).toBe(true)
  await page.keyboard.press('ArrowRight')
  expect(await focused(page)).toBe('Numbers')
  expect(await page.getByRole('tabpanel', { name: 'Keys' }).count()).toBe(0)

  await page.keyboard.press('n')
  expect(await focused(page)).toBe('new-1')
  // What is typed in a field is text.
  await page.keyboard.type('n/')
  expect(await page.getByLabel('New card in To do').inputValue()).toBe('n/')
  await page.keyboard.press('Control+k')
  expect(await page.getByRole('dialog', { name: 'Commands' }).isVisible()).toBe(true)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toBe('Show all cards')
  await page.keyboard.press('ArrowUp')
  expect(await focused(page)).toMatch(/^Undo/)

  expect(wire.up).toEqual([])
})

test('a chart shows how many cards there are, and leads to a column; a card gets a label', async () => {
  await using anna = await readers.visit('/')
  const { page, wire } = anna
  await page.locator('.chart canvas').waitFor()
  await page.locator('.chart').click({ position: { x: 100, y: 100 } })
  await expectEventually(() => page.evaluate(() => document.activeElement?.id)).toBe('column-2')

  await titleOf(page, 'Read about bees').click()
  await page
    .getByRole('dialog', { name: 'Card' })
    .getByRole('radio', { name: 'violet' })
    .check({ force: true })
  await expectEventually(() => cardOf(page, 'Read about bees').getAttribute('data-label')).toBe('violet')
  await page.keyboard.press('Escape')
  await page.keyboard.press('z')
  await expectEventually(() => cardOf(page, 'Read about bees').getAttribute('data-label')).toBe('')
  expect(wire.complaints).toEqual([])
})

test('a search while typing shows the cards that were found, and the palette does what is typed', async () => {
  await using anna = await readers.visit('/')
  const { page } = anna
  await hasUsedIt(page)
  await page.keyboard.press('/')
  await page.keyboard.type('bee')
  await expectEventually(() => innerTexts(page, '.card .title')).toEqual(['Read about bees'])
  await expectEventually(() => announced(page)).toMatch(/^1 of \d+ cards$/)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('all cards')
  await page.keyboard.press('Enter')
  await expectEventually(() => page.getByLabel('Search the cards').inputValue()).toBe('')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('go chimney')
  await page.keyboard.press('Enter')
  await expectEventually(() => focused(page)).toBe('Sweep the chimney')
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('a command that is typed before the one before it has its answer is done as well', async () => {
  await using network = await openNetwork(readers.port)
  await using anna = await readers.visit('/', network.url)
  const { page } = anna
  await hasUsedIt(page)
  await page.getByLabel('Search the cards').fill('bee')
  await expectEventually(() => innerTexts(page, '.card .title')).toEqual(['Read about bees'])
  network.latency = 1_000
  for (const command of ['all cards', 'go chimney']) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(command)
    await page.keyboard.press('Enter')
  }
  network.latency = 0
  await expectEventually(() => focused(page)).toBe('Sweep the chimney')
})

test.each([
  { colorScheme: 'light', viewport: { width: 1280, height: 800 }, opens: /^Commands/ },
  {
    colorScheme: 'dark',
    viewport: { width: 390, height: 740 },
    hasTouch: true,
    isMobile: true,
    opens: /^Paint the door$/,
  },
] as const)(
  'axe-core finds nothing wrong, $colorScheme at $viewport.width pixels, before and after $opens opens a dialog',
  async ({ opens, ...look }) => {
    await using anna = await readers.open('/', look)
    const { page } = anna
    await isLive(page)
    await page.getByLabel('Menu of Paint the door').click()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: opens }).click()
    const field = page.getByRole('dialog').locator('input').first()
    await expectEventually(() => field.isVisible()).toBe(true)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    if ('hasTouch' in look) expect(await smallTargets(page)).toEqual([])
  },
)

/** What a finger could miss. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, textarea')]
      .filter((each) => each.checkVisibility() && each.offsetHeight < 44)
      .map((each) => each.outerHTML.slice(0, 80)),
  )
}
