import { Component, html, repeat } from 'overwire'
import type { FormErrors, FormEvent, InvalidFormEvent, TemplateResult } from 'overwire'
import type { Comment } from '../database/comments.ts'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'
import { commentForm, newComment } from './comment-form.ts'
import type { NewComment } from './comment-form.ts'
import { formatDay } from './format-day.ts'

/** The comments on an article, the same for everyone who looks at it, and the form for another one. */
export class Comments extends Component<{ articleId: number }> {
  t = messages(this.live)
  comments = this.live.load(() => database.comments.on(this.props.articleId))
  errors: FormErrors<NewComment> = {}
  readonly #schema = newComment(this.t)

  override mount(): void {
    this.live.subscribe(this.#topic, () => this.comments.reload())
  }

  async send(event: FormEvent<NewComment>): Promise<void> {
    this.errors = {}
    await database.comments.add({ articleId: this.props.articleId, ...event.form })
    // The name stays, for the next one.
    event.reset('#comment-text')
    await this.live.publish(this.#topic, null)
  }

  refuse({ errors }: InvalidFormEvent<NewComment>): void {
    this.errors = errors
  }

  render(): TemplateResult {
    const { t, errors } = this
    return html`<section class="comments" aria-labelledby="comments-title">
      <h2 id="comments-title">${t('comments.title')}</h2>
      <ol>
        ${repeat(
          this.comments.value ?? [],
          ({ id }) => id,
          (comment) => commentItem(comment, this.live.locale),
        )}
      </ol>
      ${commentForm({ t, errors, schema: this.#schema, send: this.send, refuse: this.refuse })}
    </section>`
  }

  get #topic(): string {
    return `comments:${this.props.articleId}`
  }
}

function commentItem({ name, text, createdAt }: Comment, locale: string): TemplateResult {
  return html`<li class="comment">
    <p class="byline"><b>${name}</b>, <time datetime=${createdAt.toISOString()}>${formatDay(createdAt, locale)}</time></p>
    <p class="text">${text}</p>
  </li>`
}
