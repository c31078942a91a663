/** What is shown in place of a page that is not there, or that does not work. */
import { href, html, LiveView, notFound } from 'overwire'
import type { TemplateResult } from 'overwire'
import { messages } from '../messages/messages.ts'
import { home } from '../routes.ts'

export class MissingPage extends LiveView {
  t = messages(this.live)

  render(): TemplateResult {
    const { t } = this
    this.live.head = { title: t('missing.title') }
    return html`<section class="sheet">
      <h1>${t('missing.title')}</h1>
      <p>${t('missing.text')}</p>
      <p><a class="button" href=${href(home)}>${t('missing.back')}</a></p>
    </section>`
  }
}

export class FailedPage extends LiveView {
  t = messages(this.live)

  render(): TemplateResult {
    const { t } = this
    this.live.head = { title: t('failed.title') }
    return html`<section class="sheet">
      <h1>${t('failed.title')}</h1>
      <p>${t('failed.text')}</p>
    </section>`
  }
}

/** For addresses that no route has. */
export class NoSuchPage extends LiveView {
  override mount(): void {
    notFound()
  }

  render(): TemplateResult {
    return html``
  }
}
