import { href, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { articleList } from '../parts/article-list.ts'
import { pager } from '../parts/pager.ts'
import { articles } from '../routes.ts'

/**
 * A search whose state is the address: what is typed goes there, and what stands there is shown, so links, Back, a reload
 * and browsers without JavaScript all find the same.
 */
export class ArticlesPage extends LiveView<typeof articles> {
  t = messages(this.live)
  query = this.live.search.q
  found = this.live.load(() => database.articles.search(this.live.search))

  override navigated(): void {
    this.query = this.live.search.q
    void this.found.reload()
  }

  search(query: string): void {
    this.query = query
    this.live.setSearch({ q: query || null })
  }

  render(): TemplateResult {
    const { t } = this
    this.live.head = { title: t('articles.title') }
    const { articles: shown = [], total = 0, page = 1, pages = 1 } = this.found.value ?? {}
    return html`<section class="sheet">
      <h1>${t('articles.title')}</h1>
      <form role="search" class="search" action=${href(articles)}>
        <input
          type="search"
          name="q"
          maxlength="100"
          aria-label=${t('articles.search')}
          placeholder=${t('articles.search')}
          .value=${this.query}
          @input=${(event) => this.search(event.value)}
        />
        <button>${t('articles.go')}</button>
      </form>
      <p role="status" class="quiet">${t('articles.found', { count: total })}</p>
      ${articleList(shown)} ${pager({ t, q: this.live.search.q, page, pages })}
    </section>`
  }
}
