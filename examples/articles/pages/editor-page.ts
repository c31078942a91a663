import { href, html, LiveView, nothing, notFound, on, redirect, unsafeHTML } from 'overwire'
import type { FormErrors, FormEvent, InvalidFormEvent, TemplateResult } from 'overwire'
import type { ArticleText } from '../database/articles.ts'
import { renderMarkdown } from '../database/markdown.ts'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { articleSchema } from '../parts/article-schema.ts'
import type { ArticleSchema } from '../parts/article-schema.ts'
import { idOf } from '../parts/id-of.ts'
import { textField } from '../parts/text-field.ts'
import * as routes from '../routes.ts'

/** Writes a new article, or changes one of the author who is logged in. The preview follows what is typed. */
export class EditorPage extends LiveView<typeof routes.editor> {
  t = messages(this.live)
  text: ArticleText = { title: '', summary: '', markdown: '' }
  errors: FormErrors<ArticleSchema> = {}
  state: 'saved' | 'unsaved' = 'saved'
  readonly #schema = articleSchema(this.t)

  override async mount(): Promise<void> {
    if (this.isNew) return
    const article = await database.articles.find(idOf(this.params.id))
    if (article?.authorId !== this.live.context.author.id) notFound()
    const { title, summary, markdown } = article
    this.text = { title, summary, markdown }
  }

  type(change: Partial<ArticleText>): void {
    this.text = { ...this.text, ...change }
    this.state = 'unsaved'
  }

  async save({ form }: FormEvent<ArticleSchema>): Promise<void> {
    const { author } = this.live.context
    const id = this.isNew ? await database.articles.add(author.id, form) : idOf(this.params.id)
    if (!this.isNew) await database.articles.change(id, author.id, form)
    this.state = 'saved'
    await this.live.publish('articles', null)
    this.live.flash(this.t('editor.saved'))
    redirect(href(routes.article, { id }))
  }

  refuse({ errors }: InvalidFormEvent<ArticleSchema>): void {
    this.errors = errors
  }

  render(): TemplateResult {
    const { t, text, errors } = this
    const heading = t(this.isNew ? 'editor.create' : 'editor.change')
    this.live.head = { title: heading, meta: { robots: 'noindex' } }
    // The script asks before a page is left that has such an element, and a form while something of it is on its way.
    const leave = t('editor.leave')
    return html`<section class="sheet editor">
      <h1>${heading}</h1>
      <form
        class="stack"
        novalidate
        data-live-before-leave=${leave}
        @submit=${on(this.save, { schema: this.#schema, invalid: this.refuse })}
      >
        ${textField({
          name: 'title',
          label: t('editor.title'),
          value: text.title,
          error: errors.title?.[0],
          type: (title) => this.type({ title }),
        })}
        ${textField({
          name: 'summary',
          label: t('editor.summary'),
          value: text.summary,
          error: errors.summary?.[0],
          rows: 3,
          type: (summary) => this.type({ summary }),
        })}
        ${textField({
          name: 'markdown',
          label: t('editor.markdown'),
          value: text.markdown,
          error: errors.markdown?.[0],
          rows: 14,
          type: (markdown) => this.type({ markdown }),
        })}
        <div class="row">
          <button>${t('editor.save')}</button>
          <p class="quiet" data-live-before-leave=${this.state === 'unsaved' ? leave : nothing}>
            ${this.state === 'unsaved' ? t('editor.unsaved') : null}
          </p>
        </div>
      </form>
      <section aria-label=${t('editor.preview')} lang="en">
        <h2>${text.title || t('editor.preview')}</h2>
        <div class="prose">${unsafeHTML(renderMarkdown(text.markdown))}</div>
      </section>
    </section>`
  }

  get isNew(): boolean {
    return this.params.id === 'new'
  }
}
