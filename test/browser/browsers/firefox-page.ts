/** Firefox, driven by Puppeteer over WebDriver BiDi. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type KeyInput, type Page } from 'puppeteer-core'
import { browserProgram } from '../../../scripts/browsers.ts'
import { callOf, type BrowserPage, type TestedBrowser } from './browser-page.ts'
import { drag } from './drag.ts'

/** The first start reads everything from the disk. */
const START = 120_000

export async function startFirefox(): Promise<TestedBrowser> {
  // Firefox refuses to run as root in the home of somebody else.
  const home = await mkdtemp(join(tmpdir(), 'overwire-firefox-'))
  const browser = await launch({
    browser: 'firefox',
    executablePath: browserProgram('firefox'),
    headless: true,
    timeout: START,
    env: { ...process.env, HOME: home },
    // One process for contents is enough, and needs less shared memory.
    extraPrefsFirefox: { 'dom.ipc.processCount': 1, 'fission.autostart': false },
  })
  return {
    async newPage() {
      const context = await browser.createBrowserContext()
      return pageOf(await context.newPage(), () => context.close())
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

function pageOf(page: Page, close: () => Promise<void>): BrowserPage {
  return {
    open: async (address) => void (await page.goto(address)),
    back: async () => void (await page.goBack()),
    forward: async () => void (await page.goForward()),
    mouse: (points) => drag(page.mouse, points),
    // Names of keys are the DOM's, and a character is its own name.
    async press(key, held = []) {
      for (const modifier of held) await page.keyboard.down(modifier)
      await page.keyboard.press(key as KeyInput)
      for (const modifier of held.toReversed()) await page.keyboard.up(modifier)
    },
    // As text, since the driver's types know no functions of unknown arguments; its result is the function's.
    evaluate: async <Values extends readonly unknown[], Result>(
      script: (...values: Values) => Result,
      ...values: Values
    ): Promise<Awaited<Result>> => (await page.evaluate(callOf(script, values))) as Awaited<Result>,
    inputMethod: null,
    [Symbol.asyncDispose]: close,
  }
}
