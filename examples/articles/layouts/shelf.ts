import { Component, html } from 'overwire'
import type { LayoutProps, TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { articleList } from '../parts/article-list.ts'

/** All articles beside the one that is being read. The list keeps its scroll position from article to article. */
export class Shelf extends Component<LayoutProps> {
  t = messages(this.live)
  articles = this.live.load(() => database.articles.all())

  override mount(): void {
    this.live.subscribe('articles', () => this.articles.reload())
  }

  render(): TemplateResult {
    return html`<div class="columns">
      <nav class="shelf" aria-label=${this.t('articles.list')}>
        ${articleList(this.articles.value ?? [], { current: (path) => this.live.ariaCurrent(path) })}
      </nav>
      ${this.props.content}
    </div>`
  }
}
