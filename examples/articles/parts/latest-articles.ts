import { Component, html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { articleList } from './article-list.ts'

/** The newest articles. They are late: the first response begins with what stands above them, before they are read. */
export class LatestArticles extends Component {
  t = messages(this.live)
  articles = this.live.load(() => database.articles.latest(3), { late: true })

  render(): TemplateResult {
    const { value, pending } = this.articles
    return pending ? html`<p class="quiet">${this.t('articles.loading')}</p>` : articleList(value ?? [])
  }
}
