import { pageNotReady } from '../errors/server.ts'
import type { ComponentClass } from '../view/component.ts'
import type { Context } from '../view/context.ts'
import type { Incoming } from './incoming.ts'
import { LivePage, openRequest, pageHeaders, type PageParts } from './live-page.ts'

/**
 * What makes a page of another server live.
 *
 * ```ts
 * const live = app.page(request)
 * const counter = await live.island(Counter, { start: 5 })
 * response.set(live.headers).send(`<head>${live.head}</head><body>${counter}</body>`)
 * ```
 */
export interface PageHandle {
  /** The script tag with the page's token, for `<head>`. Best read after the islands. */
  readonly head: string
  /** Headers of the response: it must not be cached, and the visitor's cookie goes with it. */
  readonly headers: Readonly<Record<string, string>>
  /** Renders a component into the page: the HTML of its element, for any template engine, unescaped. */
  island: MountIsland<string>
  /** When `head` can be read: needed where `createApp({ context })` is asynchronous, or before `attach`. */
  readonly ready: Promise<void>
}

/** Mounts a component as a root of its own and gives the HTML of its element. */
export type MountIsland<Markup> = <Props extends object>(
  type: ComponentClass<Props>,
  // A component without props needs none here.
  ...props: object extends Props ? [props?: NoInfer<Props>] : [props: NoInfer<Props>]
) => Promise<Markup>

/** Opens a page in another server's response. */
export function createForeignPage(parts: PageParts, incoming: Incoming): PageHandle {
  const { visitor, context } = openRequest(parts, incoming, null)
  let live: LivePage | undefined
  let head: string | undefined
  const ready = Promise.resolve(context instanceof Promise ? context.then(begin) : begin(context))
  // Who does not wait for it reads of a failure when reading `head`.
  ready.catch(() => {})

  return {
    get head() {
      if (head === undefined) throw pageNotReady({})
      return head
    },
    headers: pageHeaders(visitor),
    ready,
    async island(type, ...[props]) {
      await ready
      // `ready` has opened it.
      if (live === undefined) throw pageNotReady({})
      const html = await live.island(type, { ...props })
      live.park()
      await seal(live)
      return html
    },
  }

  function begin(known: Context): void | Promise<void> {
    live = new LivePage(parts, { incoming, route: null, visitor, context: known })
    return seal(live)
  }

  /** Each island changes what the token says. */
  function seal(page: LivePage): void | Promise<void> {
    const tag = page.head()
    if (tag instanceof Promise) return tag.then((text) => void (head = text))
    head = tag
  }
}
