import type { App } from 'overwire'
import type { Browser, BrowserContext, CDPSession } from 'playwright-core'
import { median, rounded, type Results } from '../results.ts'
import { sitePath } from '../scenarios/site.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { inProcess, overNetwork, type Transport } from '../wire/transport.ts'
import { bytesOf, WireUser } from '../wire/wire-user.ts'

/** Of this many navigations the largest counts. */
const LARGEST_OF = 20
/** Times are medians of so many turns, in which both ways to a page are gone in turns. */
const ROUNDS = 9
const WARM_UP = 3
const IN_A_ROUND = 50

/** Bytes down until the next page is shown: of the frames of a navigation, and of a response with the join that follows it. */
export async function measureNavigationBytes(app: App): Promise<Results> {
  const transport = inProcess(app)
  const fetched = await transport.get(sitePath(0))
  const user = await WireUser.joinFetched(transport, fetched)
  const joined = bytesOf(user.take())
  const { down, up } = await largestOf(user, LARGEST_OF)
  await user.leave()
  return {
    'navigate.bytes': down,
    'navigate.upBytes': up,
    'fullLoad.bytes': Buffer.byteLength(fetched.html) + joined,
  }
}

/** CPU of the server's whole process until the next page is shown, on a page that is live and for a visitor who comes. */
export async function measureNavigationServerTime(server: ChildServer): Promise<Results> {
  const transport = overNetwork(server.port)
  const user = await WireUser.join(transport, sitePath(0))
  const times = { navigate: [] as number[], fullLoad: [] as number[] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const navigated = await costOf(server, (page) => user.navigate(sitePath(page)))
    const loaded = await costOf(server, (page) => load(transport, sitePath(page)))
    user.take()
    if (round < WARM_UP) continue
    times.navigate.push(navigated)
    times.fullLoad.push(loaded)
  }
  await user.leave()
  return inMilliseconds('serverMs', times.navigate, times.fullLoad)
}

/** What the main thread of Chromium does until the next page is shown and painted: scripts, parsing, styles and layout. */
export async function measureNavigationClientTime(browser: Browser, { port }: ChildServer): Promise<Results> {
  const context = await browser.newContext()
  const times = { navigate: [] as number[], fullLoad: [] as number[] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const { loaded, navigated } = await visit(context, `http://127.0.0.1:${port}`)
    if (round < WARM_UP) continue
    times.navigate.push(navigated)
    times.fullLoad.push(loaded)
  }
  await context.close()
  return inMilliseconds('clientMs', times.navigate, times.fullLoad)
}

async function largestOf(user: WireUser, count: number): Promise<{ down: number; up: number }> {
  const largest = { down: 0, up: 0 }
  for (let page = 1; page <= count; page++) {
    user.take()
    const before = user.sentBytes
    await user.navigate(sitePath(page))
    largest.up = Math.max(largest.up, user.sentBytes - before)
    largest.down = Math.max(largest.down, bytesOf(user.take()))
  }
  return largest
}

async function load(transport: Transport, path: string): Promise<void> {
  const user = await WireUser.join(transport, path)
  await user.leave()
}

async function costOf(server: ChildServer, run: (page: number) => Promise<void>): Promise<number> {
  const before = await server.ask('cpu')
  for (let page = 1; page <= IN_A_ROUND; page++) await run(page)
  return ((await server.ask('cpu')) - before) / IN_A_ROUND / 1_000
}

/** A visitor loads a page whose script is in the cache, and follows a link of it. Milliseconds of the main thread for each. */
async function visit(
  context: BrowserContext,
  origin: string,
): Promise<{ loaded: number; navigated: number }> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  const atFirst = await busyTime(session)
  await page.goto(origin + sitePath(0))
  await page.waitForSelector('html[data-live-status=live]')
  await page.evaluate(PAINTED)
  const loaded = (await busyTime(session)) - atFirst

  // The module that follows links has it in its hands.
  await page.waitForFunction(`history.scrollRestoration === 'manual'`)
  const before = await busyTime(session)
  await page.evaluate(`document.querySelector('a[href="${sitePath(1)}"]').click()`)
  await page.waitForFunction(`location.pathname === '${sitePath(1)}'`)
  await page.evaluate(PAINTED)
  const navigated = (await busyTime(session)) - before
  await page.close()
  return { loaded, navigated }
}

const PAINTED = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))`

async function busyTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
}

function inMilliseconds(what: string, navigate: readonly number[], fullLoad: readonly number[]): Results {
  return {
    [`navigate.${what}`]: rounded(median(navigate)),
    [`fullLoad.${what}`]: rounded(median(fullLoad)),
  }
}
