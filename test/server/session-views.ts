/** An application whose visitors log in: its session, and a page with the controls for it. */
import {
  createApp,
  defineSession,
  html,
  LiveView,
  redirect,
  type App,
  type AppOptions,
  type SessionOf,
  type TemplateResult,
} from 'overwire'
import { z } from 'zod'

export const session = defineSession({
  schema: z.object({
    user: z.object({ name: z.string() }).optional(),
    theme: z.string().optional(),
  }),
  login: ({ user }) => user?.name,
})

declare global {
  interface OverwireSession extends SessionOf<typeof session> {}
}

/** What handlers of {@link Desk} were told, and how it ended. */
export interface DeskLog {
  readonly lines: string[]
}

/** Shows who is logged in. Its buttons are the parts 3 to 8. */
export function deskOf(log: DeskLog): new () => LiveView {
  return class Desk extends LiveView {
    count = 0
    draft = ''
    render(): TemplateResult {
      const { user, theme = 'light' } = this.live.session
      return html`<h1>${user?.name ?? 'nobody'}, ${theme}</h1>
        <p>${this.count}</p>
        <button @click=${() => this.#set({ user: { name: 'Ada' } })}>Ada</button>
        <button @click=${() => this.#set({ user: { name: 'Bob' } })}>Bob</button>
        <button @click=${() => this.#set({ theme: 'dark' })}>Dark</button>
        <button @click=${() => this.#note(this.live.clearSession())}>Log out</button>
        <button @click=${() => this.#set({ theme: 'x'.repeat(4_000) })}>Large</button>
        <button @click=${() => this.count++}>Add</button>
        <input aria-label="Draft" .value=${this.draft} @input=${(event) => (this.draft = event.value)} />
        <button @click=${() => this.#enter()}>Enter</button>`
    }
    async #enter(): Promise<void> {
      this.live.flash('Welcome, Ada')
      await this.live.setSession({ user: { name: 'Ada' } })
      redirect('/')
    }
    async #set(change: Parameters<LiveView['live']['setSession']>[0]): Promise<void> {
      await this.#note(this.live.setSession(change))
    }
    async #note(changed: Promise<void>): Promise<void> {
      try {
        await changed
        const { user, theme = 'light' } = this.live.session
        log.lines.push(`${user?.name ?? 'nobody'}, ${theme}`)
      } catch (error) {
        log.lines.push(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error))
      }
    }
  }
}

export function deskApp(options: AppOptions = {}): { app: App; log: DeskLog } {
  const log: DeskLog = { lines: [] }
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  const app = createApp({ session, secret: 's'.repeat(32), logger, ...options })
  app.live('/', deskOf(log))
  return { app, log }
}
