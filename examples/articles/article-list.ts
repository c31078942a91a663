import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { ArticleSummary } from './database.ts'

/** Which article is being read, and the action that a plain click on another one runs, if any. */
export interface ArticleListOptions {
  readonly current?: number
  readonly action?: string
}

/** The links to all articles. Without an action, and without JavaScript, they are followed as links are. */
export function articleList(
  articles: readonly ArticleSummary[],
  { current, action }: ArticleListOptions,
): TemplateResult {
  return html`<ol>
    ${articles.map(
      ({ id, title, summary, author }) =>
        html`<li>
          <a
            href="/articles/${id}"
            live-click=${action}
            data-id=${id}
            aria-current=${id === current ? 'page' : null}
          >
            <span class="number">${id}</span>
            <span class="title">${title}</span>
            <span class="summary">${summary}</span>
            <span class="byline">${author}</span>
          </a>
        </li>`,
    )}
  </ol>`
}
