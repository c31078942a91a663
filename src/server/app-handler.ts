import type { Circuits } from '../circuit/circuits.ts'
import type { LiveSocket } from '../circuit/socket.ts'
import { foreignOrigin } from '../errors/server.ts'
import { encodeDown } from '../protocol/codec.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { TemplateRegistry } from '../template/output/template-registry.ts'
import { COME_BACK_AFTER, type Admission } from './admission.ts'
import { serveAsset } from './assets.ts'
import type { CipherFactory } from './cipher.ts'
import type { SocketHandler } from './connection.ts'
import { escapeForeign } from './describe.ts'
import type { ErrorPages } from './error-pages.ts'
import type { FlashCookie } from './flash.ts'
import type { FormTokens } from './form-tokens.ts'
import {
  isPlain,
  localAddress,
  pathWithinApp,
  readRequest,
  type Incoming,
  type PeerInfo,
} from './incoming.ts'
import { RENEWAL } from './live-page.ts'
import type { Logger } from './logger.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import { isAllowedOrigin } from './origin.ts'
import type { PageRenderer } from './page-renderer.ts'
import type { PageTokens } from './page-token.ts'
import type { PostedPages } from './posted-pages.ts'
import { asPageRequest } from './public-page.ts'
import { readPost } from './read-post.ts'
import { redirectResponse } from './redirects.ts'
import type { RequestHandlers } from './request-handlers.ts'
import type { DocumentTarget, RouteTarget, ViewTarget } from './route-target.ts'
import type { RouteMatch, Router } from './router.ts'
import { SOCKET_PATH } from './script-tag.ts'
import { answerTicket, SESSION_PATH } from './session-endpoint.ts'
import type { SessionServer } from './session-server.ts'
import type { Settings } from './settings.ts'
import type { SocketServer } from './socket-server.ts'
import { serveSource } from './template-source.ts'
import { LONGEST_URL } from './visits.ts'

export interface AppHandlerOptions {
  readonly settings: Settings
  readonly router: Router<RouteTarget>
  readonly pages: PageRenderer
  readonly posted: PostedPages
  readonly handlers: RequestHandlers
  readonly errorPages: ErrorPages
  readonly sockets: SocketServer
  readonly circuits: Circuits
  readonly tokens: PageTokens
  /** Null in an application without sessions. */
  readonly sessions: SessionServer | null
  readonly flashes: FlashCookie
  readonly forms: FormTokens
  readonly admission: Admission
  readonly warnings: ForeignWarnings
  readonly templates: TemplateRegistry
}

/** What is shown in a browser. */
type PageTarget = ViewTarget | DocumentTarget

/** Whether a request may become a socket; where not, the HTTP status to answer with, and why. */
export type UpgradeAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: 403 | 404 | 503; readonly reason: string }

/**
 * An application as adapters see it: it takes web requests and sockets.
 *
 * An adapter answers requests with `fetch`. For an upgrade it asks `upgrade`, opens the socket when that is
 * accepted, and hands it to `connect`.
 */
export class AppHandler {
  readonly logger: Logger
  /** Where sockets connect. */
  readonly socketPath: string = SOCKET_PATH
  /** The largest frame that a browser may send, in bytes. */
  readonly frameBytes: number
  readonly #options: AppHandlerOptions

  constructor(options: AppHandlerOptions) {
    this.#options = options
    this.logger = options.settings.logger
    this.frameBytes = options.settings.limits.frameBytes
  }

  /** Answers a request; null when it is not for this application. */
  async fetch(request: Request, info: PeerInfo = {}): Promise<Response | null> {
    const { settings, templates, router, handlers, sessions } = this.#options
    const asked = readRequest(request, info)
    const incoming = asPageRequest(asked)
    const path = pathWithinApp(incoming)
    if (path === null) return null
    if (sessions && path === SESSION_PATH) return answerTicket(request, incoming, sessions)
    const source = settings.development ? serveSource(path, templates) : null
    const file = source ?? serveAsset(path)
    if (file) return file
    const { method } = request
    const match = router.match(path, method) ?? router.match(path)
    if (match === null) return otherMethod(router.methodsAt(path))
    const { target } = match
    // A server in front may guard paths: only a page is asked for in the name of another one.
    if (incoming !== asked && target.kind !== 'view') return null
    if (target.kind !== 'handler') return this.#page({ ...match, target }, request, incoming)
    const isAsked = target.method === method || (target.method === 'GET' && method === 'HEAD')
    if (!isAsked) return otherMethod(router.methodsAt(path))
    return handlers.respond({ ...target, ...match }, request, incoming)
  }

  async #page(match: RouteMatch<PageTarget>, request: Request, incoming: Incoming): Promise<Response> {
    const { method, url, headers } = request
    if (method === 'POST') return this.#post(match, request, incoming)
    if (method !== 'GET' && method !== 'HEAD') return methodNotAllowed(['GET', 'HEAD', 'POST'])
    // In the browser, where a page says its address as a path, it would be one of another server.
    if (new URL(incoming.url).pathname.startsWith('//')) return redirectResponse(localAddress(incoming.url))
    // Its token would be too long to come back.
    if (url.length > LONGEST_URL) return new Response('URI too long', { status: 414 })
    const { sockets, admission } = this.#options
    sockets.watch()
    // A page that nobody waits for asks for itself: it stands in the browser, and can be asked to come back.
    if (!headers.has(RENEWAL)) return this.#render(match, incoming)
    if (!admission.begin('renewal')) return tooMuchToDo()
    try {
      return await this.#render(match, incoming)
    } finally {
      admission.end()
    }
  }

  /** A form that was submitted without the script, or before it ran. */
  async #post(match: RouteMatch<PageTarget>, request: Request, incoming: Incoming): Promise<Response> {
    const { target } = match
    const location = localAddress(incoming.url)
    // What was typed is for handlers alone: where no handler of a view is known, its page shows again.
    const again = (): Response => new Response(null, { status: 303, headers: { location } })
    if (target.kind !== 'view' || location.length > LONGEST_URL) return again()
    const form = await readPost(request, this.frameBytes)
    if (form.kind === 'other') return again()
    if (form.kind === 'too-large') return new Response('The form is too large', { status: 413 })
    const asked = request.headers.get('origin')
    // Browsers leave it out, or say "null", where a page has a `Referrer-Policy` of `no-referrer`.
    const isUnknown = asked === null || asked === 'null'
    if (!isUnknown && !this.#isOfOurs(request)) return refusedPost()
    this.#options.sockets.watch()
    const post = {
      match: { ...match, target },
      incoming,
      form,
      origin: isUnknown ? 'unknown' : 'ours',
    } as const
    return (await this.#options.posted.respond(post)) ?? refusedPost()
  }

  #render({ target, ...match }: RouteMatch<PageTarget>, incoming: Incoming): Promise<Response> {
    const { pages } = this.#options
    return target.kind === 'view'
      ? pages.respondWithView({ ...match, target }, incoming)
      : pages.respondWithDocument({ ...match, target }, incoming)
  }

  /** The response for an address that leads nowhere. */
  notFound(): Response {
    return this.#options.errorPages.notFound()
  }

  /** Whether this request may become a socket. With status 404 it is not for this application. */
  upgrade(request: Request, info: PeerInfo = {}): UpgradeAnswer {
    const { sockets } = this.#options
    if (!isPlain(request.url) || new URL(request.url).pathname !== SOCKET_PATH)
      return { kind: 'refused', status: 404, reason: 'no socket here' }
    if (!this.#isOfOurs(request)) {
      this.#warnOfOrigin(request)
      if (!this.#isToldWhy(request)) return { kind: 'refused', status: 403, reason: 'origin not allowed' }
    }
    const mayOpen = sockets.mayOpen(readRequest(request, info))
    return mayOpen ? { kind: 'accepted' } : { kind: 'refused', status: 503, reason: 'no room for a socket' }
  }

  /** Takes a socket that an adapter has opened for a request that was accepted. */
  connect(socket: LiveSocket, request: Request, info?: PeerInfo): SocketHandler {
    if (this.#isOfOurs(request)) return this.#options.sockets.open(socket, readRequest(request, info))
    socket.send(encodeDown({ kind: 'refused', code: 'origin' }))
    socket.close(CLOSE_CODES.refused, 'origin')
    return DEAF
  }

  /**
   * Ends the application: it takes no more sockets, sends what there is of pages that are sent in pieces, waits for handlers that run, at most so many milliseconds,
   * then ends all circuits and tells browsers to come back.
   */
  async drain(deadline: number): Promise<void> {
    const { sockets, circuits, pages } = this.#options
    sockets.refuseMore()
    pages.streamed.end()
    await circuits.drain(deadline)
    sockets.close()
  }

  /** Whether it is from a page that may have a socket. */
  #isOfOurs(request: Request): boolean {
    const { hosts } = this.#options.settings
    return isAllowedOrigin(request.headers.get('origin'), hostOf(request), hosts)
  }

  /** A script does not learn why a socket was not opened. In development it is opened, to say so. */
  #isToldWhy(request: Request): boolean {
    return this.#options.settings.development && request.headers.get('origin') !== null
  }

  #warnOfOrigin(request: Request): void {
    const origin = escapeForeign(request.headers.get('origin') ?? 'no origin')
    const { message } = foreignOrigin({ origin, host: escapeForeign(hostOf(request)) })
    this.#options.warnings.warn(request, message)
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    const { tokens, sessions, flashes, forms, settings } = this.#options
    tokens.cipher = factory(settings.secrets)
    flashes.sealWith(factory)
    forms.sealWith(factory)
    sessions?.sealWith(factory)
  }
}

/** Takes what comes on a socket that is refused. */
const DEAF: SocketHandler = { message() {}, close() {} }

function tooMuchToDo(): Response {
  const headers = { 'retry-after': String(COME_BACK_AFTER), 'cache-control': 'no-store' }
  return new Response('There is too much to do. Please try again.', { status: 503, headers })
}

function refusedPost(): Response {
  const headers = { 'cache-control': 'no-store' }
  return new Response('This form was not sent by a page of this site', { status: 403, headers })
}

function hostOf(request: Request): string {
  return request.headers.get('host') ?? new URL(request.url).host
}

/** The answer where only other methods lead somewhere; null where none does. */
function otherMethod(methods: readonly string[]): Response | null {
  if (methods.length === 0) return null
  return methodNotAllowed(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method)))
}

function methodNotAllowed(allowed: readonly string[]): Response {
  return new Response('Method not allowed', { status: 405, headers: { allow: allowed.join(', ') } })
}
