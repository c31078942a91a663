import { html } from '../template/html.ts'
import type { TemplateResult, RawValue } from '../template/template-value.ts'
import { renderedMarkup } from '../template/directives.ts'
import { renderContent } from './content.ts'

/** What the document around a page is made of. */
export interface DocumentParts {
  /** The script tag of the page: it belongs into `<head>`. */
  readonly head: RawValue
  readonly title: string
  readonly lang: string
  /** What the page shows: it belongs into `<body>`. */
  readonly body: RawValue
}

/** The document around every page, as a template. */
export type DocumentTemplate = (parts: DocumentParts) => TemplateResult

/** The whole HTML of a response. */
export function renderDocument(
  template: DocumentTemplate,
  parts: { readonly head: string; readonly title: string; readonly lang: string; readonly body: string },
): string {
  const { head, title, lang, body } = parts
  const document = template({ head: renderedMarkup(head), title, lang, body: renderedMarkup(body) })
  return renderContent(document, 'createApp({ document })', true)
}

/** The document of an application that has not written its own. */
export const plainDocument: DocumentTemplate = ({ head, title, lang, body }) =>
  html`<!doctype html>
    <html lang=${lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`
