/** The views that the examples of a document export, run as they stand there, in a browser. */
import { createApp, type App } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { exampleViews } from '../project/example-views.ts'
import { createLog } from '../server/log.ts'
import { openBrowser } from './chromium.ts'
import { isLive, isSettled } from './wire-tap.ts'

export interface GuideViews extends AsyncDisposable {
  readonly page: Page
  readonly app: App
  /** The address of the view of an example, by the name of its file. */
  addressOf(name: string): string
  /** Opens the view of an example in the page, and waits until it is live. */
  open(name: string): Promise<void>
  /** Examples that nobody has opened: a test of each document says that there are none. */
  unopened(): readonly string[]
}

/** Serves the views of a document, and opens a page for them. */
export async function openGuide(document: string): Promise<GuideViews> {
  const examples = await exampleViews(document)
  const unopened = new Set(examples.views.keys())
  const app = createApp({ logger: createLog() })
  for (const [name, view] of examples.views) app.live(`/${name}`, view)
  const served = await serve(app, { port: 0 })
  const testBrowser = await openBrowser()
  const { page } = await testBrowser.pages.own()
  const addressOf = (name: string): string => {
    unopened.delete(name.replace(/\?.*/, ''))
    return `http://localhost:${served.port}/${name}`
  }
  return {
    page,
    app,
    addressOf,
    async open(name) {
      await page.goto(addressOf(name))
      await isLive(page)
      await isSettled(page)
    },
    unopened: () => [...unopened],
    async [Symbol.asyncDispose]() {
      await testBrowser[Symbol.asyncDispose]()
      await served.close()
      await examples[Symbol.asyncDispose]()
    },
  }
}
