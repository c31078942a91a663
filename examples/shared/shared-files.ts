/** Files that examples have in common: the look of pages, and a chart. */
import { readFile } from 'node:fs/promises'
import { html } from 'overwire'
import type { App, TemplateResult } from 'overwire'

const TYPES = { 'base.css': 'text/css; charset=utf-8', 'bar-chart.js': 'text/javascript; charset=utf-8' }

/** Colours, buttons, fields, dialogs and messages: for the head of the document, before the style sheet of the example. */
export const baseStyle: TemplateResult = html`<link rel="stylesheet" href="/base.css" />`

/** Serves all of them. `bar-chart.js` wants `/vendor/uplot.js`. */
export async function serveSharedFiles(app: App): Promise<void> {
  for (const [name, type] of Object.entries(TYPES)) {
    const text = await readFile(new URL(`static/${name}`, import.meta.url), 'utf8')
    const headers = { 'content-type': type, 'cache-control': 'max-age=3600' }
    app.handle('GET', `/${name}`, () => new Response(text, { headers }))
  }
}
