import { noResponse } from '../errors/server.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { withinTime } from '../page/time-limit.ts'
import type { Context } from '../view/context.ts'
import { flashInto, type FlashMessage } from '../view/flash-message.ts'
import type { Params } from '../view/pattern.ts'
import { isThenable } from '../view/thenable.ts'
import { callbackLimit } from './callback-limit.ts'
import { sessionOf } from './context.ts'
import type { Contexts } from './contexts.ts'
import type { ErrorPages } from './error-pages.ts'
import { reportThrown } from './error-reports.ts'
import type { FlashCookie } from './flash.ts'
import type { Incoming } from './incoming.ts'
import { setHeaders } from './response-headers.ts'
import type { SessionHeaders, SessionServer } from './session-server.ts'

/**
 * Answers plain requests, such as those of other services.
 *
 * ```ts
 * app.handle('POST', '/webhook', async (request) => {
 *   await orders.paid(await request.json())
 *   return new Response(null, { status: 204 })
 * })
 * ```
 */
export type RequestHandler = (request: Request, context: HandlerContext) => Response | Promise<Response>

/** The context of a plain request. */
export interface HandlerContext extends Context {
  /**
   * Has the next page of this browser show a message in `[data-live-flash]`, also where there is no script: the one that a
   * redirect leads to.
   */
  flash(text: string, kind?: string): void
}

/** A handler, and the route by which it was found. */
export interface FoundHandler {
  readonly method: string
  readonly pattern: string
  readonly params: Params
  readonly handler: RequestHandler
}

export interface RequestHandlersOptions {
  readonly contexts: Contexts
  /** Null in an application without sessions. */
  readonly sessions: SessionServer | null
  readonly flashes: FlashCookie
  readonly errorPages: ErrorPages
  readonly clock: Clock
  readonly limits: Limits
  report(error: unknown, where: string): void
}

/** Runs the handlers of `app.handle`. What they throw is answered as in a page. */
export class RequestHandlers {
  readonly #options: RequestHandlersOptions

  constructor(options: RequestHandlersOptions) {
    this.#options = options
  }

  async respond(found: FoundHandler, request: Request, incoming: Incoming): Promise<Response> {
    const { contexts, sessions, errorPages, report } = this.#options
    const where = `app.handle('${found.method}', '${found.pattern}')`
    let headersOf: (() => SessionHeaders | null) | undefined
    const messages: FlashMessage[] = []
    try {
      const plain = await contexts.create(incoming, incoming.url, found.params)
      const context: HandlerContext = Object.assign(plain, { flash: flashInto(messages) })
      headersOf = sessions?.answer(sessionOf(context), incoming)
      const answer = found.handler(request, context)
      const limit = callbackLimit(this.#options, `The handler of ${where}`)
      const response: unknown = isThenable(answer) ? await withinTime(answer, limit) : answer
      if (!isResponse(response)) throw noResponse({ where })
      return withHeaders(response, headersOf?.(), await this.#cookies(messages, incoming))
    } catch (thrown) {
      reportThrown(report, thrown, where)
      const cookies = await this.#cookies(messages, incoming)
      return withHeaders(errorPages.answer(thrown), headersOf?.(), cookies)
    }
  }

  async #cookies(messages: readonly FlashMessage[], incoming: Incoming): Promise<readonly string[]> {
    return messages.length > 0 ? [await this.#options.flashes.headerWith(messages, incoming)] : []
  }
}

/** Frameworks bring classes of their own, which are no instances of the platform's. */
function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value
}

/** The response with the session and the messages of its handler. Those that the platform has made cannot be changed. */
function withHeaders(
  response: Response,
  headers: SessionHeaders | null | undefined,
  cookies: readonly string[],
): Response {
  if (!headers && cookies.length === 0) return response
  const { status, statusText } = response
  const all = new Headers(response.headers)
  // What is for one visitor, once, is in no cache, whatever the handler has said.
  setHeaders(all, { ...headers, 'cache-control': 'no-store' })
  for (const cookie of cookies) all.append('set-cookie', cookie)
  return new Response(response.body, { status, statusText, headers: all })
}
