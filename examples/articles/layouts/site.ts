import { Component, component, href, html } from 'overwire'
import type { LayoutProps, TemplateResult } from 'overwire'
import { messages } from '../messages/messages.ts'
import { reading } from '../reading.ts'
import * as routes from '../routes.ts'
import { ReadingTimer } from './reading-timer.ts'

/** What stands around every page. It stays as it is when its visitor goes from one to another. */
export class Site extends Component<LayoutProps> {
  t = messages(this.live)
  reading = this.live.stored(...reading)

  render(): TemplateResult {
    const { t } = this
    const { look = 'system' } = this.live.session
    this.live.head = {
      titleTemplate: '%s · Overwire',
      description: t('site.description'),
      htmlClass: `look-${look} size-${this.reading.value.size}`,
      openGraph: { siteName: 'Overwire' },
    }
    return html`<a class="skip" href="#main">${t('site.skip')}</a>
      <header class="site">
        <a class="brand" href=${href(routes.home)}>Overwire</a>
        <nav class="pages" aria-label=${t('site.pages')}>
          ${this.link(href(routes.articles), t('pages.articles'))}
          ${this.link(href(routes.authors), t('pages.authors'))}
          ${this.link(href(routes.settings), t('pages.settings'))}
          ${
            this.live.session.author
              ? this.link(href(routes.desk), t('pages.desk'))
              : this.link(href(routes.login), t('pages.login'))
          }
        </nav>
        ${component(ReadingTimer)}
      </header>
      <main id="main" tabindex="-1">${this.props.content}</main>
      <footer class="site">${t('site.footer')}</footer>`
  }

  /** Marked where it leads to this page, or to the part of the site that this page is in. */
  link(path: string, name: string): TemplateResult {
    const isAround = this.live.context.url.pathname.startsWith(`${path}/`)
    return html`<a href=${path} aria-current=${this.live.ariaCurrent(path) ?? (isAround ? 'true' : null)}>${name}</a>`
  }
}
