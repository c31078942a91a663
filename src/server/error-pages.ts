import { html } from '../template/html.ts'
import type { TemplateResult } from '../template/template-value.ts'
import { renderContent } from './content.ts'
import { renderDocument, type DocumentTemplate } from './document.ts'

/** What error pages need of the application. */
export interface ErrorPageParts {
  readonly document: DocumentTemplate
  readonly development: boolean
}

/** The answer for a path that leads nowhere. */
export function notFoundResponse(parts: ErrorPageParts): Response {
  return respond(parts, 404, 'Not found', html`<h1>Not found</h1><p>There is nothing at this address.</p>`)
}

/** The answer when the application threw. What it threw is shown to its author only. */
export function failureResponse(parts: ErrorPageParts, error: unknown): Response {
  if (!parts.development) {
    const body = html`<h1>Something went wrong</h1><p>It was reported. Please try again later.</p>`
    return respond(parts, 500, 'Something went wrong', body)
  }
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const body = html`<h1>${name}</h1><pre>${message}</pre><pre>${stack}</pre>`
  return respond(parts, 500, `${name}: ${message.split('\n', 1).join('')}`, body)
}

function respond(parts: ErrorPageParts, status: number, title: string, body: TemplateResult): Response {
  return new Response(documentAround(parts, title, renderContent(body, 'an error page')), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** The application's document, unless it is what fails. */
function documentAround({ document }: ErrorPageParts, title: string, body: string): string {
  try {
    return renderDocument(document, { head: '', title, lang: 'en', body })
  } catch {
    return `<!doctype html>${body}`
  }
}
