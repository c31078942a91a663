/** People who look at an example: each has a browser of their own. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from './chromium.ts'
import { startExample, type ExampleName } from './example.ts'
import { innerTexts } from './inner-texts.ts'
import type { TakenPage } from './pages.ts'
import { isLive, tap, type WireTap } from './wire-tap.ts'

/** The example, served, and a browser for all of its readers. `await using` ends both. */
export interface Readers extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly browser: Browser
  /** Another person, at this path, who gets there by an address of another server where one is given. */
  visit(path: string, url?: string): Promise<Reader>
  /** Somebody whose browser runs no script, or is set up in another way. */
  open(path: string, options: BrowserContextOptions): Promise<Reader>
}

export interface Reader extends TakenPage {
  readonly wire: WireTap
}

export async function openReaders(example: ExampleName = 'articles'): Promise<Readers> {
  const [served, opened] = await Promise.all([startExample(example), openBrowser()])
  const { browser } = opened
  return {
    url: served.url,
    port: served.port,
    browser,
    async visit(path, url = served.url) {
      const reader = await open(await opened.pages.shared(), url + path)
      await isLive(reader.page)
      return reader
    },
    async open(path, options) {
      const context = await browser.newContext(options)
      const page = await context.newPage()
      return open({ page, [Symbol.asyncDispose]: () => context.close() }, served.url + path)
    },
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]()
      await served[Symbol.asyncDispose]()
    },
  }

  async function open(taken: TakenPage, address: string): Promise<Reader> {
    const wire = tap(taken.page)
    await taken.page.goto(address)
    return { ...taken, wire }
  }
}

/** Fills the form of the login page, and sends it. */
export async function logIn(page: Page, password: string = 'overwire'): Promise<void> {
  await page.getByLabel('Name').fill('Documentation')
  await page.getByLabel('Password').fill(password)
  await page.locator('main').getByRole('button', { name: 'Log in' }).click()
}

/** What is shown, and where. */
export async function shown(page: Page): Promise<[heading: string, path: string]> {
  const { pathname, search } = new URL(page.url())
  return [(await innerTexts(page, 'h1')).join(' + '), pathname + search]
}
