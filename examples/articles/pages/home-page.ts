import { href, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { articleList } from '../parts/article-list.ts'
import * as routes from '../routes.ts'

export class HomePage extends LiveView<typeof routes.home> {
  t = messages(this.live)
  latest = this.live.load(() => database.articles.latest(3))

  render(): TemplateResult {
    const { t } = this
    this.live.head = { title: t('home.title'), openGraph: { type: 'website' } }
    return html`<section class="welcome">
        <h1>${t('home.heading')}</h1>
        <p>${t('home.what')}</p>
        <p>${t('home.together')}</p>
        <p><a class="button" href=${href(routes.article, { id: 1 })}>${t('home.begin')}</a></p>
      </section>
      <section aria-labelledby="latest">
        <h2 id="latest">${t('home.latest')}</h2>
        ${articleList(this.latest.value ?? [])}
        <p><a href=${href(routes.articles)}>${t('home.all')}</a></p>
      </section>`
  }
}
