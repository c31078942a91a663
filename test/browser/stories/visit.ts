/** One user at one page, and the line between the two. */
import { createApp, type ViewClass } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { createLog } from '../../server/log.ts'
import type { BrowserPage, TestedBrowser } from '../browsers/browser-page.ts'
import { focus, type, type Pace } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { Random } from '../fuzz/random.ts'
import { openNetwork, type Network } from '../network.ts'

export interface Visit extends AsyncDisposable {
  readonly page: BrowserPage
  readonly network: Network
  readonly random: Random
  /** Types into a field, with 20 to 120 milliseconds between the keys. */
  type(selector: string, text: string): Promise<void>
  /** Types on. */
  typeOn(text: string): Promise<void>
  /** Another process takes the place of the one that runs. */
  restart(): Promise<void>
}

/** How a line is. */
export interface Line {
  /** From the browser to the server and back, in milliseconds. */
  readonly latency: number
  /** Whether it is cut again and again. */
  readonly isCut: boolean
}

export interface VisitOptions {
  readonly routes: Readonly<Record<string, ViewClass>>
  readonly line: Line
  readonly seed: number
  /** Whether the line is slow while the page is loaded, too. */
  readonly fromTheStart: boolean
}

/** Opens the page at `/`. */
export async function visit(browser: TestedBrowser, options: VisitOptions): Promise<Visit> {
  const { line, routes, seed, fromTheStart } = options
  const random = new Random(seed)
  const start = (): Promise<Served> => {
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
    for (const [path, view] of Object.entries(routes)) app.live(path, view)
    return serve(app, { port: 0, signals: false, deadline: 0 })
  }
  let served = await start()
  const network = await openNetwork(served.port)
  if (fromTheStart) network.latency = line.latency / 2
  const page = await browser.newPage()
  await page.open(`${network.url}/`)
  if (!fromTheStart) await isLive(page)
  network.latency = line.latency / 2
  if (line.isCut) network.watch = cutsOf(random)
  const pace: Pace = () => 20 + random.below(100)
  return {
    page,
    network,
    random,
    async type(selector, text) {
      await focus(page, selector)
      await type(page, text, pace)
    },
    typeOn: (text) => type(page, text, pace),
    async restart() {
      await served.close()
      served = await start()
      network.serverPort = served.port
    },
    async [Symbol.asyncDispose]() {
      network.watch = null
      await page[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await served.close()
    },
  }
}

/** Resolves when the page is joined to its server. */
export async function isLive(page: BrowserPage): Promise<void> {
  await expectEventually(() =>
    page.evaluate(() => document.documentElement.getAttribute('data-live-status')),
  ).toBe('live')
}

/** Cuts in the middle of every tenth piece or so, and a few times in all: waits grow from cut to cut. */
function cutsOf(random: Random): Network['watch'] {
  let left = 3
  return ({ bytes }) => {
    if (left === 0 || !random.chance(0.1)) return undefined
    left--
    return { keep: random.below(bytes.length + 1), unnoticed: random.chance(0.3) ? random.below(100) : 0 }
  }
}
