import type { App } from 'overwire'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { programPath } from '../build.ts'
import type {} from '../page/player.ts'
import { median, middleMean, rounded, type Results } from '../results.ts'
import { list1000, list10000 } from '../scenarios/app.ts'
import { keyOf, type Scenario } from '../scenarios/scenario.ts'
import { ISOLATION } from '../servers/isolation.ts'
import { record, type Recording } from './recording.ts'

/** The first of the samples of a step, in which the page warms up, do not count. */
const WARM_UP_SHARE = 0.4
const MORPHS = 10
const HYDRATIONS = 9
const SETTLING = 500
const ORIGIN = 'http://localhost'

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

/**
 * Script time until a page is live, its lazy modules included: they decide what controls show. Most of it is the same
 * for all pages, so it is only good to be compared.
 */
export async function measureHydration(browser: Browser, app: App, scenario: Scenario): Promise<Results> {
  const recording = await record(app, scenario)
  const times: number[] = []
  for (let round = 0; round < HYDRATIONS; round++) {
    const page = await openPage(browser, recording, app)
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    const before = await scriptSeconds(session)
    await page.evaluate((joined) => window.bench.play(joined), recording.joined)
    // Modules are loaded in idle time, and what waits for them is done then.
    await page.waitForTimeout(SETTLING)
    times.push(((await scriptSeconds(session)) - before) * 1_000)
    await page.context().close()
  }
  return { [keyOf(scenario.name, 'hydrateMs')]: rounded(median(times)) }
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0
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
