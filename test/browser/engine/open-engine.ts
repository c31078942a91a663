/** Opens pages that have the engine in them, and nothing else of the client. */
import { build, stop } from 'esbuild'
import type { Page } from 'playwright-core'
import { openBrowser } from '../chromium.ts'
import type {} from './in-page.ts'

/** A browser whose pages have the engine as the global `engine`. */
export interface EngineBrowser extends AsyncDisposable {
  /** A new, empty page. */
  open(): Promise<Page>
}

export async function openEngine(entry = 'test/browser/engine/in-page.ts'): Promise<EngineBrowser> {
  const { browser, ...opened } = await openBrowser()
  const script = await bundle(entry)
  return {
    async open() {
      const page = await browser.newPage()
      // With a doctype, as pages have one: without it the parser nests tables in paragraphs.
      await page.setContent('<!doctype html><body></body>')
      await page.addScriptTag({ content: script })
      return page
    },
    [Symbol.asyncDispose]: opened[Symbol.asyncDispose],
  }
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  await stop()
  return result.outputFiles[0]?.text ?? ''
}
