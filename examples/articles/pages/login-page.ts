import { href, html, LiveView, redirect } from 'overwire'
import type { LiveEvent, TemplateResult } from 'overwire'
import { GUEST } from '../database/seed.ts'
import { messages } from '../messages/messages.ts'
import { authorIn } from '../parts/author-in.ts'
import { login } from '../routes.ts'

/** Logs in over the socket. Without JavaScript the same form is sent to `login-requests.ts`. */
export class LoginPage extends LiveView<typeof login> {
  t = messages(this.live)
  isRefused = this.live.search.refused === 'yes'

  override mount(): void {
    if (this.live.session.author) redirect(this.live.search.next)
  }

  async logIn({ form }: LiveEvent): Promise<void> {
    const { next } = this.live.search
    const author = await authorIn(form)
    this.isRefused = !author
    if (!author) return
    await this.live.setSession({ author })
    redirect(next)
  }

  render(): TemplateResult {
    const { t } = this
    const { next } = this.live.search
    this.live.head = { title: t('login.title'), meta: { robots: 'noindex' } }
    return html`<section class="sheet">
      <h1>${t('login.title')}</h1>
      <p>${t('login.why', GUEST)}</p>
      <form class="stack" method="post" action=${href(login, {}, { next })} @submit=${(event) => this.logIn(event)}>
        <p class="field">
          <label for="name">${t('login.name')}</label>
          <input id="name" name="name" autocomplete="username" required />
        </p>
        <p class="field">
          <label for="password">${t('login.password')}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
        </p>
        <p class="error" role="alert">${this.isRefused ? t('login.refused') : null}</p>
        <button>${t('login.go')}</button>
      </form>
    </section>`
  }
}
