/** Chromium for tests: one process a test file, closed when the file is done. */
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { browserProgram } from '../../scripts/browsers.ts'

/** A running browser. `await using` closes it. */
export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the Chromium of `CHROMIUM_PATH`, or the one that is installed. */
export async function openBrowser(options: LaunchOptions = {}): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: browserProgram('chromium'),
    args: FLAGS,
    ...options,
  })
  return { browser, [Symbol.asyncDispose]: () => browser.close() }
}
