import { Component, html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { messages } from '../messages/messages.ts'

/** How many readers found an article helpful, the same number for everyone who looks at it. */
export class Reactions extends Component<{ articleId: number }> {
  t = messages(this.live)
  count = this.live.load(() => database.reactions.count(this.props.articleId))

  override mount(): void {
    this.live.subscribe(this.#topic, () => this.count.reload())
  }

  async react(): Promise<void> {
    await database.reactions.add(this.props.articleId)
    await this.live.publish(this.#topic, null)
  }

  render(): TemplateResult {
    return html`<button class="reaction" @click=${() => this.react()}>
      ${heart} ${this.t('article.helpful')} <span class="count">${this.count.value}</span>
    </button>`
  }

  get #topic(): string {
    return `reactions:${this.props.articleId}`
  }
}

const heart: TemplateResult = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
  <path d="M12 20.5 4.2 12.6a4.9 4.9 0 0 1 6.9-6.9l.9.9.9-.9a4.9 4.9 0 0 1 6.9 6.9z" />
</svg>`
