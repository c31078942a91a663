import { html } from 'overwire'
import type { DocumentParts, TemplateResult } from 'overwire'

// In the page itself, so that a browser never asks for it.
const icon: string = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3b4cca"/>\
<path d="M8 8h4v16H8zM14 8h4v10h-4zM20 8h4v13h-4z" fill="#fff"/></svg>`,
)}`

/** The document around the board. */
export function document({ head, title, lang, dir, body }: DocumentParts): TemplateResult {
  return html`<!doctype html>
    <html lang=${lang} dir=${dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href=${icon} />
        <link rel="stylesheet" href="/vendor/uplot.css" />
        <link rel="stylesheet" href="/style.css" />
        <script type="module" src="/elements/label-picker.js"></script>
        ${head}
      </head>
      <body>
        <div class="flash" data-live-flash role="status"></div>
        ${body}
        <div id="modals"></div>
      </body>
    </html>`
}
