/** The document around every page of an example. */
import { html, nothing } from 'overwire'
import type { DocumentParts, TemplateResult } from 'overwire'

export interface DocumentOptions {
  /** The icon, as the inside of an SVG of 32 by 32. It stands in the page, so that a browser never asks for it. */
  readonly icon: string
  /** What pages load besides the style sheet. */
  readonly head?: TemplateResult
  /** What stands behind the page. */
  readonly end?: TemplateResult
}

/** Makes the function that `createApp` takes as `document`. */
export function createDocument({
  icon,
  head: ownHead,
  end,
}: DocumentOptions): (parts: DocumentParts) => TemplateResult {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${icon}</svg>`
  const address = `data:image/svg+xml,${encodeURIComponent(svg)}`
  return ({ head, title, lang, dir, htmlClass, bodyClass, body }) =>
    html`<!doctype html>
      <html lang=${lang} dir=${dir} class=${htmlClass || nothing}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <link rel="icon" href=${address} />
          ${ownHead}
          <link rel="stylesheet" href="/style.css" />
          ${head}
        </head>
        <body class=${bodyClass || nothing}>
          <div class="flash" data-live-flash role="status"></div>
          ${body} ${end}
        </body>
      </html>`
}
