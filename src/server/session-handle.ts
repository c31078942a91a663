import { flashInto, type FlashMessage } from '../view/flash-message.ts'
import type { SessionChange } from '../view/session.ts'
import type { FlashCookie } from './flash.ts'
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
  /**
   * Has the next page of this browser show a message in `[data-live-flash]`, also where there is no script: the one that a
   * redirect leads to.
   */
  flash(text: string, kind?: string): Promise<void>
  /**
   * Headers of the response: none when nothing was set and nothing said. It is kept by no cache, and has a cookie for each of
   * the two.
   */
  readonly headers: Readonly<Record<string, string | string[]>>
  /** Sets the headers of a response. Cookies that it has already are kept. */
  setHeaders(response: ResponseHeaders): void
}

/** Opens the session of a request that another server answers. */
export async function openSession(
  incoming: Incoming,
  sessions: SessionServer,
  flashes: FlashCookie,
): Promise<SessionHandle> {
  const held = await sessions.open(incoming)
  const headersOf = sessions.answer(held, incoming)
  const messages: FlashMessage[] = []
  let messageCookie: string | undefined

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
    async flash(text, kind) {
      flashInto(messages)(text, kind)
      messageCookie = await flashes.headerWith(messages, incoming)
    },
    get headers() {
      return allHeaders()
    },
    setHeaders(response) {
      setHeaders(response, allHeaders())
    },
  }

  function allHeaders(): Record<string, string | string[]> {
    const headers = headersOf()
    if (messageCookie === undefined) return { ...headers }
    const cookies = headers ? [headers['set-cookie'], messageCookie] : messageCookie
    return { ...headers, 'cache-control': 'no-store', 'set-cookie': cookies }
  }
}
