import { href, html, LiveView, redirect, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import * as routes from '../routes.ts'

/** The articles of whoever is logged in. The gate of the route has found out who that is. */
export class DeskPage extends LiveView<typeof routes.desk> {
  t = messages(this.live)
  articles = this.live.load(() => database.articles.of(this.live.context.author.id))

  async logOut(): Promise<void> {
    await this.live.setSession({ author: undefined })
    redirect(href(routes.home))
  }

  render(): TemplateResult {
    const { t } = this
    const { name } = this.live.context.author
    this.live.head = { title: t('desk.title'), meta: { robots: 'noindex' } }
    return html`<section class="sheet">
      <h1>${t('desk.title')}</h1>
      <p>${t('desk.welcome', { name })}</p>
      <ul class="desk">
        ${repeat(
          this.articles.value ?? [],
          ({ id }) => id,
          ({ id, title }) =>
            html`<li>
              <a href=${href(routes.article, { id })} lang="en">${title}</a>
              <a class="button quiet" href=${href(routes.editor, { id })} aria-label="${t('desk.edit')}: ${title}"
                >${t('desk.edit')}</a
              >
            </li>`,
        )}
      </ul>
      <div class="row">
        <a class="button" href=${href(routes.editor, { id: 'new' })}>${t('desk.write')}</a>
        <form method="post" action="/logout" @submit=${() => this.logOut()}>
          <button class="quiet">${t('desk.logout')}</button>
        </form>
      </div>
    </section>`
  }
}
