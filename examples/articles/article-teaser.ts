import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { ArticleSummary } from './database.ts'

/** What a link to an article shows. */
export function articleTeaser({ id, title, summary, author }: ArticleSummary): TemplateResult {
  return html`<span class="number">${id}</span>
    <span class="title">${title}</span>
    <span class="summary">${summary}</span>
    <span class="byline">${author}</span>`
}
