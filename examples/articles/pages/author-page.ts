import { html, LiveView, notFound } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { articleList } from '../parts/article-list.ts'
import { idOf } from '../parts/id-of.ts'
import type { author } from '../routes.ts'

export class AuthorPage extends LiveView<typeof author> {
  t = messages(this.live)
  author = this.live.load(async () => (await database.authors.find(idOf(this.params.id))) ?? notFound())
  articles = this.live.load(() => database.articles.of(idOf(this.params.id)))

  render(): TemplateResult {
    const { name = '', about = '', articles: count = 0 } = this.author.value ?? {}
    this.live.head = { title: name, description: about, openGraph: { type: 'profile' } }
    return html`<section class="sheet">
      <h1 lang="en">${name}</h1>
      <p lang="en">${about}</p>
      <p class="byline">${this.t('authors.count', { count })}</p>
      ${articleList(this.articles.value ?? [])}
    </section>`
  }
}
