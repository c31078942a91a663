import type { Circuits } from '../circuit/circuits.ts'
import type { MountableClass } from '../page/component-instance.ts'
import { Page } from '../page/page.ts'
import type { CircuitServices } from '../circuit/services.ts'
import type { Context } from '../view/context.ts'
import { createContext, loginOf, packedHeader, type ExtendContext } from './context.ts'
import { parseCookies } from './cookies.ts'
import type { Incoming } from './incoming.ts'
import type { PageTokens } from './page-token.ts'
import type { Params } from './routes.ts'
import { rootContainer, scriptTag } from './script-tag.ts'
import { visitorOf, type Visitor } from './visitor.ts'

/** What pages need of the application. */
export interface PageParts {
  readonly services: CircuitServices
  readonly circuits: Circuits
  readonly tokens: PageTokens
  readonly extend: ExtendContext | undefined
}

/** The route that a page was asked by. */
export interface PageRoute {
  readonly pattern: string
  readonly params: Params
}

/** A response that holds a token is for one visitor and one time. */
const UNCACHED = 'private, no-store, no-transform'

/** The page of one response: its roots, and the token by which its socket finds them again. */
export class LivePage {
  readonly context: Context
  readonly #parts: PageParts
  readonly #url: string
  /** Null for a page of another server. */
  readonly #route: PageRoute | null
  readonly #visitor: Visitor
  readonly #id: string
  readonly #page: Page
  /** What its context keeps of the request: texts of a byte a character. */
  readonly #requestBytes: number
  #roots = 0

  constructor(parts: PageParts, request: PageRequest) {
    this.#parts = parts
    const { url, headers } = request.incoming
    this.#url = url
    this.#requestBytes = url.length + headers.length
    this.#route = request.route
    this.#visitor = request.visitor
    this.context = request.context
    this.#id = parts.services.random(16)
    this.#page = new Page(parts.services, request.context)
  }

  /** The view of a route, in its element. */
  async view(type: MountableClass): Promise<string> {
    const html = await this.#page.mountView(type, this.#route?.params ?? {})
    this.#roots++
    return rootContainer(0, html)
  }

  /** A component as a root of its own, in its element. */
  async island(type: MountableClass, props: Readonly<Record<string, unknown>>): Promise<string> {
    const { root, html } = await this.#page.mountComponent(type, props)
    this.#roots++
    return rootContainer(root, html)
  }

  /** The title that a view has set. */
  get title(): string | undefined {
    return this.#page.runtime.documentTitle
  }

  /** The script tag with the token. The token names the roots by their digest, so it comes last. */
  head(): string | Promise<string> {
    const token = this.#parts.tokens.seal({
      page: this.#id,
      kind: this.#route === null ? 'foreign' : 'route',
      route: this.#route?.pattern ?? '',
      url: this.#url,
      digest: this.#roots > 0 ? this.#page.digest() : null,
      visitor: this.#visitor.id,
      login: loginOf(this.context),
    })
    const { nonce } = this.context
    return token instanceof Promise ? token.then((text) => scriptTag(text, nonce)) : scriptTag(token, nonce)
  }

  /** Keeps the page until its socket comes. Without roots there is nothing to keep. */
  park(): void {
    if (this.#roots === 0) return
    const whom = { visitor: this.#visitor.id, requestBytes: this.#requestBytes }
    this.#parts.circuits.park(this.#id, this.#page, whom)
  }

  /** The page itself, for a circuit. */
  get page(): Page {
    return this.#page
  }
}

/** What a page is made of. */
export interface PageRequest {
  readonly incoming: Incoming
  readonly route: PageRoute | null
  readonly visitor: Visitor
  readonly context: Context
}

/** Reads who asks. What the application adds to the context may take its time. */
export function openRequest(
  parts: PageParts,
  incoming: Incoming,
  route: PageRoute | null,
): { readonly visitor: Visitor; readonly context: Context | Promise<Context> } {
  const cookies = parseCookies(packedHeader(incoming.headers, 'cookie'))
  return {
    visitor: visitorOf(cookies, incoming.secure, parts.services.random),
    context: createContext({ ...incoming, params: route?.params ?? {} }, parts.extend),
  }
}

/** Headers of every response that holds a token. */
export function pageHeaders(visitor: Visitor): Record<string, string> {
  return {
    'cache-control': UNCACHED,
    ...(visitor.setCookie !== null && { 'set-cookie': visitor.setCookie }),
  }
}
