import { html } from '../template/html.ts'
import type { TemplateResult, RawValue } from '../template/template-value.ts'
import { renderedMarkup } from '../template/directives.ts'
import { nothing } from '../template/helpers.ts'
import type { PortalsInHtml } from '../template/output/portals-in-html.ts'
import { renderWhole } from '../template/output/render-content.ts'

/** What the document around a page is made of. */
export interface DocumentParts {
  /** What views have put into the head, and the script tag of the page: it belongs into `<head>`. */
  readonly head: RawValue
  readonly title: string
  readonly lang: string
  /** The direction in which the language is written. */
  readonly dir: 'ltr' | 'rtl'
  /** Classes for `<html>` that views have set, with spaces between them; mostly empty. */
  readonly htmlClass: string
  /** Classes for `<body>`, likewise. */
  readonly bodyClass: string
  /** What the page shows: it belongs into `<body>`. */
  readonly body: RawValue
}

/** The document around every page, as a template. */
export type DocumentTemplate = (parts: DocumentParts) => TemplateResult

/** The same, rendered. What is left out is as usual. */
export type RenderedParts = Omit<DocumentParts, 'head' | 'body' | 'dir' | 'htmlClass' | 'bodyClass'> &
  Partial<Pick<DocumentParts, 'dir' | 'htmlClass' | 'bodyClass'>> & {
    readonly head: string
    readonly body: string
  }

/** The whole HTML of a response. */
export function renderDocument(
  template: DocumentTemplate,
  { head, body, ...parts }: RenderedParts,
  portals: PortalsInHtml | null = null,
): string {
  const document = template({
    dir: 'ltr',
    htmlClass: '',
    bodyClass: '',
    ...parts,
    head: renderedMarkup(head),
    body: renderedMarkup(body),
  })
  return renderWhole(document, 'createApp({ document })', portals)
}

/** The document of an application that has not written its own. */
export const plainDocument: DocumentTemplate = ({ head, title, lang, dir, htmlClass, bodyClass, body }) =>
  html`<!doctype html>
    <html lang=${lang} dir=${dir === 'rtl' ? dir : nothing} class=${htmlClass || nothing}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${head}
      </head>
      <body class=${bodyClass || nothing}>
        ${body}
      </body>
    </html>`
