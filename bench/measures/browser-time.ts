import type { App } from 'overwire'
import { chromium, type Browser, type Page } from 'playwright-core'
import { programPath } from '../build.ts'
import type {} from '../page/player.ts'
import { middleMean, rounded, type Results } from '../results.ts'
import { list1000, list10000 } from '../scenarios/app.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { record, type Recording } from './recording.ts'

/** The first of the samples of a step, in which the page warms up, do not count. */
const WARM_UP_SHARE = 0.4
const MORPHS = 10
const ORIGIN = 'http://localhost'

/** Isolated pages get a clock of 5 microseconds instead of 100. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/** Chromium without what it does for itself in the background. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Browser script time of each step: from the text of a message to the changed DOM, `JSON.parse` included. */
export async function measureBrowserTime(browser: Browser, app: App, scenario: Scenario): Promise<Results> {
  const recording = await record(app, scenario)
  const page = await openPage(browser, recording, app)
  await page.evaluate((joined) => window.bench.play(joined), recording.joined)
  const samples = await page.evaluate((steps) => window.bench.play(steps), recording.steps)
  await page.context().close()
  return Object.fromEntries(Object.entries(samples).map(([key, times]) => [key, summary(times)]))
}

/** What morphdom takes to change one row in the same pages, by their full HTML, without our client. */
export async function measureMorphdom(browser: Browser, app: App): Promise<Results> {
  const results: Record<string, number> = {}
  for (const [scenario, key] of [
    [list1000, 'morph1000.update.clientMs'],
    [list10000, 'morph10000.update.clientMs'],
  ] as const) {
    const page = await openPage(browser, await record(app, { ...scenario, steps: [] }), null)
    results[key] = summary(await page.evaluate((rounds) => window.bench.morph(rounds), MORPHS))
    await page.context().close()
  }
  return results
}

/** The recorded page, with its script when `app` serves it. */
async function openPage(browser: Browser, { html }: Recording, app: App | null): Promise<Page> {
  const page = await browser.newPage()
  await page.addInitScript({ path: programPath('player') })
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (url === `${ORIGIN}/`)
      return route.fulfill({ body: html, headers: { ...ISOLATION, 'content-type': 'text/html' } })
    const response = await app?.handler.fetch(new Request(url))
    if (!response) return route.abort()
    return route.fulfill({
      body: await response.text(),
      headers: { ...ISOLATION, 'content-type': 'text/javascript' },
    })
  })
  await page.goto(ORIGIN)
  if (!(await page.evaluate(() => window.crossOriginIsolated)))
    throw new Error('The page has a coarse clock.')
  return page
}

function summary(times: readonly number[]): number {
  return rounded(middleMean(times.slice(Math.floor(times.length * WARM_UP_SHARE))))
}
