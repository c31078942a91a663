import { component, html, LiveView, notFound } from 'overwire'
import type { TemplateResult } from 'overwire'
import { articleList } from './article-list.ts'
import { ArticlePanel } from './article-panel.ts'
import { database } from './store.ts'

/** The page of one article, as it is when its address is opened directly. */
export class ArticlePage extends LiveView<{ id: string }> {
  id = Number(this.params.id)
  articles = this.live.load(() => database.articles())

  override async mount(): Promise<void> {
    const article = Number.isSafeInteger(this.id) ? await database.article(this.id) : undefined
    const { title, summary, author, date } = article ?? notFound()
    this.live.head = {
      title,
      description: summary,
      openGraph: { type: 'article' },
      jsonLd: {
        '@context': 'https://schema.org',
        '@type': 'Article',
        headline: title,
        datePublished: date,
        author: { '@type': 'Person', name: author },
      },
    }
  }

  render(): TemplateResult {
    return html`<div class="columns">
      <nav class="list" aria-label="Articles">
        ${articleList(this.articles.value ?? [], { current: this.id })}
      </nav>
      <section id="article" aria-label="Article" tabindex="-1">
        ${component(ArticlePanel, { id: this.id }, { key: this.id })}
      </section>
    </div>`
  }
}
