import { component, href, html, LiveView, notFound, unsafeHTML } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { Article, ArticleSummary } from '../database/articles.ts'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { Comments } from '../parts/comments.ts'
import { formatDay } from '../parts/format-day.ts'
import { idOf } from '../parts/id-of.ts'
import { Reactions } from '../parts/reactions.ts'
import * as routes from '../routes.ts'

export class ArticlePage extends LiveView<typeof routes.article> {
  t = messages(this.live)
  article = this.live.load(async () => (await database.articles.find(idOf(this.params.id))) ?? notFound())
  around = this.live.load(() => database.articles.around(idOf(this.params.id)))

  override mount(): void {
    // An author has saved something.
    this.live.subscribe('articles', () => this.article.reload())
  }

  render(): TemplateResult {
    const { t } = this
    const article = this.article.value
    if (!article) return html`<p class="quiet">${t('articles.loading')}</p>`

    this.describe(article)
    const { id, title, author, authorId, date } = article
    const { previous, next } = this.around.value ?? {}
    return html`<article class="sheet">
      <header lang="en">
        <h1>${title}</h1>
        <p class="byline">
          <a href=${href(routes.author, { id: authorId })}>${author}</a>,
          <time datetime=${date}>${formatDay(date, this.live.locale)}</time>
        </p>
      </header>
      <div class="prose" lang="en">${unsafeHTML(article.html)}</div>
      ${component(Reactions, { articleId: id })} ${component(Comments, { articleId: id })}
      <nav class="around" aria-label=${t('article.around')}>
        ${neighbour(t('article.previous'), previous)} ${neighbour(t('article.next'), next)}
      </nav>
    </article>`
  }

  /** For search engines, and for sites that show a link to it. */
  describe({ title, summary, author, date }: Article): void {
    this.live.head = {
      title,
      description: summary,
      canonical: new URL(href(routes.article, this.params), this.live.context.url).href,
      openGraph: { type: 'article' },
      meta: { 'article:published_time': date },
      jsonLd: {
        '@context': 'https://schema.org',
        '@type': 'Article',
        headline: title,
        datePublished: date,
        author: { '@type': 'Person', name: author },
      },
    }
  }
}

function neighbour(where: string, article: ArticleSummary | undefined): TemplateResult | null {
  if (!article) return null
  return html`<a href=${href(routes.article, { id: article.id })}>
    <span class="byline">${where}</span> <span class="title" lang="en">${article.title}</span>
  </a>`
}
