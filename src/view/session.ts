import type { AnySchema, OutputOf } from './standard-schema.ts'

/** How the sessions of an application are made: what {@link defineSession} takes. */
export interface SessionDefinition<Schema extends AnySchema = AnySchema> {
  /**
   * Reads what the cookie holds, at once. It must take `{}`, which is the session of a visitor without a cookie: each
   * field is optional or has a default. What it lets through is stored as JSON and read by it again.
   */
  readonly schema: Schema
  /**
   * Names who is logged in, `undefined` or `null` for nobody. Pages belong to a login: what was made for one is neither
   * shown nor handed over to another.
   */
  login(session: OutputOf<Schema>): string | number | null | undefined
  /** Seconds until a session ends that no page was loaded in. Default: a week. */
  readonly maxAge?: number
  /** The name of the cookie. Over https it begins with `__Host-`. Default: `live_session`. */
  readonly cookie?: string
}

/** What a session holds, by its definition. */
export type SessionOf<Definition extends SessionDefinition> = Readonly<OutputOf<Definition['schema']>>

/** The fields of the session that change, each with its value; `undefined` takes it away. The others stay. */
export type SessionChange = {
  readonly [Name in keyof OverwireSession]?: OverwireSession[Name] | undefined
}

/**
 * Defines what the session of a visitor holds. It is kept in a cookie that only this application can read or change.
 * Declare its type once, and `this.live.session` has it everywhere:
 *
 * ```ts
 * export const session = defineSession({
 *   schema: z.object({ user: z.object({ id: z.number(), name: z.string() }).optional() }),
 *   login: ({ user }) => user?.id,
 * })
 * declare global {
 *   interface OverwireSession extends SessionOf<typeof session> {}
 * }
 * const app = createApp({ session })
 * ```
 */
export function defineSession<Schema extends AnySchema>(
  definition: SessionDefinition<Schema>,
): SessionDefinition<Schema> {
  return definition
}

declare global {
  /** What the session of a visitor holds: see {@link defineSession}. */
  interface OverwireSession {}
}
