import type { Circuits } from '../circuit/circuits.ts'
import { pageNotReady } from '../errors/server.ts'
import type { Context } from '../view/context.ts'
import { isThenable } from '../view/thenable.ts'
import type { LivePage, MountIsland } from './live-page.ts'
import { pageHeaders } from './page-headers.ts'
import type { OpenedRequest } from './page-renderer.ts'
import type { PageTokens } from './page-token.ts'
import { setHeaders, type ResponseHeaders } from './response-headers.ts'

/**
 * What makes a page of another server live.
 *
 * ```ts
 * const live = app.page(request)
 * const counter = await live.island(Counter, { start: 5 })
 * live.setHeaders(response)
 * response.send(`<head>${live.head}</head><body>${counter}</body>`)
 * ```
 */
export interface PageHandle {
  /** The script tag with the page's token, for `<head>`. Best read after the islands. */
  readonly head: string
  /**
   * Headers of the response: it must not be cached, and the visitor's cookie goes with it. For frameworks that
   * add a `set-cookie` to those that are there, such as Fastify's `reply.headers`; otherwise use `setHeaders`.
   */
  readonly headers: Readonly<Record<string, string>>
  /** Sets the headers of a response. Cookies that it has already are kept. */
  setHeaders(response: ResponseHeaders): void
  /** Renders a component into the page: the HTML of its element, for any template engine, unescaped. */
  island: MountIsland<string>
  /** When `head` can be read: needed where `createApp({ context })` is asynchronous, or before `attach`. */
  readonly ready: Promise<void>
}

export interface ForeignPageOptions {
  readonly tokens: PageTokens
  readonly circuits: Circuits
}

/** Opens a page in another server's response. */
export function createForeignPage(
  { visitor, context, open }: OpenedRequest,
  { tokens, circuits }: ForeignPageOptions,
): PageHandle {
  let live: LivePage | undefined
  let head: string | undefined
  /** How many islands are being rendered. Meanwhile the page is not parked. */
  let rendering = 0
  let unparked: Promise<void> | undefined
  const headers = pageHeaders(visitor)
  const ready = Promise.resolve(isThenable(context) ? context.then(begin) : begin(context))
  // Marks a failure as handled: those who do not wait for it get an error when they read `head`.
  ready.catch(() => {})

  return {
    get head() {
      if (head === undefined) throw pageNotReady({})
      return head
    },
    headers,
    setHeaders(response) {
      setHeaders(response, headers)
    },
    ready,
    async island(type, ...[props]) {
      await ready
      // `ready` has opened it.
      if (live === undefined) throw pageNotReady({})
      rendering++
      try {
        await (unparked ??= live.unpark(circuits))
        return await live.island(type, { ...props })
      } finally {
        if (--rendering === 0) {
          unparked = undefined
          live.park(circuits)
          await seal(live)
        }
      }
    },
  }

  function begin(known: Context): void | Promise<void> {
    live = open(known)
    return seal(live)
  }

  /** Each island changes the content of the token. */
  function seal(page: LivePage): void | Promise<void> {
    const tag = page.head(tokens)
    if (isThenable(tag)) return tag.then((text) => void (head = text))
    head = tag
  }
}
