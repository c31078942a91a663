import { createApp, defineSession, html, LiveView, type SessionOf, type TemplateResult } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'

const session = defineSession({
  schema: z.object({
    user: z.object({ name: z.string() }).optional(),
    theme: z.string().optional(),
  }),
  login: ({ user }) => user?.name,
})

declare global {
  interface OverwireSession extends SessionOf<typeof session> {}
}

class Desk extends LiveView {
  filters = this.live.stored('filters', z.object({ sort: z.string().default('newest') }))
  override mount(): void {
    expectTypeOf(this.live.session.user).toEqualTypeOf<{ name: string } | undefined>()
    expectTypeOf(this.live.context.session.theme).toEqualTypeOf<string | undefined>()
    expectTypeOf(this.filters.value.sort).toEqualTypeOf<string>()
  }
  async change(): Promise<void> {
    await this.live.setSession({ user: { name: 'Ada' } })
    await this.live.setSession({ user: undefined })
    // @ts-expect-error a theme is a text
    await this.live.setSession({ theme: 1 })
    // @ts-expect-error there is no such field
    await this.live.setSession({ name: 'Ada' })
    // @ts-expect-error what is shown of a session is not changed
    this.live.session.theme = 'dark'
    this.filters.set({ sort: 'best' })
    // @ts-expect-error it is a text
    this.filters.set({ sort: 1 })
  }
  render(): TemplateResult {
    return html`<p></p>`
  }
}

describe('a session', () => {
  test('is typed by its schema, wherever it is', () => {
    const make = (): void => {
      createApp({ session, context: ({ session: { user } }) => ({ login: user?.name ?? '' }) }).live(
        '/',
        Desk,
      )
      createApp({ session }).action('look', (_, { context }) => {
        expectTypeOf(context.session.user?.name).toEqualTypeOf<string | undefined>()
      })
    }
    expectTypeOf(make).toBeFunction()
  })

  test('names who is logged in, by what its schema lets through', () => {
    const make = (): void => {
      // @ts-expect-error the schema has no name
      defineSession({ schema: z.object({ user: z.string().optional() }), login: ({ name }) => name })
    }
    expectTypeOf(make).toBeFunction()
  })
})
