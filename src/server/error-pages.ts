import { html } from '../template/html.ts'
import type { TemplateResult } from '../template/template-value.ts'
import { Failed, NotFound, Redirect } from '../view/signals.ts'
import { renderContent } from '../template/output/render-content.ts'
import { readError } from './describe.ts'
import { renderDocument, type DocumentTemplate } from './document.ts'
import { redirectResponse } from './redirects.ts'

/** The pages that are answered in place of one of the application's. */
export class ErrorPages {
  readonly #document: DocumentTemplate
  readonly #development: boolean

  constructor(document: DocumentTemplate, development: boolean) {
    this.#document = document
    this.#development = development
  }

  /** The answer to a request whose code threw this, where no page of the application stands in its place. */
  answer(thrown: unknown): Response {
    if (thrown instanceof Redirect) return redirectResponse(thrown.to)
    return thrown instanceof NotFound ? this.notFound() : this.failure(thrown)
  }

  /** The answer for a path that leads nowhere. */
  notFound(): Response {
    return this.#respond(404, 'Not found', html`<h1>Not found</h1><p>There is nothing at this address.</p>`)
  }

  /** The answer when the application threw. What it threw is shown to its author only. */
  failure(error: unknown): Response {
    if (!this.#development || isWithoutReason(error)) {
      const body = html`<h1>Something went wrong</h1><p>It was reported. Please try again later.</p>`
      return this.#respond(500, 'Something went wrong', body)
    }
    const { name, message, stack } = readError(error instanceof Failed ? error.reason : error)
    const body = html`<h1>${name}</h1><pre>${message}</pre><pre>${stack}</pre>`
    return this.#respond(500, `${name}: ${message.split('\n', 1).join('')}`, body)
  }

  #respond(status: number, title: string, body: TemplateResult): Response {
    return new Response(this.#documentAround(title, renderContent(body, 'an error page')), {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    })
  }

  /** The application's document, unless it is what fails. */
  #documentAround(title: string, body: string): string {
    try {
      return renderDocument(this.#document, { head: '', title, lang: 'en', body })
    } catch {
      return `<!doctype html>${body}`
    }
  }
}

/** `failed()` alone says no more than the page without details does. */
function isWithoutReason(error: unknown): boolean {
  return error instanceof Failed && error.reason === ''
}
