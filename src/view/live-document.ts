import type { Head } from './head.ts'
import { leadsTo } from './leads-to.ts'
import type { ViewScope } from './view-scope.ts'

/** What `this.live` has of the document around the page: what it says of itself, and its language. */
export abstract class LiveDocument {
  readonly #scope: ViewScope

  constructor(scope: ViewScope) {
    this.#scope = scope
  }

  /** The title of the document: what this view has set, else what another view of the page has. */
  get title(): string | undefined {
    const { document } = this.#scope.runtime
    return document.headOf(this.#scope.record).title ?? document.title
  }

  set title(title: string) {
    this.head = { ...this.head, title }
  }

  /**
   * What this view says of the document around it: title, description, links, classes and more. Set it where it is
   * known, in `mount`, in a handler or in `render`: what differs is sent. It holds while the view is shown.
   *
   * ```ts
   * render() {
   *   this.live.head = { title: this.article.title, description: this.article.summary }
   *   return html`<h1>${this.article.title}</h1>`
   * }
   * ```
   */
  get head(): Head {
    return this.#scope.runtime.document.headOf(this.#scope.record)
  }

  set head(head: Head) {
    this.#scope.runtime.document.setHead(this.#scope.record, head)
  }

  /**
   * The language of the page: see `createApp({ locales })`. Setting it renders the whole page in that language, in
   * place, and the browser keeps it in a cookie. Throws `unsupported-locale` for one that the application does not have.
   */
  get locale(): string {
    return this.#scope.runtime.language.locale
  }

  set locale(locale: string) {
    this.#scope.runtime.language.locale = locale
  }

  /**
   * The time zone of the visitor's browser. The first page of a visitor is rendered before it is known, in `UTC` or what
   * `createApp({ locales: { timeZone } })` says, and once more when the browser has told it.
   */
  get timeZone(): string {
    return this.#scope.runtime.language.timeZone
  }

  /**
   * The value of `aria-current` for a link: `page` when it leads to the page that is shown, else `null`, with which there is
   * no such attribute. A search counts where the link has one.
   *
   * ```ts
   * html`<a href="/articles" aria-current=${this.live.ariaCurrent('/articles')}>Articles</a>`
   * ```
   */
  ariaCurrent(href: string): 'page' | null {
    return leadsTo(href, this.#scope.runtime.context.url) ? 'page' : null
  }
}
