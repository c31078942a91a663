import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** The schema of the session cannot be used. */
export const unusableSessionSchema: ErrorDefinition<{ reason: string }> = defineError(
  'unusable-session-schema',
  ({ reason }) => `The schema of defineSession() cannot be used: ${reason}.

A visitor without a cookie has the session that the schema makes of {}, and each request reads its session at once. So every field is
optional or has a default, and nothing of the schema is asynchronous.

Wrong:  defineSession({ schema: z.object({ user: User }), … })
Right:  defineSession({ schema: z.object({ user: User.optional() }), … })`,
)

/** What was set does not fit the schema of the session. */
export const invalidSession: ErrorDefinition<{ problem: string }> = defineError(
  'invalid-session',
  ({ problem }) => `The session was not changed: it would not fit its schema: ${problem}.

What a session holds is stored as JSON, and the schema of defineSession() must take it again when it is read.`,
)

/** What was set does not fit into a cookie. */
export const sessionTooLarge: ErrorDefinition<{ bytes: number; most: number; largest: string }> = defineError(
  'session-too-large',
  ({
    bytes,
    most,
    largest,
  }) => `The session was not changed: it would take ${bytes} bytes as JSON, and a cookie has room for ${most}. The largest field is "${largest}".

Browsers keep no larger cookie, and send it with every request. Keep what is larger in your database, and in the session what
finds it there:

Wrong:  await this.live.setSession({ cart: articles })
Right:  await this.live.setSession({ cartId: cart.id })`,
)

/** `setSession` in an application without sessions. */
export const noSession: ErrorDefinition<Record<string, never>> = defineError(
  'no-session',
  () => `The session was not changed: the application has none.

const session = defineSession({ schema: z.object({ user: User.optional() }), login: ({ user }) => user?.id })
createApp({ session })`,
)

/** `setSession` where no cookie can be set. */
export const sessionOutOfReach: ErrorDefinition<Record<string, never>> = defineError(
  'session-out-of-reach',
  () => `The session was not changed: a page cannot change it while it is requested. A GET is free of side effects: browsers repeat it, and fetch it ahead.

Change the session in a handler, an action or a task of a page that is live, or in the answer to another request:

app.handle('POST', '/login', async (request, context) => {
  await context.setSession({ user })
  redirect('/')
})`,
)

/** The browser did not take a session that a handler has set. */
export const sessionNotTaken: ErrorDefinition<{ reason: string }> = defineError(
  'session-not-taken',
  ({ reason }) => `The session was not changed: ${reason}.

A handler sets the session by way of the browser, which fetches the cookie. The page may show what it showed: let the user try again.`,
)

/** A request of another site would change the session. */
export const foreignSessionRequest: ErrorDefinition<{ origin: string }> = defineError(
  'foreign-session-request',
  ({ origin }) => `The session was not changed: the request comes from a page of ${origin}.

Otherwise any site could log its visitors in as somebody else. If the page is yours, list its host: createApp({ hosts: ['example.com'] }). The answer of a
service that posts to you (a "form_post") is redirected with status 303 to an address of your own, which sets the session.`,
)
