/** The views that the examples of a guide export, run as they stand there, in a browser. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApp, type App, type ViewClass } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { root } from '../../scripts/root.ts'
import { filesOf } from '../project/markdown.ts'
import { createLog } from '../server/log.ts'
import { openBrowser } from './chromium.ts'

export interface GuideViews extends AsyncDisposable {
  readonly page: Page
  readonly app: App
  /** The address of the view of an example, by the name of its file. */
  addressOf(name: string): string
}

/** Serves the views of `docs/guides/NAME.md`, and opens a page for them. */
export async function openGuide(name: string): Promise<GuideViews> {
  const folder = join(root, `.cache/${name}-guide`)
  mkdirSync(folder, { recursive: true })
  const app = createApp({ logger: createLog() })
  for (const [file, text] of Object.entries(filesOf(`docs/guides/${name}.md`))) {
    writeFileSync(join(folder, file), text)
    // An example exports one view.
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Readonly<
      Record<string, ViewClass>
    >
    const [view] = Object.values(module)
    if (view) app.live(`/${file.replace('.ts', '')}`, view)
  }
  const served = await serve(app, { port: 0 })
  const testBrowser = await openBrowser()
  const { page } = await testBrowser.pages.own()
  return {
    page,
    app,
    addressOf: (example) => `http://localhost:${served.port}/${example}`,
    async [Symbol.asyncDispose]() {
      await testBrowser[Symbol.asyncDispose]()
      await served.close()
      rmSync(folder, { recursive: true })
    },
  }
}
