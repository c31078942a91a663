import { createApp, type App } from 'overwire'
import { broadcast } from './broadcast.ts'
import { counter } from './counter.ts'
import { dashboard } from './dashboard.ts'
import { list300 } from './list.ts'
import { select } from './options.ts'
import type { Scenario } from './scenario.ts'
import { addSite } from './site.ts'
import { stream2000 } from './stream.ts'
import { streamAppend } from './stream-append.ts'
import { table } from './table.ts'

export const list1000: Scenario = table('list1000', 1_000)
export const list10000: Scenario = table('list10000', 10_000)
/** Appending to a stream, on an empty page and beside 10,000 rows. */
export const streamAppends: readonly Scenario[] = [
  streamAppend('stream0', 0),
  streamAppend('stream10000', 10_000),
]
/** Selects that are bound to the HTML of the page, with and without a choice at each option. */
export const selects: readonly Scenario[] = [select('options500', true), select('plainOptions500', false)]
export const identity10000: Scenario = table('identity10000', 10_000, 'identity')

/** Those whose steps are measured. */
export const scenarios: readonly Scenario[] = [
  counter,
  list300,
  dashboard,
  list1000,
  list10000,
  identity10000,
]

const UNBOUNDED = 1_000_000_000

/**
 * An application that serves every scenario at its name, as in production. Limits that bound a visitor are
 * out of the way: one process plays all of them, as fast as it can.
 */
export function createScenarioApp(platform?: Parameters<typeof createApp>[1]): App {
  const app = createApp(
    {
      secret: 'a secret of the benchmark, of no use to anyone',
      development: false,
      logger: { info: ignore, warn: ignore, error: (message, error) => console.error(message, error) },
      limits: {
        eventsPerSecond: UNBOUNDED,
        eventBurst: UNBOUNDED,
        circuitsPerVisitor: UNBOUNDED,
        parkedFor: UNBOUNDED,
        parkedBytes: UNBOUNDED,
        parkedPerVisitor: UNBOUNDED,
        parkedBytesPerVisitor: UNBOUNDED,
        parkedPerAddress: UNBOUNDED,
        parkedBytesPerAddress: UNBOUNDED,
        bytesPerSecond: UNBOUNDED,
        byteBurst: UNBOUNDED,
        heartbeat: UNBOUNDED,
      },
    },
    platform,
  )
  for (const each of [...scenarios, ...streamAppends, ...selects, stream2000, broadcast])
    app.live(`/${each.name}`, each.view)
  addSite(app)
  return app
}

function ignore(): void {}
