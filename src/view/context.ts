import type { SessionChange } from './session.ts'

/**
 * The request that a page belongs to, the same in `mount`, actions, middleware and islands: that of the
 * first response, then of the socket. Add what your application knows of a visitor by declaration merging:
 *
 * ```ts
 * declare global {
 *   interface OverwireContext {
 *     readonly user: { readonly id: number; readonly name: string } | null
 *   }
 * }
 * createApp({ context: async ({ cookies }) => ({ user: await userOf(cookies.session) }) })
 * ```
 */
export interface Context extends OverwireContext {
  /** The URL of the page. */
  readonly url: URL
  /**
   * The path under which the application is mounted in a server around it, such as `/shop`; mostly empty. Addresses that
   * `href` makes do not have it: `redirect(base + href(login))`.
   */
  readonly base: string
  /** What the route's pattern captured, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** The search of the URL as the schema of the route reads it; without a schema texts, and lists of texts. */
  readonly search: Readonly<Record<string, unknown>>
  readonly headers: Headers
  readonly cookies: Readonly<Record<string, string>>
  /** The peer's address as the adapter gives it; empty when it does not know. */
  readonly ip: string
  /**
   * The language of the visitor. With `createApp({ locales })` one of those: of the URL, a cookie or `Accept-Language`.
   * Without, the first of `Accept-Language`, `en` when there is none.
   */
  readonly locale: string
  /** The time zone of the visitor's browser, once it has told it; before that the one of `createApp({ locales })`, or `UTC`. */
  readonly timeZone: string
  /** For a Content-Security-Policy: set by `createApp({ context })`, empty otherwise. */
  readonly nonce: string
  /** Who is logged in, as `defineSession` or `createApp({ context })` names it; empty for nobody. */
  readonly login: string
  /** What the visitor's session holds: see `defineSession`. Empty in an application without sessions. */
  readonly session: Readonly<OverwireSession>
  /**
   * Changes these fields of the session: see `this.live.setSession`. In `app.handle` the answer has the cookie. Rejects in
   * a request for a page, which cannot change it.
   */
  setSession(change: SessionChange): Promise<void>
  /** Ends the session. */
  clearSession(): Promise<void>
}

declare global {
  /** What an application adds to {@link Context}. */
  interface OverwireContext {}
}
