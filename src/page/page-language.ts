import type { Effect } from '../protocol/messages.ts'
import { componentsIn } from '../template/tree/walk.ts'
import type { Context } from '../view/context.ts'
import type { LanguagePort } from '../view/runtime.ts'
import type { DocumentLanguage } from './head/page-head.ts'
import type { RootTree } from './root-tree.ts'
import type { LocaleServices } from './services.ts'

/** What the language needs of its page. */
export interface LanguageHost {
  readonly context: Context
  readonly following: boolean
  readonly services: { readonly locales: LocaleServices }
  readonly trees: readonly RootTree[]
  readonly document: { changed(): void }
  effect(effect: Effect): void
  invalidate(record: object): void
}

/**
 * The language of a page and the time zone of its browser: those of its request, until one of them is changed.
 *
 * The zone is asked for once, where a view wants to know it and no request has named it: `unused`, then `wanted` until
 * a browser follows, then `asked`, then `known`.
 */
export class PageLanguage implements LanguagePort {
  readonly #host: LanguageHost
  #zone: 'unused' | 'wanted' | 'asked' | 'known' = 'unused'
  /** Views have read the language or the zone of the context. */
  #isUsed = false
  /** All that is shown is rendered in another language, also what a guard or a row that is the same would skip. */
  isChanging = false

  constructor(host: LanguageHost) {
    this.#host = host
  }

  get locale(): string {
    this.#isUsed = true
    return this.#host.context.locale
  }

  /** The visitor has chosen this one. Its browser keeps it in a cookie. */
  set locale(locale: string) {
    const { context, services } = this.#host
    if (locale === context.locale) return
    const cookie = services.locales.choose(context, locale)
    this.#host.effect(['head', [], '', { cookie }])
    this.#change()
  }

  get timeZone(): string {
    this.#isUsed = true
    if (this.#zone === 'unused' && !this.#host.services.locales.knowsZone(this.#host.context)) {
      this.#zone = 'wanted'
      this.followed()
    }
    return this.#host.context.timeZone
  }

  /** Whether views want to know the zone of a browser that has not told it. */
  get wantsZone(): boolean {
    return this.#zone === 'wanted'
  }

  /** A browser follows: it can be asked. */
  followed(): void {
    if (this.#zone !== 'wanted' || !this.#host.following) return
    this.#zone = 'asked'
    this.#host.effect(['head', [], '', { zone: this.#host.services.locales.zoneCookie }])
  }

  /** The browser tells its zone. What nobody has asked for, and what is none, is passed over. */
  takeZone(zone: string): void {
    if (this.#zone !== 'asked') return
    this.#zone = 'known'
    const { context, services } = this.#host
    const before = context.timeZone
    services.locales.takeZone(context, zone)
    if (context.timeZone !== before) this.#change()
  }

  /** Views that were prepared are shown in this page. */
  takeOver(made: PageLanguage): void {
    this.#isUsed ||= made.#isUsed
    if (!made.wantsZone || this.#zone !== 'unused') return
    this.#zone = 'wanted'
    this.followed()
  }

  /** The page has another request now, that of another socket for example. */
  moved(before: Context, after: Context): void {
    if (!this.#isUsed) return
    if (before.locale !== after.locale || before.timeZone !== after.timeZone) this.#change()
  }

  /** What was to be rendered has been. */
  rendered(): void {
    this.isChanging = false
  }

  get document(): DocumentLanguage {
    return this.#host.services.locales.document(this.#host.context)
  }

  /** All of it is in another language now, or tells other times. */
  #change(): void {
    this.isChanging = true
    for (const { node } of this.#host.trees)
      for (const { owner } of componentsIn(node)) this.#host.invalidate(owner)
    this.#host.document.changed()
  }
}
