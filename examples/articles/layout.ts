import { html } from 'overwire'
import type { DocumentParts, TemplateResult } from 'overwire'

/** The document around every page. */
export function layout({ head, title, lang, body }: DocumentParts): TemplateResult {
  return html`<!doctype html>
    <html lang=${lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/icon.svg" />
        <link rel="stylesheet" href="/style.css" />
        ${head}
      </head>
      <body>
        <header class="site">
          <a class="brand" href="/">Overwire</a>
          <p>Realtime pages, HTML over the wire</p>
        </header>
        <div class="flash" data-live-flash role="status"></div>
        <main>${body}</main>
      </body>
    </html>`
}
