import { href, html, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { ArticleSummary } from '../database/articles.ts'
import { article } from '../routes.ts'

export interface ArticleListOptions {
  /** The value of `aria-current` for a link: `this.live.ariaCurrent`. */
  readonly current?: (path: string) => 'page' | null
}

/** Links to articles. They are plain links: the script follows them in place, and without it the browser loads them. */
export function articleList(
  articles: readonly ArticleSummary[],
  { current = () => null }: ArticleListOptions = {},
): TemplateResult {
  return html`<ol class="articles" lang="en">
    ${repeat(
      articles,
      ({ id }) => id,
      ({ id, title, summary, author }) => {
        const path = href(article, { id })
        return html`<li>
          <a href=${path} aria-current=${current(path)}>
            <span class="number">${id}</span>
            <span class="title">${title}</span>
            <span class="summary">${summary}</span>
            <span class="byline">${author}</span>
          </a>
        </li>`
      },
    )}
  </ol>`
}
