import { html, nothing } from 'overwire'
import type { DocumentParts, TemplateResult } from 'overwire'

// In the page itself, so that a browser never asks for it.
const icon: string = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e5f"/>\
<path d="M6 20h5l3-9 4 13 3-8h5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
)}`

/** The document around every page. What all pages show is in the layout `Site`. */
export function document({
  head,
  title,
  lang,
  dir,
  htmlClass,
  bodyClass,
  body,
}: DocumentParts): TemplateResult {
  return html`<!doctype html>
    <html lang=${lang} dir=${dir} class=${htmlClass || nothing}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href=${icon} />
        <link rel="stylesheet" href="/style.css" />
        ${head}
      </head>
      <body class=${bodyClass || nothing}>
        <div class="flash" data-live-flash role="status"></div>
        ${body}
      </body>
    </html>`
}
