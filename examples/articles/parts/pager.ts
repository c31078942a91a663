import { href, html } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { Texts } from '../messages/messages.ts'
import { articles } from '../routes.ts'

export interface PagerProps {
  readonly t: Texts
  /** What is looked for on all of the pages. */
  readonly q: string
  readonly page: number
  readonly pages: number
}

/** Links to the page before and the next one, where there are any. */
export function pager({ t, q, page, pages }: PagerProps): TemplateResult | null {
  if (pages === 1) return null
  const link = (to: number, name: string): TemplateResult | null =>
    to < 1 || to > pages
      ? null
      : html`<a class="button quiet" href=${href(articles, {}, { q: q || null, page: to })}>${name}</a>`
  return html`<nav class="pager" aria-label=${t('articles.pager')}>
    ${link(page - 1, t('articles.newer'))}
    <span>${t('articles.page', { page, pages })}</span>
    ${link(page + 1, t('articles.older'))}
  </nav>`
}
