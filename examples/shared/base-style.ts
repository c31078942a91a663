/** The look that examples have in common: colours, buttons, fields, dialogs and messages. Each adds a style sheet of its own. */
import { readFile } from 'node:fs/promises'
import { html } from 'overwire'
import type { App, TemplateResult } from 'overwire'

const PATH = '/base.css'

/** For the head of the document, before the style sheet of the example. */
export const baseStyle: TemplateResult = html`<link rel="stylesheet" href=${PATH} />`

export async function serveBaseStyle(app: App): Promise<void> {
  const text = await readFile(new URL('./base.css', import.meta.url), 'utf8')
  const headers = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }
  app.handle('GET', PATH, () => new Response(text, { headers }))
}
