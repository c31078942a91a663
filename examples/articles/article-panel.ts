import { Component, html, repeat, unsafeHTML } from 'overwire'
import type { TemplateResult } from 'overwire'
import { z } from 'zod'
import { commentForm, newComment } from './comment-form.ts'
import type { CommentErrors } from './comment-form.ts'
import type { Comment } from './database.ts'
import { formatDay } from './format-day.ts'
import { database } from './store.ts'

/** What is published to everyone who looks at an article: that there is something to fetch. */
type Change = 'reactions' | 'comments'

/** An article with its reactions and comments, the same for everyone who looks at it. */
export class ArticlePanel extends Component<{ id: number }> {
  article = this.live.load(() => database.article(this.props.id))
  reactions = this.live.load(() => database.reactions(this.props.id))
  comments = this.live.load(() => database.comments(this.props.id))

  errors: CommentErrors = {}
  /** How many comments were sent from here. */
  sent = 0

  override mount(): void {
    this.live.subscribe(this.#topic, (change: Change) => this[change].reload())
  }

  async react(): Promise<void> {
    await database.react(this.props.id)
    await this.live.publish(this.#topic, 'reactions' satisfies Change)
  }

  async comment(form: FormData): Promise<void> {
    const { data, error } = newComment.safeParse(Object.fromEntries(form))
    this.errors = error ? z.flattenError(error).fieldErrors : {}
    if (error) return

    await database.addComment({ articleId: this.props.id, ...data })
    this.sent++
    await this.live.publish(this.#topic, 'comments' satisfies Change)
  }

  render(): TemplateResult {
    const article = this.article.value
    if (!article) return html`<p class="quiet">${this.article.pending ? 'Loading…' : 'No such article.'}</p>`

    return html`<article class="panel">
      <header>
        <h1>${article.title}</h1>
        <p class="byline">${article.author}, <time datetime=${article.date}>${formatDay(article.date)}</time></p>
      </header>
      <div class="prose">${unsafeHTML(article.html)}</div>
      <button class="reaction" @click=${() => this.react()}>
        ${heart} Helpful <span class="count">${this.reactions.value}</span>
      </button>
      <section class="comments" aria-labelledby="comments-title">
        <h2 id="comments-title">Comments</h2>
        <ol>
          ${repeat(this.comments.value ?? [], (comment) => comment.id, commentItem)}
        </ol>
        ${commentForm({ errors: this.errors, sent: this.sent, submit: (form) => this.comment(form) })}
      </section>
    </article>`
  }

  get #topic(): string {
    return `article:${this.props.id}`
  }
}

const heart: TemplateResult = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
  <path d="M12 20.5 4.2 12.6a4.9 4.9 0 0 1 6.9-6.9l.9.9.9-.9a4.9 4.9 0 0 1 6.9 6.9z" />
</svg>`

function commentItem({ name, text, createdAt }: Comment): TemplateResult {
  return html`<li class="comment">
    <p class="byline"><b>${name}</b>, <time datetime=${createdAt.toISOString()}>${formatDay(createdAt)}</time></p>
    <p class="text">${text}</p>
  </li>`
}
