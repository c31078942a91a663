import type { SessionChange } from '../view/session.ts'
import type { Incoming } from './incoming.ts'
import { fieldChange } from './session-change.ts'
import type { SessionServer } from './session-server.ts'
import { setHeaders, type ResponseHeaders } from './response-headers.ts'

/**
 * The session of a request that your own server answers.
 *
 * ```ts
 * const session = await app.session(request)
 * await session.set({ user })
 * session.setHeaders(response)
 * ```
 */
export interface SessionHandle {
  /** What the session holds, with what was set. */
  readonly data: Readonly<OverwireSession>
  /** Changes these fields; `undefined` takes one away. */
  set(change: SessionChange): Promise<void>
  /** Ends the session. */
  clear(): Promise<void>
  /** Headers of the response: none when nothing was set. */
  readonly headers: Readonly<Record<string, string>>
  /** Sets the headers of a response. Cookies that it has already are kept. */
  setHeaders(response: ResponseHeaders): void
}

/** Opens the session of a request that another server answers. */
export async function openSession(incoming: Incoming, sessions: SessionServer): Promise<SessionHandle> {
  const held = await sessions.open(incoming)
  const headersOf = sessions.answer(held, incoming)

  return {
    get data() {
      return held.session.data
    },
    async set(change) {
      await held.change(fieldChange(change))
    },
    async clear() {
      await held.change(null)
    },
    get headers() {
      return { ...headersOf() }
    },
    setHeaders(response) {
      setHeaders(response, { ...headersOf() })
    },
  }
}
