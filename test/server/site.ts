import { createApp, type App, type AppOptions } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { createLog, type Log } from './log.ts'

/** A server of its own for one test, and what it logged since it listens. */
export interface Site extends Served {
  readonly log: Log
}

export async function startSite(add: (app: App) => void, options: AppOptions = {}): Promise<Site> {
  const log = createLog()
  const app = createApp({ logger: log, development: false, secret: 's'.repeat(32), ...options })
  add(app)
  const served = await serve(app, { port: 0, signals: false })
  // It has told its address.
  log.lines.length = 0
  return { ...served, log }
}

/** The text of a page, as it reads: without markup. */
export function textOf(page: { readonly html: string }): string {
  const [, body = page.html] = /<body[^>]*>([\s\S]*)<\/body>/.exec(page.html) ?? []
  return body
    .replaceAll(/<!--.*?-->|<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
