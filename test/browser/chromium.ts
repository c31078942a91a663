/** Chromium for tests: one process for all files that a worker of Vitest runs, one after the other. It ends with the worker. */
import { chromium, type Browser } from 'playwright-core'
import { browserProgram } from '../../scripts/browsers.ts'
import { pagesOf, type Pages } from './pages.ts'

/** A running browser. `await using` closes what was opened in it. */
export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser
  /** For tests that need nothing of a page but that it is empty. */
  readonly pages: Pages
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let running: Promise<TestBrowser> | null = null

/** The Chromium of `CHROMIUM_PATH`, or the one that is installed. It is started when the first file asks for it. */
export function openBrowser(): Promise<TestBrowser> {
  running ??= start()
  return running
}

async function start(): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: browserProgram('chromium'), args: FLAGS })
  browser.once('disconnected', () => (running = null))
  const pages = pagesOf(browser)
  return { browser, pages, [Symbol.asyncDispose]: () => pages.closeOthers() }
}
