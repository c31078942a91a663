import { component, href, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { messages } from '../messages/messages.ts'
import { LatestArticles } from '../parts/latest-articles.ts'
import * as routes from '../routes.ts'

export class HomePage extends LiveView<typeof routes.home> {
  t = messages(this.live)

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
        ${component(LatestArticles)}
        <p><a href=${href(routes.articles)}>${t('home.all')}</a></p>
      </section>`
  }
}
