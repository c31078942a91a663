/** What the documents promise, shown by their own programs in a real browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeBlocksIn } from '../project/markdown.ts'
import { read } from '../project/repository.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { startDocument, startProgram, type DocumentProgram } from './document-program.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

let opened: TestBrowser

beforeAll(async () => {
  opened = await openBrowser()
})

afterAll(() => opened[Symbol.asyncDispose]())

/** Another person, at this address. */
async function visit(url: string): Promise<TakenPage & { readonly wire: WireTap }> {
  const shared = await opened.pages.shared()
  const { page } = shared
  const wire = tap(page)
  await page.goto(url)
  await isLive(page)
  return { ...shared, wire }
}

describe('README', () => {
  test('shows the bytes that a click on its counter sends, and those that come back', async () => {
    const [counter] = codeBlocksIn('README.md')
    await using program = await startProgram({ files: { 'app.ts': counter?.code ?? '' }, main: 'app.ts' })
    await using visited = await visit(program.url)
    const { page, wire } = visited
    wire.clear()

    await page.getByRole('button', { name: 'Add' }).click()
    await expectEventually(() => page.locator('h1').innerText()).toBe('1')

    // Where the pointer was depends on fonts.
    const anywhere = (frame: string): string => frame.replace(/"at":\[\d+,\d+,\d+,\d+\]/, '"at":[…]')
    const shown = [...read('README.md').matchAll(/^```text\n(.*)\n```$/gm)].map((match) => match[1] ?? '')
    expect([...wire.up, ...wire.down].map(anywhere)).toEqual(shown.map(anywhere))
    expect(wire.complaints).toEqual([])
  })
})

describe('Getting started', () => {
  test('ends with a guest book in which one visitor sees what another writes', async () => {
    await using program = await startDocument('docs/getting-started.md', 'main.ts')
    await using ada = await visit(program.url)
    await using grace = await visit(program.url)

    await ada.page.getByRole('button', { name: 'Sign' }).click()
    await expectEventually(() => ada.page.getByRole('alert').innerText()).toBe('Please fill in both fields.')
    await ada.page.getByLabel('Name').fill('Ada')
    await ada.page.getByLabel('Text').fill('Hello')
    await ada.page.getByRole('button', { name: 'Sign' }).click()

    await expectEventually(() => innerTexts(grace.page, 'li')).toEqual(['Ada Hello'])
    await expectEventually(() => ada.page.getByLabel('Text').inputValue()).toBe('')
    expect(await ada.page.getByRole('alert').innerText()).toBe('')
    expect(await ada.page.title()).toBe('Guest book')
  })
})

describe('Data', () => {
  test('has a search that shows what was typed last, and lets it stand', async () => {
    await using program = await startDocument('docs/guides/data.md', 'search.ts')
    await using visited = await visit(program.url)
    const { page } = visited
    expect(await page.locator('p').innerText()).toBe('3 found')

    await page.getByLabel('Search').pressSequentially('engines of', { delay: 20 })

    await expectEventually(() => innerTexts(page, 'li')).toEqual(['Engines of Thought'])
    await isSettled(page)
    expect(await page.getByLabel('Search').inputValue()).toBe('engines of')
    expect(await page.locator('p').innerText()).toBe('1 found')
  })
})

describe('Forms', () => {
  test('has a form that shows an error beside each field, and keeps what was typed', async () => {
    await using program = await startDocument('docs/guides/forms.md', 'signup.ts')
    await using visited = await visit(program.url)
    const { page } = visited
    const error = (name: string): Promise<string> => page.locator(`#${name}-error`).innerText()

    await page.getByLabel('E-mail').fill('ada at home')
    await page.getByRole('button').click()
    await expectEventually(() => error('email')).toBe('This is not an e-mail address.')
    expect(await error('name')).toBe('Please give your name.')
    expect(await page.getByLabel('E-mail').inputValue()).toBe('ada at home')

    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByRole('button').click()
    await expectEventually(() => page.getByRole('status').innerText()).toBe('Welcome, Ada.')
    expect([await error('name'), await error('email')]).toEqual(['', ''])
    await expectEventually(() => page.getByLabel('Name').inputValue()).toBe('')
  })
})

describe('An existing server', () => {
  const start = (main: string): Promise<DocumentProgram> =>
    startDocument('docs/guides/existing-server.md', main)

  test.each(['node.ts', 'express.ts', 'fastify.ts', 'hono.ts'])(
    '%s serves a page with a live component',
    async (main) => {
      await using program = await start(main)
      await using visited = await visit(program.url)
      const { page, wire } = visited

      await page.getByRole('button').click()
      await expectEventually(() => page.locator('em').innerText()).toBe('Please give your name.')
      await page.getByLabel('Name').fill('Ada')
      await page.keyboard.press('Enter')

      await expectEventually(() => page.getByRole('status').innerText()).toBe('Welcome, Ada.')
      expect(wire.complaints).toEqual([])
      expect((await fetch(`${program.url}/nowhere`)).status).toBe(404)
    },
  )
})

describe('Hooks and widgets of others', () => {
  test('draw what the view gives them, ask it, and do what it sends them', async () => {
    await using program = await startDocument('docs/guides/hooks.md', 'sales.ts')
    const { page, wire } = await visit(program.url)
    const bars = page.locator('[data-live-foreign] button')

    await expectEventually(() => innerTexts(page, '[data-live-foreign] button')).toEqual([
      '|||',
      '|||||',
      '||',
    ])
    await bars.nth(1).click()
    await expectEventually(() => page.locator('p').innerText()).toBe('bar 1')
    await expectEventually(() => bars.nth(1).getAttribute('title')).toBe('5 sold')
    await page.getByRole('button', { name: 'Sell' }).click()
    await expectEventually(() => bars.count()).toBe(4)
    await page.getByRole('button', { name: 'Show the first' }).click()
    await expectEventually(() => bars.first().getAttribute('data-highlighted')).toBe('')
    expect(wire.complaints).toEqual([])
  })

  test('move rows of the view, which knows where they are then', async () => {
    await using program = await startDocument('docs/guides/hooks.md', 'tasks.ts')
    await using visited = await visit(program.url)
    const { page, wire } = visited
    const rows = (): Promise<string[]> => innerTexts(page, 'li')
    await expectEventually(async () => {
      await page.locator('li').filter({ hasText: 'ship' }).dblclick()
      return rows()
    }).toEqual(['ship', 'write', 'test'])
    await isSettled(page)
    expect(await rows()).toEqual(['ship', 'write', 'test'])
    expect(wire.complaints).toEqual([])
  })

  test('have their properties set by the view, and their events heard by it', async () => {
    await using program = await startDocument('docs/guides/hooks.md', 'colour-picker.ts')
    await using visited = await visit(program.url)
    const { page } = visited

    await page.getByRole('button', { name: 'teal' }).click()
    await expectEventually(() => page.locator('p').innerText()).toBe('teal')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'navy' }).click()

    await expectEventually(() => page.locator('p').innerText()).toBe('navy')
  })

  test('are modules of packages that npm has installed: a chart of uPlot, under a strict policy', async () => {
    await using program = await startDocument('docs/guides/hooks.md', 'dashboard.ts')
    await using visited = await visit(program.url)
    const { page, wire } = visited
    const chart = page.locator('.chart')
    const canvas = chart.locator('canvas')
    const width = (): Promise<number> => canvas.evaluate(({ clientWidth }) => clientWidth)
    const pixels = (): Promise<string> => canvas.evaluate((each) => (each as HTMLCanvasElement).toDataURL())

    await expectEventually(() => canvas.count()).toBe(1)
    expect(await chart.innerText()).toContain('Visits')
    await expectEventually(() => width()).toBe(await chart.evaluate(({ clientWidth }) => clientWidth))
    const before = await pixels()
    await page.getByRole('button', { name: 'Next hour' }).click()
    await expectEventually(() => page.locator('h1').innerText()).toBe('40 visits')
    await expectEventually(async () => (await pixels()) === before).toBe(false)
    await chart.evaluate(({ style }) => (style.width = '300px'))
    await expectEventually(() => width()).toBe(300)
    expect(wire.complaints).toEqual([])
  })

  test('are elements of Lit, with a property in and an event out', async () => {
    await using program = await startDocument('docs/guides/hooks.md', 'dashboard.ts')
    await using visited = await visit(program.url)
    const { page, wire } = visited
    const stars = (): Promise<number> => page.locator('star-rating [aria-pressed=true]').count()

    await expectEventually(() => stars()).toBe(2)
    await page.getByRole('button', { name: '4 of 5' }).click()
    await expectEventually(() => page.locator('p').innerText()).toBe('4 of 5')
    await expectEventually(() => stars()).toBe(4)
    expect(wire.complaints).toEqual([])
  })
})

describe('Local state', () => {
  test('is changed without the server, and told with an event', async () => {
    await using program = await startDocument('docs/guides/local-state.md', 'composer.ts')
    await using visited = await visit(program.url)
    const { page } = visited

    await page.getByRole('button', { name: 'New message' }).click()
    await page.locator('textarea').fill('Hello')
    await expectEventually(() => page.locator('output').innerText()).toBe('5 / 280')
    await page.getByRole('button', { name: 'Preview' }).click()
    await expectEventually(() => page.locator('blockquote').innerText()).toBe('Hello')
    await page.locator('#post').click()

    await expectEventually(() => innerTexts(page, 'li')).toEqual(['Hello'])
    expect(await page.locator('button.active').innerText()).toBe('Preview')
  })
})

/** What the page of the guide shows, by its language. */
const GREETINGS = {
  de: ['Hallo, Ada!', '12.346 Besuche'],
  en: ['Hello, Ada!', '12,346 visits'],
} as const

describe('Languages', () => {
  let program: DocumentProgram
  beforeAll(async () => {
    program = await startDocument('docs/guides/languages.md', 'translated.ts')
  })
  afterAll(() => program[Symbol.asyncDispose]())

  test.each([
    ['de-AT', 'de', 'en'],
    ['fr', 'en', 'de'],
  ] as const)(
    'serves a browser that asks for %s in %s, and then in %s in place',
    async (locale, first, other) => {
      const context = await opened.browser.newContext({ locale })
      const page = await context.newPage()
      await page.goto(program.url)
      await isLive(page)

      await page.getByRole('button').click()
      await expectEventually(() => innerTexts(page, 'h1, p')).toEqual(GREETINGS[first])
      expect(await page.locator('html').getAttribute('lang')).toBe(first)

      const heading = await page.locator('h1').elementHandle()
      await page.getByLabel('Language').selectOption(other)
      await page.locator(`html[lang=${other}]`).waitFor()
      expect(await innerTexts(page, 'h1, p')).toEqual(GREETINGS[other])
      expect(await heading?.innerText()).toBe(GREETINGS[other][0])
      expect(await page.getByLabel('Language').inputValue()).toBe(other)

      await page.reload()
      expect(await page.locator('h1').innerText()).toBe(GREETINGS[other][0])
      await context.close()
    },
  )
})

describe('Attributes of actions', () => {
  test('say when an action is sent', async () => {
    await using program = await startDocument('docs/guides/events.md', 'desk.ts')
    await using visited = await visit(program.url)
    const { page, wire } = visited
    const output = async (): Promise<string> => (await page.locator('output').innerText()).trim()
    const said = async (what: string): Promise<void> => {
      await expectEventually(output).toMatch(new RegExp(`${what}$`))
      await isSettled(page)
    }
    await page.focus('[type=search]')
    // At once: a busy machine may take longer between two keys than a debounced handler waits.
    await Promise.all([...'tea'].map((key) => page.keyboard.press(key)))
    await said('search:tea')
    await page.locator('[name=title]').fill('Green')
    await said('count')
    page.once('dialog', (dialog) => void dialog.dismiss())
    await page.getByRole('button', { name: 'Delete' }).click()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: 'Delete' }).click()
    await said('delete:2')
    await page.focus('#rows')
    await page.keyboard.down('j')
    await said('next')
    await page.keyboard.down('j')
    await said('next next')
    await page.keyboard.up('j')
    await page.press('#rows', 'Control+k')
    await said('open-search')
    await page.press('textarea', 'a')
    await page.press('textarea', 'Control+z')
    await page.press('[type=search]', 'Escape')
    await said('open-search close')
    await page.getByRole('button', { name: 'Begin' }).click()
    await said('begin')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.locator('section').click({ position: { x: 500, y: 2 } })
    await said('begin clicked')
    const drop = await page.evaluate(() => {
      const dataTransfer = new DataTransfer()
      const drag = (type: string): boolean | undefined =>
        document
          .querySelector('#files')
          ?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }))
      return [drag('dragover'), drag('drop')]
    })
    expect(drop).toEqual([false, false])
    await said('add-files')
    expect(await output()).toBe(
      'search:tea count delete:2 next next open-search close begin clicked add-files',
    )
    expect(wire.complaints).toEqual([])
  })

  test('have elements watched', async () => {
    await using program = await startDocument('docs/guides/observing.md', 'watching.ts')
    await using visited = await visit(program.url)
    const { page } = visited
    const output = async (): Promise<string> => (await page.locator('output').innerText()).trim()
    await expectEventually(output).toBe('loaded')
    await expectEventually(() =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
    ).toBe('Words')
    await expectEventually(() => innerTexts(page, 'li')).toEqual(['Page 2'])
    await page.evaluate(() => scrollTo(0, 100_000))
    await expectEventually(output).toBe('loaded paused')
    await page.evaluate(() => scrollTo(0, 0))
    await isSettled(page)
    expect(await page.locator('li').count()).toBe(1)
  })
})

describe('The browser', () => {
  test('knows attributes of a page: where messages stand, what asks before it is left, what scrolls', async () => {
    await using program = await startDocument('docs/reference/client.md', 'site.ts')
    const context = await opened.browser.newContext()
    const page = await context.newPage()
    await page.goto(program.url)
    await isLive(page)
    const heading = (): Promise<string> => page.locator('h1').innerText()

    await page.getByLabel('Note').fill('Milk')
    await page.getByRole('button').click()
    await expectEventually(() => innerTexts(page, '#messages p')).toEqual(['Saved Milk'])
    await isSettled(page)
    await page.locator('nav').evaluate((nav) => nav.scrollTo(0, 40))
    await page.getByLabel('Note').fill('Bread')
    const questions: string[] = []
    page.on('dialog', (dialog) => {
      questions.push(dialog.message())
      void (questions.length > 1 ? dialog.accept() : dialog.dismiss())
    })
    await page.getByRole('link').click()
    await expectEventually(() => questions.length).toBe(1)
    expect(await heading()).toBe('Notes')
    await page.getByRole('link').click()
    await expectEventually(heading).toBe('About')
    expect(questions).toEqual(['Discard your changes?', 'Discard your changes?'])
    await page.goBack()
    await expectEventually(heading).toBe('Notes')
    await expectEventually(() => page.locator('nav').evaluate((nav) => nav.scrollTop)).toBe(40)
    await page.goForward()
    await expectEventually(heading).toBe('About')
    await page.evaluate(() => (document.title = 'The same document'))
    await page.getByRole('link').click()
    await expectEventually(heading).toBe('Notes')
    expect(await page.title()).not.toBe('The same document')
    await isLive(page)
    await program[Symbol.asyncDispose]()
    await context.setOffline(true)
    await expectEventually(() => page.locator('#notice').innerText()).toContain('You are offline.')
    await context.close()
  })
})
