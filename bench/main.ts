/**
 * Measures what Overwire costs, side by side with what it is compared with. `--json` prints one object of flat
 * keys; `--only WORD` runs those measures whose name holds the word. Progress goes to standard error.
 */
import { parseArgs } from 'node:util'
import type { App } from 'overwire'
import type { Browser } from 'playwright-core'
import { buildPrograms } from './build.ts'
import { countAcknowledgements } from './measures/acknowledgements.ts'
import { measureBroadcast } from './measures/broadcast.ts'
import {
  launchBrowser,
  measureBrowserTime,
  measureHydration,
  measureMorphdom,
} from './measures/browser-time.ts'
import { measureBytes } from './measures/bytes.ts'
import { measureClickToDom } from './measures/click-to-dom.ts'
import { measureClientSize } from './measures/client-size.ts'
import { measureCompileTime } from './measures/compile-time.ts'
import { measureCounterCost } from './measures/counter-cost.ts'
import { measureJoinCost } from './measures/join-cost.ts'
import { measureIdleMemory, measureParkedMemory } from './measures/memory.ts'
import { countMounts } from './measures/mounts.ts'
import {
  measureNavigationBytes,
  measureNavigationClientTime,
  measureNavigationServerTime,
} from './measures/navigation.ts'
import { measureServerTime } from './measures/server-time.ts'
import { describeResults } from './report.ts'
import type { Results } from './results.ts'
import { createScenarioApp, scenarios, selects, streamAppends } from './scenarios/app.ts'
import { counter } from './scenarios/counter.ts'
import { stream2000 } from './scenarios/stream.ts'
import { ChildServer } from './servers/child-server.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
})

await buildPrograms()
const results = await measureAll()
console.log(options.json ? JSON.stringify(results, null, 2) : describeResults(results))
// Nothing is left to do; a timer of a library that thinks otherwise does not keep us.
process.exit()

async function measureAll(): Promise<Results> {
  const app = createScenarioApp()
  return {
    ...(await measure('client size', measureClientSize)),
    ...(await measure('counts', () => counts(app))),
    ...(await measure('compile time', measureCompileTime)),
    ...(await measure('bytes', () => bytes(app))),
    ...(await measure('navigation', () => withServers((server) => navigations(server, app)))),
    ...(await measure('counter cost', () => withServers(measureCounterCost))),
    ...(await measure('join cost', () => withServers(measureJoinCost))),
    ...(await measure('idle memory', measureIdleMemory)),
    ...(await measure('parked memory', measureParkedMemory)),
    ...(await measure('broadcast', () => withServers(measureBroadcast))),
    ...(await measure('server time', () => withServers(serverTimes))),
    ...(await measure('click to DOM', () => withServers(clicksToDom))),
    ...(await measure('browser time', () => withBrowser((browser) => browserTimes(browser, app)))),
  }
}

async function measure(name: string, run: () => Promise<Results> | Results): Promise<Results> {
  if (!name.includes(options.only)) return {}
  const start = performance.now()
  const measured = await run()
  console.error(`${name}: ${((performance.now() - start) / 1_000).toFixed(1)} s`)
  return measured
}

async function counts(app: App): Promise<Results> {
  return {
    'mounts.perVisit': await countMounts(app),
    'acks.framesPerEvent': await countAcknowledgements(),
  }
}

async function bytes(app: App): Promise<Results> {
  return oneByOne([...scenarios, stream2000], (scenario) => measureBytes(app, scenario))
}

async function navigations(server: ChildServer, app: App): Promise<Results> {
  return {
    ...(await measureNavigationBytes(app)),
    ...(await measureNavigationServerTime(server)),
    ...(await withBrowser((browser) => measureNavigationClientTime(browser, server))),
  }
}

async function serverTimes(server: ChildServer): Promise<Results> {
  // Its cost beside a raw socket is a measure of its own.
  const others = scenarios.filter((scenario) => scenario !== counter)
  return oneByOne([...others, ...streamAppends], (scenario) => measureServerTime(server, scenario))
}

async function clicksToDom(overwire: ChildServer, raw: ChildServer): Promise<Results> {
  return withBrowser((browser) => measureClickToDom(browser, overwire, raw))
}

async function browserTimes(browser: Browser, app: App): Promise<Results> {
  return {
    ...(await oneByOne(scenarios, (scenario) => measureBrowserTime(browser, app, scenario))),
    ...(await oneByOne(selects, (scenario) => measureHydration(browser, app, scenario))),
    ...(await measureMorphdom(browser, app)),
  }
}

async function oneByOne<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<Results>,
): Promise<Results> {
  const all: Record<string, number> = {}
  for (const item of items) Object.assign(all, await run(item))
  return all
}

/** Servers are new for each measure: what one leaves behind is nothing to the next. */
async function withServers(
  run: (overwire: ChildServer, raw: ChildServer) => Promise<Results>,
): Promise<Results> {
  await using overwire = await ChildServer.start('overwire-server')
  await using raw = await ChildServer.start('raw-server')
  return await run(overwire, raw)
}

async function withBrowser(run: (browser: Browser) => Promise<Results>): Promise<Results> {
  const browser = await launchBrowser()
  try {
    return await run(browser)
  } finally {
    await browser.close()
  }
}
