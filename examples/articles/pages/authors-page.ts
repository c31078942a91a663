import { href, html, LiveView, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import * as routes from '../routes.ts'

export class AuthorsPage extends LiveView<typeof routes.authors> {
  t = messages(this.live)
  authors = this.live.load(() => database.authors.all())

  render(): TemplateResult {
    const { t } = this
    this.live.head = { title: t('authors.title') }
    return html`<section class="sheet">
      <h1>${t('authors.title')}</h1>
      <ul class="authors">
        ${repeat(
          this.authors.value ?? [],
          ({ id }) => id,
          ({ id, name, about, articles }) =>
            html`<li>
              <a href=${href(routes.author, { id })} lang="en">${name}</a>
              <p lang="en">${about}</p>
              <p class="byline">${t('authors.count', { count: articles })}</p>
            </li>`,
        )}
      </ul>
    </section>`
  }
}
